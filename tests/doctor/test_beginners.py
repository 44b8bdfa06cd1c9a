"""The mistakes of somebody who makes an atlas folder for the first time, and what the doctor says of them.

Each is one mistake and must get one message, which names the place and what to write.
"""

import shutil

import pytest

from geo.doctor import check_folder
from tests.conftest import TINY

SHEET = "in a spreadsheet, save as “CSV UTF-8 (comma delimited)”"


def swap(file, found, new):
    """Change one text in a file."""

    def spoil(root):
        text = (root / file).read_text("utf-8")
        assert found in text
        (root / file).write_text(text.replace(found, new, 1), "utf-8")

    return spoil


def written(file, encoding):
    """Save a file in another encoding."""
    return lambda root: (root / file).write_bytes(
        (root / file).read_text("utf-8").encode(encoding, "replace")
    )


def changed(file, change):
    """Change the bytes of a file."""
    return lambda root: (root / file).write_bytes(change((root / file).read_bytes()))


def renamed(file, new):
    return lambda root: (root / file).rename(root / new)


def into_a_folder(root):
    """Put everything one folder deeper, as unpacking an archive often does."""
    inner = root / "inner"
    shutil.copytree(root, inner, ignore=shutil.ignore_patterns("inner"))
    for path in root.iterdir():
        if path != inner:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def date(text):
    return swap("events.csv", "1900-05-01,", f"{text},")


WHEN = "events.csv, row 2 (lease-signed): 'when': "

ONE_MISTAKE = [
    # how a spreadsheet saves
    pytest.param(written("events.csv", "utf-16"), f"events.csv: it is written in UTF-16; {SHEET}", id="csv in utf-16"),
    pytest.param(written("events.csv", "cp1251"), f"events.csv: line 2 is not written in UTF-8; {SHEET}", id="csv in cp1251"),
    pytest.param(changed("places.csv", lambda raw: raw.replace(b",", b";")), f"places.csv, row 1: columns are separated by ';'; expected commas: {SHEET}", id="semicolons"),
    pytest.param(changed("places.csv", lambda raw: raw.replace(b",", b"\t")), f"places.csv, row 1: columns are separated by '\\t'; expected commas: {SHEET}", id="tabs"),
    pytest.param(changed("events.csv", lambda _: b"PK\x03\x04" + b"\0" * 60), f"events.csv: it is a workbook, not a text; {SHEET}", id="a workbook called csv"),
    pytest.param(changed("events.csv", lambda _: b""), "events.csv: it is empty; expected a header", id="an empty table"),
    pytest.param(date("5/14/1925"), WHEN + "'5/14/1925' is not a date here: write 1925-05-14", id="american date"),
    pytest.param(date("14.05.1925"), WHEN + "'14.05.1925' is not a date here: write 1925-05-14", id="date with points"),
    pytest.param(date("3/4/1925"), WHEN + "'3/4/1925' is not a date here: write 1925-03-04 or 1925-04-03, whichever is meant", id="day or month"),
    pytest.param(date("45123"), WHEN + "'45123' is not a date here: a spreadsheet made a number of it, its day 2023-07-16; write the date", id="a spreadsheet's day"),
    pytest.param(date("May-25"), WHEN + "'May-25' is not a date here: a spreadsheet may have made this of another date; write it such as 1925-05", id="a spreadsheet's month"),
    pytest.param(date("1925.0"), WHEN + "'1925.0' is not a date here: write 1925", id="a year with decimals"),
    pytest.param(date("14.05.25"), WHEN + "'14.05.25' is not a date here: write the year with four digits, such as 1925-05-14", id="a year of two figures"),
    pytest.param(date("1925 г."), WHEN + "'1925 г.' is not a date here: write 1925", id="a Russian year"),
    pytest.param(date("1900–1920"), WHEN + "'1900–1920' is not a date here: write 1900/1920", id="a span with a dash"),
    pytest.param(date("c. 1925"), WHEN + "'c. 1925' is not a date here: write 1925~", id="circa"),
    pytest.param(date("unknown"), WHEN + "'unknown' is not a date here: leave it empty where no date is known", id="unknown"),
    pytest.param(date("1925-02-30"), WHEN + "'1925-02-30' is not a date: 1925-02 has 28 days", id="no such day"),
    pytest.param(swap("events.csv", ",-30.5,0,1,treaty", ',"-30,5",0,1,treaty'), "events.csv, row 2 (lease-signed): 'lon' is '-30,5'; expected degrees such as 142.95, with a point and not a comma", id="decimal comma"),
    # columns and cells
    pytest.param(swap("events.csv", "The lease is signed", "The lease, is signed"), "events.csv, row 2: it has 19 cells, the header 18; is a quote missing?", id="a comma without quotes"),
    pytest.param(swap("events.csv", ",precision_km,", ","), "events.csv, row 1: all rows have 18 cells, the header 17; is a name missing?", id="a name of a column is missing"),
    pytest.param(swap("events.csv", "name_ru,name_ja", "name_ru,name_ru"), "events.csv, row 1: two columns are called 'name_ru'; keep one", id="a column twice"),
    pytest.param(swap("events.csv", "id,name,", "ID,name,"), "events.csv, row 1: the column 'id' is missing; did you mean 'ID'?", id="capitals in a header"),
    pytest.param(swap("events.csv", ",-30.5,0,1,treaty", ",,0,1,treaty"), "events.csv, row 2 (lease-signed): only one of lon and lat is given; expected both, or neither if unknown", id="only a latitude"),
    pytest.param(swap("events.csv", ",-30.5,0,1,treaty", ",-30.5,95,1,treaty"), "events.csv, row 2 (lease-signed): it reaches from -30.5 to -30.5 in longitude and 95 to 95 in latitude; expected -180 to 180 and -90 to 90; are longitude and latitude swapped?", id="a latitude off the globe"),
    pytest.param(swap("events.csv", "first-boat,", "lease-signed,"), "events.csv, row 3 (lease-signed): 'id' is 'lease-signed', as in row 2 (lease-signed); give it its own", id="an id twice"),
    pytest.param(swap("events.csv", "first-boat,", ","), "events.csv, row 3: it has no 'id'; give it one of its own", id="no id"),
    pytest.param(swap("events.csv", "First boat arrives", ""), "events.csv, first-boat: 'name' is empty; expected one", id="no name"),
    pytest.param(swap("events.csv", "toy-gazette,harbour", ",harbour"), "events.csv, first-boat: 'sources' is empty; expected an id from sources.toml or general-knowledge", id="no source"),
    pytest.param(swap("events.csv", "toy-gazette,harbour", "toy-gazete,harbour"), "events.csv, first-boat: there is no source 'toy-gazete' in sources.toml; did you mean 'toy-gazette'?", id="a slip in a source"),
    pytest.param(swap("events.csv", "toy-survey;toy-gazette", '"toy-survey, toy-gazette"'), "events.csv, lease-signed: there is no source 'toy-survey, toy-gazette' in sources.toml; did you mean 'toy-survey;toy-gazette', with semicolons?", id="sources with commas"),
    pytest.param(swap("events.csv", "1,work,less", "1,works,less"), "events.csv, first-boat: 'category' is 'works'; did you mean 'work'?", id="an unknown category"),
    pytest.param(swap("events.csv", "less-certain", "probably"), "events.csv, row 3 (first-boat): 'certainty' is 'probably'; expected one of 'certain', 'less-certain', 'uncertain'", id="an unknown certainty"),
    pytest.param(swap("events.csv", "treaty,certain,,1", "treaty,certain,,9"), "events.csv, row 2 (lease-signed): 'rank' is '9'; expected a whole number from 1 (first) to 5", id="a rank out of range"),
    pytest.param(swap("events.csv", ",200,work", ",200 km,work"), "events.csv, row 4 (somewhere-north): 'precision_km' is '200 km'; expected kilometres, or nothing if unknown", id="a unit in a number"),
    # files
    pytest.param(renamed("events.csv", "events.csv.txt"), "events.csv: there is no such file, though the layer 'events' names it; did you mean 'events.csv.txt'?", id="a hidden second ending"),
    pytest.param(renamed("events.csv", "Events.CSV"), "events.csv: there is no such file, though the layer 'events' names it; did you mean 'Events.CSV'?", id="capitals in a file's name"),
    pytest.param(renamed("catalog.toml", "catalog.toml.txt"), "catalog.toml: there is no such file; the atlas needs it; rename 'catalog.toml.txt' to 'catalog.toml'", id="a catalog with a second ending"),
    # TOML
    pytest.param(written("catalog.toml", "cp1251"), "catalog.toml: line 5 is not written in UTF-8; save the file with the encoding UTF-8", id="toml in cp1251"),
    pytest.param(swap("catalog.toml", 'view = "island"', "view = island"), "catalog.toml: this is not TOML: line 10 is 'view = island'; texts need quotes: view = \"island\"", id="no quotes"),
    pytest.param(swap("catalog.toml", 'view = "island"', 'view = "island'), "catalog.toml: this is not TOML: line 10 is 'view = \"island'; a quote is missing", id="one quote"),
    pytest.param(swap("catalog.toml", 'view = "island"', "view = “island”"), "catalog.toml: this is not TOML: line 10 is 'view = “island”'; quotes must be plain: \" and not “ or ”", id="typographic quotes"),
    pytest.param(swap("catalog.toml", "[[layer]]", "[layer]"), "catalog.toml: this is not TOML: line 54 is '[[layer]]'; there is a [layer] with single brackets before; write [[layer]] for each", id="single brackets"),
    pytest.param(swap("catalog.toml", "visible = true", "visible = True"), "catalog.toml: this is not TOML: line 100 is 'visible = True'; write true or false, in small letters", id="a capital true"),
    pytest.param(swap("catalog.toml", '["en", "ru"]', '["en" "ru"]'), "catalog.toml: this is not TOML: line 6 is 'languages = [\"en\" \"ru\"]'; a comma between two texts, or a bracket, is missing", id="no comma in a list"),
    pytest.param(swap("catalog.toml", "first_year = 1890", "first_year = 1890\nfirst_year = 1891"), "catalog.toml: this is not TOML: line 9 is 'first_year = 1891'; this key stands in the table already; keep one of the two", id="a key twice"),
    pytest.param(swap("catalog.toml", "layers/land.geojson", "layers\\land.geojson"), "catalog.toml: this is not TOML: line 50 is 'path = \"layers\\\\land.geojson\"'; write folders with / instead of \\", id="a backslash"),
    pytest.param(swap("catalog.toml", 'date = "1910"', "date = 1910"), "catalog.toml, [atlas]: 'date' is 1910; expected a text in quotes, such as \"1910\"", id="a year without quotes"),
    pytest.param(swap("catalog.toml", 'date = "1910"', "date = 1910-01-01"), "catalog.toml, [atlas]: 'date' is 1910-01-01; expected a text in quotes, such as \"1910-01-01\"", id="a day without quotes"),
    pytest.param(swap("catalog.toml", 'title = { en = "Land" }', 'title = "Land"'), "catalog.toml, [[layer]] land: 'title' is 'Land'; expected a text per language, such as title = { en = \"Control\" }", id="a title without a language"),
    pytest.param(swap("catalog.toml", "first_year = 1890", "firstyear = 1890"), "catalog.toml, [atlas]: 'firstyear' is not a key known here; did you mean 'first_year'?", id="a slip in a key"),
    pytest.param(swap("catalog.toml", 'kind = "area"', 'kind = "aera"'), "catalog.toml, [[layer]] lease: 'kind' is 'aera'; did you mean 'area'?", id="a slip in a kind"),
    pytest.param(swap("sources.toml", 'id = "toy-survey"', 'id = "Toy Survey"'), "sources.toml, [[source]] Toy Survey: 'id' is 'Toy Survey'; expected small Latin letters, digits and hyphens, such as \"toy-survey\"", id="an id with capitals"),
    pytest.param(swap("sources.toml", 'title = "Toy Gazette"\n', ""), "sources.toml, [[source]] toy-gazette: 'title' is missing; expected a text in quotes, such as \"control\"", id="a source without a title"),
    pytest.param(swap("sources.toml", "https://example.org/survey", "www.example.org"), "sources.toml, [[source]] toy-survey: 'url' is 'www.example.org'; expected a web address that starts with https://", id="an address without its beginning"),
    pytest.param(swap("sources.toml", 'id = "toy-gazette"', 'id = "toy-survey"'), "sources.toml, toy-survey: two sources have this id; give each its own", id="a source twice"),
    pytest.param(swap("sources.toml", "author =", "autor ="), "sources.toml, [[source]] toy-survey: 'autor' is not a key known here; did you mean 'author'?", id="a slip in a source's key"),
]  # fmt: skip

NO_MISTAKE = [
    pytest.param(written("events.csv", "utf-8-sig"), id="a mark at the beginning of a table"),
    pytest.param(written("catalog.toml", "utf-8-sig"), id="a mark at the beginning of the catalog"),
    pytest.param(changed("places.csv", lambda raw: raw.replace(b"\n", b"\r\n")), id="line ends of Windows"),
    pytest.param(changed("places.csv", lambda raw: raw + b"\n" + b"," * 18 + b"\n"), id="blank rows at the end"),
    pytest.param(swap("sources.toml", 'reliability = "low"\n', ""), id="a source that nobody has judged"),
]  # fmt: skip


def diagnosed(root, spoil):
    shutil.copytree(TINY, root)
    spoil(root)
    return check_folder(str(root))


@pytest.mark.parametrize(("spoil", "said"), ONE_MISTAKE)
def test_one_mistake_gets_one_message_that_says_what_to_write(tmp_path, spoil, said):
    diagnosis = diagnosed(tmp_path / "atlas", spoil)
    found = [finding.message for finding in diagnosis.findings]
    if "firstyear" in said:  # a key that is called otherwise is also missing
        assert found.pop(0).startswith("catalog.toml, [atlas]: 'first_year' is missing")
    assert found[:1] == [said]
    assert len(found) == 1
    assert diagnosis.verdict == "refuse"


@pytest.mark.parametrize("spoil", NO_MISTAKE)
def test_what_is_no_mistake_is_not_complained_of(tmp_path, spoil):
    diagnosis = diagnosed(tmp_path / "atlas", spoil)
    assert (diagnosis.verdict, diagnosis.findings) == ("open", ())


def test_a_folder_in_a_folder_is_found(tmp_path):
    diagnosis = diagnosed(tmp_path / "atlas", into_a_folder)
    assert [finding.message for finding in diagnosis.findings] == [
        f"{name}: there is no such file; the atlas needs it; "
        "there is one in the folder 'inner': take that one"
        for name in ("catalog.toml", "sources.toml")
    ]
