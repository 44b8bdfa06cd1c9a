# Two commands do everything on a fresh machine with python3 (3.11 or newer) and make:
#   make run     set up and serve the atlas at http://127.0.0.1:8501
#   make test    set up and run every check and test
# make contact draws 144 plates to look at, make golden the pictures that tests compare with;
# make bench measures, make fuzz tries broken files, make conformance other people's files, make data rebuilds the geography, make clean tidies up.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
DATA   ?= data
BENCH_JSON ?= bench.json
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 1
PIP    := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help venv run test check bench golden contact fuzz conformance data browser clean

help:
	@sed -n '1,5s/^# \{0,1\}//p' Makefile

venv: $(VENV)/.run

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The atlas needs Python 3.11 or newer; $$($(PYTHON) --version) found. Try: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python cannot make a virtual environment here; on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.created requirements.txt
	@echo "Installing the atlas's packages into $(VENV) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.created requirements.txt tests/requirements.txt
	@echo "Installing the atlas's packages and the tests' tools into $(VENV) ..."
	@$(PIP) -r tests/requirements.txt
	@touch $@ $(VENV)/.run

run: $(VENV)/.run
	$(BIN)/python -m streamlit run streamlit_app.py --server.port $(PORT) -- --data $(DATA)

browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  echo "Installing Chromium from Debian's packages ..."; \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium >/dev/null \
	  || { echo "Chromium is missing and could not be installed; install it, then run make test again."; exit 1; }; }

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy geo layers streamlit_app.py
	$(BIN)/deptry .
	$(BIN)/vulture

test: check browser
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

$(VENV)/.bench: $(VENV)/.test tests/benchmarks/requirements.txt
	@echo "Installing the tools that the atlas is measured beside into $(VENV) ..."
	@$(PIP) -r tests/benchmarks/requirements.txt
	@touch $@

bench: $(VENV)/.bench browser
	$(BIN)/python -m tests.benchmarks.run --json $(BENCH_JSON)

golden: $(VENV)/.test
	$(BIN)/python -m tests.golden.make

contact: $(VENV)/.test
	$(BIN)/python -m tests.golden.contact --out build-cache/contact

fuzz: $(VENV)/.test
	$(BIN)/python -m tests.doctor.fuzz --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)

conformance: $(VENV)/.test
	$(BIN)/python -m tests.conformance.run

data: $(VENV)/.test
	$(PIP) -r data/build/requirements.txt
	$(BIN)/python data/build/all.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build-cache
