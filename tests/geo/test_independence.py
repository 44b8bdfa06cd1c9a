"""Knowledge stands alone."""

import subprocess
import sys


def test_knowing_an_atlas_loads_nothing_that_draws():
    code = "import sys, geo.atlas, geo.selection, geo.timeline, geo.changes; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint({"streamlit", "folium", "branca", "typst", "matplotlib", "uharfbuzz"})
