"""Zip archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
READABLE: Final = 0o644 << 16
UNIX: Final = 3


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files in the order given, under their names, without the time of packing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, content)
    return buffer.getvalue()


def from_zip(raw: bytes) -> dict[str, bytes]:
    """Unpack an archive that was made here; for one from elsewhere there are no limits."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
