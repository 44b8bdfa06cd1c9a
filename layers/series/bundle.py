"""The sheets of a series as single files in one archive."""

import csv
import io
import zipfile
from typing import Final

from layers.render.press import to_job
from layers.series.series import Series, draw_all
from layers.series.watch import Watch

_ISSUED: Final = (2026, 1, 1, 0, 0, 0)  # archives must not know what time it is
_READABLE: Final = 0o644 << 16
_UNIX: Final = 3
_LONGEST_COMMENT: Final = 65_535  # bytes


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file that looks the same on any machine."""
    info = zipfile.ZipInfo(name, _ISSUED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _READABLE
    archive.writestr(info, data)


def write_zip(series: Series, watch: Watch) -> bytes:
    """Write a PDF for each date, and a table of them.

    Its name tells its place, date, view and language, so that it can be taken out of the archive.
    """
    total = len(series.views)
    digits = len(str(total))
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("file", "date", "title"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at, sheet in enumerate(draw_all(series, watch, total=total)):
            view = series.views[at]
            date = view.selection.date.replace("/", "-to-").replace("..", "open")
            name = f"{at + 1:0{digits}d}-{date}-{view.view.id}-{view.language}.pdf"
            _add(archive, name, series.print_job(to_job(sheet, "pdf")))
            rows.writerow((name, view.selection.date, view.title))
        _add(archive, "contents.csv", table.getvalue().encode())
        archive.comment = series.state(series.kind).encode()[:_LONGEST_COMMENT]
    watch.step(total, total)
    return file.getvalue()
