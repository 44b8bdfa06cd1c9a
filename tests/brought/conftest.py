"""A file as a teacher might bring it: some of it right, some of it wrong."""

from dataclasses import replace

import pytest

from geo.brought import Upload, examine

TOWNS = b"""Name;Date;Longitude;Latitude;Type;Source;Remark
Harbour;1921;142,95;53,58;town;Smith 1930;first house
Mine;1850-1960;143,1;52,95;mine;Smith 1930;
Ferry;03/04/1905;142,16;50,9;town;https://example.org/ferry;
Quarry;1905-02-30;142,16;50,05;mine;;no such day
Swapped;1907;52,35;143,1;mine;;
Camp;1906;;;;;somewhere
"""


@pytest.fixture(scope="session")
def towns() -> Upload:
    """The file as it comes, examined and not yet on the map."""
    return examine(1, "my towns.csv", TOWNS)


@pytest.fixture(scope="session")
def shown(towns: Upload) -> Upload:
    """The same file, on the map."""
    return replace(towns, is_shown=True)
