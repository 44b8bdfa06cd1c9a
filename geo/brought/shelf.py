"""All that one visitor brought, and how much that may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.limits import check_count

if TYPE_CHECKING:
    from geo.brought.upload import Upload
    from geo.catalog import Catalog

OWN_LAYER: Final = re.compile(r"yours-(\d{1,9})(?!\d)")
"""How the ids of visitors' layers begin."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one visitor may keep: what a server with many of them can bear.

    Attributes
    ----------
    bytes
        Of all files together.
    rows
        In all files together: about half a kilobyte each once they are read.
    shown
        Rows on the map, of all files together. A server with one visitor who shows as many as that
        held 530 MB in all.
    """

    files: int = 12
    bytes: int = 80_000_000
    rows: int = 150_000
    shown: int = 100_000


VISITOR: Final = Allowance()


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The files of one visitor, in the order in which they came."""

    uploads: tuple[Upload, ...] = ()
    next_number: int = 1

    @classmethod
    def beside(cls, catalog: Catalog) -> Shelf:
        """Give an empty shelf, whose layers will not have the ids of those of an atlas."""
        taken = (OWN_LAYER.match(spec.id) for spec in catalog.layers)
        return cls(next_number=1 + max((int(own[1]) for own in taken if own), default=0))

    def of(self, number: int) -> Upload | None:
        """Give the file with a number, if it is still there."""
        return next((upload for upload in self.uploads if upload.number == number), None)

    @property
    def shown(self) -> tuple[Upload, ...]:
        """The files that are on the map."""
        return tuple(upload for upload in self.uploads if upload.is_shown)

    def check_room(self, name: str, size: int, *, instead_of: int = 0) -> None:
        """Refuse a file for which there is no room, before it is read.

        Raises
        ------
        LimitError
            If there are too many files, or too many bytes in them.
        """
        others = [upload for upload in self.uploads if upload.number != instead_of]
        check_count(len(others) + 1, VISITOR.files, f"files with {name[:80]!r}")
        kept = sum(len(upload.data) for upload in others)
        check_count(kept + size, VISITOR.bytes, f"bytes in all your files with {name[:80]!r}")

    def with_upload(self, upload: Upload) -> Shelf:
        """Put a file on the shelf, in place of the one with its number or after all others.

        Raises
        ------
        LimitError
            If there is no room for it, or more rows would be on the map than are accepted.
        """
        self.check_room(upload.name, len(upload.data), instead_of=upload.number)
        if self.of(upload.number):
            changed = (upload if u.number == upload.number else u for u in self.uploads)
            uploads = tuple(changed)
        else:
            uploads = (*self.uploads, upload)
        kept = sum(u.diagnosis.rows_in for u in uploads)
        check_count(kept, VISITOR.rows, f"rows in all your files with {upload.name[:80]!r}")
        rows = sum(len(u.diagnosis.frame) for u in uploads if u.is_shown)
        if upload.is_shown:
            check_count(rows, VISITOR.shown, "rows of yours on the map")
        return Shelf(uploads, max(self.next_number, upload.number + 1))

    def without(self, number: int) -> Shelf:
        """Take a file off the shelf."""
        return replace(self, uploads=tuple(u for u in self.uploads if u.number != number))
