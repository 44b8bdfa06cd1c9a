"""The atlas itself leaves the house and comes back."""

import io
import zipfile
from pathlib import Path

import pytest

from geo.atlas import Atlas, load_atlas
from geo.publish.package import to_package
from geo.publish.writers import WRITERS

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(DATA)


def test_the_atlas_unpacked_is_the_same_atlas(atlas, tmp_path):
    with zipfile.ZipFile(io.BytesIO(to_package(atlas, atlas.features))) as archive:
        archive.extractall(tmp_path)
    again = load_atlas(tmp_path)
    assert again.features.equals(atlas.features)
    for part in ("catalog", "sources", "articles", "people", "statistics", "conflicts", "related"):
        assert getattr(again, part) == getattr(atlas, part)


@pytest.mark.parametrize("name", WRITERS)
def test_the_atlas_can_be_written_in_every_format(name, atlas):
    assert len(WRITERS[name].write(atlas, atlas.features)) > 10_000
