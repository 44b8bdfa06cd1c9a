"""What a visitor takes along: the file repaired, a template to fill in, a sample of real rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.formats.geojson import to_geojson
from geo.formats.table import to_csv, to_guarded, to_table
from geo.publish.sheets import NUMBERS, to_rows
from geo.schema import is_undated, is_unplaced

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.brought.upload import Upload

TEMPLATE: Final = (
    (
        "name",
        "when",
        "lon",
        "lat",
        "precision_km",
        "category",
        "certainty",
        "text",
        "note",
        "sources",
    ),
    (
        "First place (replace this row)",
        "1925-05-14",
        "142.95",
        "53.58",
        "",
        "town",
        "certain",
        "One or two sentences on what the source says.",
        "",
        "Author, Title, 1950, p. 12",
    ),
    (
        "Second place (replace this row)",
        "1925/1944-03",
        "143.10",
        "52.90",
        "5",
        "field",
        "less-certain",
        "Held from some day of 1925 until March 1944; its place is known to 5 km.",
        "What is in doubt.",
        "https://example.org/page",
    ),
)
"""The header of a canonical table, with two rows to show what goes where."""

SAMPLE_ROWS: Final = 12


def to_template(*, as_workbook: bool = False) -> bytes:
    """Write the template, as CSV or as a workbook in which each cell is text."""
    if as_workbook:
        from geo.publish.workbook import to_text_sheet  # noqa: PLC0415 -- its library loads slowly

        return to_text_sheet("my places", TEMPLATE)
    return to_table(TEMPLATE).encode("utf-8-sig")


def to_sample(atlas: Atlas) -> bytes:
    """Write some dated, placed rows of an atlas as a file to try: events, the chief ones first."""
    kinds = {spec.id: spec.kind for spec in atlas.catalog.layers}
    features = atlas.features[~is_undated(atlas.features) & ~is_unplaced(atlas.features)]
    features = features[features["layer"].map(kinds) == "event"]
    chosen = features.sort_values(["rank", "start_earliest", "id"]).head(SAMPLE_ROWS)
    titles = {key: source.title for key, source in atlas.sources.items()}
    cited = [
        tuple(titles.get(name, name).replace(";", ",") for name in names)
        for names in chosen["sources"]
    ]
    bare = chosen.sort_values(["start_earliest", "id"]).reset_index(drop=True)
    order = {name: place for place, name in enumerate(chosen["id"])}
    bare["sources"] = [cited[order[name]] for name in bare["id"]]
    empty = [()] * len(bare)
    bare["links"], bare["conflicts"] = empty, empty
    return to_csv(bare).encode("utf-8-sig")


def to_repaired_csv(upload: Upload) -> bytes:
    """Write the rows that can be opened as the doctor understands them, as a table."""
    header, rows = to_rows(upload.diagnosis.frame)
    columns = [name for name in header if name != "layer"]
    cells = [[row[n] if n in NUMBERS else to_guarded(row[n]) for n in columns] for row in rows]
    return to_table([list(map(to_guarded, columns)), *cells]).encode("utf-8-sig")


def to_repaired_geojson(upload: Upload) -> bytes:
    """Write the rows that can be opened as the doctor understands them, as GeoJSON."""
    return to_geojson(upload.diagnosis.frame).encode()
