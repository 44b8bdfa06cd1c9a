"""What other hands put into the cells of a workbook."""

from geo.formats.sheetcells import date_part, to_cell
from tests.doctor import making
from tests.doctor.making import codes, seen


def test_a_workbooks_dates_are_as_precise_as_they_are_shown():
    formats = ("yyyy-mm-dd", "mmm yyyy", "yyyy", "yyyy-mm-dd h:mm", "h:mm", "0.00")
    assert [to_cell("9152.75", date_part(code)) for code in formats] == [
        "1925-01-20",
        "1925-01",
        "1925",
        "1925-01-20T18:00:00",
        "9152.75",
        "9152.75",
    ]
    assert to_cell("0.75", date_part("h:mm")) == "18:00:00"


def workbook(*rows: str) -> bytes:
    """Make a workbook of rows of cells written as its XML."""
    book = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="x"/></sheets></workbook>'
    relations = '<Relationships><Relationship Id="x" Target="a.xml"/></Relationships>'
    sheet = f"<worksheet><sheetData>{''.join(f'<row>{row}</row>' for row in rows)}</sheetData></worksheet>"
    files = {"workbook.xml": book, "_rels/workbook.xml.rels": relations, "a.xml": sheet}
    return making.to_zip({f"xl/{name}": text.encode() for name, text in files.items()})


def cell(text: str, place: str = "") -> str:
    """Write one cell of a workbook."""
    return f'<c t="str" r="{place}"><v>{text}</v></c>'


def test_a_note_beside_a_row_of_a_workbook_costs_the_row_nothing():
    book = workbook(
        cell("name") + cell("date"),
        cell("Okha") + cell("1925"),
        cell("Alexandrovsk") + cell("1926") + cell("see p. 3"),
    )
    diagnosis = seen(book)
    assert list(diagnosis.frame["name"]) == ["Okha", "Alexandrovsk"]
    assert "see p. 3" in str(diagnosis.frame["details"].iloc[1])


def test_coloured_cells_without_content_are_no_columns():
    book = workbook(cell("name") + '<c r="ZZZ1" s="3"/>', cell("Okha") + '<c r="XFD2" s="3"/>')
    diagnosis = seen(book)
    assert diagnosis.columns == ("name",)


def test_a_first_row_with_dates_is_a_row():
    diagnosis = seen("Okha,1925-01-20,1944-03-30\nNogliki,1926,1941\n")
    assert diagnosis.rows_in == 2
    assert "no-header" in codes(diagnosis)


def test_an_opendocument_workbook_keeps_the_time_of_day_and_says_true_in_no_language():
    value = 'office:value-type="date" office:date-value='
    cells = (
        f'<table:table-cell {value}"2009-08-16T05:43:21"/>'
        f'<table:table-cell {value}"2009-08-16T00:00:00"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI'
        "</text:p></table:table-cell>"
    )
    names = "".join(
        f"<table:table-cell><text:p>{name}</text:p></table:table-cell>"
        for name in ("taken", "date", "seen")
    )
    rows = (names, cells)
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    row = seen(making.to_ods_content(lines)).frame.iloc[0]
    assert row["when"] == "2009-08-16"
    assert dict(row["details"]) == {"taken": "2009-08-16T05:43:21", "seen": "TRUE"}
