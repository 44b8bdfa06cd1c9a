"""Archives of unknown origin: checked before anything is unpacked, and never unpacked to a path.

Members are read into memory one at a time. Their names are only compared and shown.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.formats.raw import RefusedFileError
from geo.limits import check_count

if TYPE_CHECKING:
    from geo.formats.raw import Budget

MOST_SQUEEZED: Final = 250  # bytes from one; text of tables rarely reaches 60
ALWAYS_ALLOWED: Final = 20_000_000  # unpacked bytes that no computer notices
ENCRYPTED: Final = 0x1
RUBBISH: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is not too large when unpacked.

    Attributes
    ----------
    names
        Of its files, as they are written in it.
    """

    names: tuple[str, ...]
    _raw: bytes

    def read(self, name: str) -> bytes:
        """Read one file.

        Raises
        ------
        RefusedFileError
            If it is broken.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self._raw)) as archive:
                return archive.read(name)
        except (*BROKEN, KeyError) as error:
            message = f"{name[:80]!r} in the archive cannot be unpacked: {str(error)[:120]}"
            raise RefusedFileError(message) from error

    def find(self, suffix: str) -> tuple[str, ...]:
        """List the files whose names end in some way."""
        return tuple(name for name in self.names if name.lower().endswith(suffix))

    def optional(self, name: str) -> bytes:
        """Read one file, empty if there is none."""
        return self.read(name) if name in self.names else b""


def open_archive(raw: bytes, *, budget: Budget) -> Archive:
    """Look into an archive without unpacking it.

    Raises
    ------
    RefusedFileError
        If it is broken, or locked with a password.
    LimitError
        If it holds too many files, or would be too large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
    except BROKEN as error:
        message = f"the archive is broken: {str(error)[:120]}"
        raise RefusedFileError(message) from error
    check_count(len(infos), budget.members, "files in the archive")
    size = sum(info.file_size for info in infos)
    check_count(size, budget.unpacked, "bytes when unpacked")
    if size > ALWAYS_ALLOWED and size > MOST_SQUEEZED * len(raw):
        message = f"the archive would grow to {size:,} bytes, {size // len(raw)} times its size"
        raise RefusedFileError(message)
    if any(info.flag_bits & ENCRYPTED for info in infos):
        message = "the archive is locked with a password"
        raise RefusedFileError(message)
    return Archive(tuple(info.filename for info in infos if not _is_rubbish(info)), raw)


def _is_rubbish(info: zipfile.ZipInfo) -> bool:
    """Tell folders and what operating systems leave behind from files."""
    name = info.filename.lower()
    return info.is_dir() or name.startswith(RUBBISH[0]) or PurePosixPath(name).name in RUBBISH
