"""A second atlas, of a toy island that never was: small enough to know by heart."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from geo.atlas import Atlas, load_atlas

# A slow machine is no mistake of the program, and the same commit must give the same verdict.
settings.register_profile("atlas", deadline=None, derandomize=True)
settings.load_profile("atlas")

TINY = Path(__file__).parent / "tiny_atlas"


@pytest.fixture(scope="session")
def tiny_atlas() -> Atlas:
    """The toy island, loaded; it is never changed, so all tests share it."""
    return load_atlas(TINY)


@pytest.fixture
def tiny_root(tmp_path: Path) -> Path:
    """A copy of the toy island's folder, to be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "atlas"))


@pytest.fixture
def spoil(tiny_root: Path) -> Callable[[str, str, str], Path]:
    """Change one text in one file of the copy, and give its folder."""

    def change(file: str, found: str, new: str) -> Path:
        path = tiny_root / file
        text = path.read_text("utf-8")
        assert found in text
        path.write_text(text.replace(found, new, 1), "utf-8")
        return tiny_root

    return change
