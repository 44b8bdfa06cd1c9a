"""Columns: entries set one under the other, and in the next column where one is full."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from layers.render.box import Block, Box
from layers.render.flow import Words, set_lines, to_lines
from layers.render.sheet import Item

_HALVINGS: Final = 9
_SLACK_MM: Final = 1e-6
_LEAST_IN_LAST: Final = 3  # entries, or the columns before it take them


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that stays together in one column.

    Attributes
    ----------
    set
        Sets it into a width.
    leads
        Whether it is a heading, which stays with the entry after it.
    stays
        Whether it stays with the entry after it although it is no heading.
    before_mm
        Air over it, except at the top of a column.
    """

    set: Callable[[float], Block]
    leads: bool = False
    before_mm: float = 0.0
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next entry goes; ``begun`` says that its column has one already."""

    column: int
    top: float
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Stood:
    """A block, and where on the page it stands."""

    block: Block
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Poured:
    """Entries in their columns: the blocks, how many entries were placed, and where it goes on."""

    blocks: tuple[Stood, ...]
    placed: int
    cursor: Cursor

    @property
    def items(self) -> tuple[Item, ...]:
        """The items at their places, moved when asked for: many attempts are made before one is kept."""
        return tuple(
            item for stood in self.blocks for item in stood.block.at(stood.left, stood.top)
        )


@dataclass(slots=True)
class _Pouring:
    """The work in hand: each entry set and where it goes, and the cursor after it."""

    columns: Sequence[Box]
    cursor: Cursor
    blocks: list[Stood] = field(default_factory=list)
    steps: list[Cursor] = field(default_factory=list)

    def place(self, entry: Entry, following: Sequence[Entry]) -> bool:
        """Place an entry where it and those that stay with it fit, in this column or a later one."""
        while self.cursor.column < len(self.columns):
            column = self.columns[self.cursor.column]
            block = entry.set(column.width)
            air = entry.before_mm if self.cursor.begun else 0.0
            need = air + block.height
            need += sum(other.before_mm + other.set(column.width).height for other in following)
            if self.cursor.top + need <= column.bottom + _SLACK_MM:
                self.blocks.append(Stood(block, column.left, self.cursor.top + air))
                top = self.cursor.top + air + block.height
                self.cursor = Cursor(self.cursor.column, top, begun=True)
                self.steps.append(self.cursor)
                return True
            self.cursor = next_column(self.cursor, self.columns)
        return False

    def poured(self) -> Poured:
        return Poured(tuple(self.blocks), len(self.blocks), self.cursor)


def entry_of(
    set_: Callable[[float], Block], *, leads: bool = False, before_mm: float = 0.0
) -> Entry:
    """Make an entry that is set only once for each width."""
    blocks: dict[float, Block] = {}

    def set_once(width: float) -> Block:
        if width not in blocks:
            blocks[width] = set_(width)
        return blocks[width]

    return Entry(set_once, leads, before_mm)


def text_entry(text: str, words: Words, *, leads: bool = False, before_mm: float = 0.0) -> Entry:
    """Make an entry of some words."""

    def set_words(width: float) -> Block:
        return set_lines(to_lines(text, words, width), width)

    return entry_of(set_words, leads=leads, before_mm=before_mm)


def first_cursor(columns: Sequence[Box]) -> Cursor:
    """Begin at the top of the first column."""
    return Cursor(0, columns[0].top if columns else 0.0)


def next_column(cursor: Cursor, columns: Sequence[Box]) -> Cursor:
    """Go on at the top of the next column."""
    after = cursor.column + 1
    return Cursor(after, columns[after].top if after < len(columns) else 0.0)


def are_too_many(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> bool:
    """Tell, before any is placed, whether entries are surely higher than what is left of columns.

    In the widest column none is higher than in another.
    """
    left = columns[start.column :]
    room = sum(column.height + _SLACK_MM for column in left)
    room -= start.top - left[0].top if left else 0.0
    widest = max((column.width for column in left), default=0.0)
    heights = accumulate(entry.set(widest).height for entry in entries)
    return any(height > room for height in heights)  # most need not be set


def pour(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> Poured:
    """Set entries from a cursor on, as many as fit."""
    return _pour(entries, columns, start).poured()


def _companions(entries: Sequence[Entry]) -> list[int]:
    """Count for each entry how many after it stay in its column.

    A heading stays with two entries and the last two of a list stay together, so that none of a
    list stands alone at the foot or the head of a column.
    """
    found = [0] * len(entries)
    for i in range(len(entries) - 2, -1, -1):
        entry, following = entries[i], entries[i + 1]
        ends = i + 2 == len(entries) or _begins_list(entries[i + 2], following)
        if entry.leads:
            two = 1 if ends or following.leads else 2 + found[i + 2]
            found[i] = max(1 + found[i + 1], two)
        elif entry.stays or (ends and not _begins_list(following, entry)):
            found[i] = 1 + found[i + 1]
    return found


def _begins_list(entry: Entry, before: Entry) -> bool:
    """Tell whether a list begins with an entry: a heading, or the first of those that stay."""
    return entry.leads or (entry.stays and not before.stays)


def _pour(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> _Pouring:
    """Pour with the company that entries keep, or without it where more find room so."""
    work = _pour_in_company(entries, columns, start)
    if len(work.steps) == len(entries):
        return work
    loose = _Pouring(columns, start)
    for i, entry in enumerate(entries):
        if not loose.place(entry, entries[i + 1 : i + 2] if entry.leads else ()):
            break
    return loose if len(loose.steps) > len(work.steps) else work


def _pour_in_company(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> _Pouring:
    """Pour with the company that entries keep."""
    work = _Pouring(columns, start)
    for i, (entry, company) in enumerate(zip(entries, _companions(entries), strict=True)):
        if not work.place(entry, entries[i + 1 : i + 1 + company]):
            break
    return work


def pour_counted(
    entries: Sequence[Entry],
    columns: Sequence[Box],
    start: Cursor,
    more: Callable[[int], Entry],
) -> Poured:
    """Set entries from a cursor on, and in the last line say how many there was no room for.

    Parameters
    ----------
    more
        Makes that line from the number of entries left, headings not counted.
    """
    work = _pour(entries, columns, start)
    if len(work.steps) == len(entries):
        return work.poured()
    for placed in range(len(work.steps), -1, -1):
        if placed and entries[placed - 1].leads:
            continue
        cursor = work.steps[placed - 1] if placed else start
        left = sum(not entry.leads for entry in entries[placed:])
        last = _pour([more(left)], columns, cursor)
        if last.steps:
            return Poured((*work.blocks[:placed], *last.blocks), placed, last.cursor)
    return Poured((), 0, start)


def pour_level(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> Poured:
    """Set entries into columns of about equal depth; all must fit, else as many as do."""
    whole = _pour(entries, columns, start)
    if not entries or len(whole.steps) < len(entries):
        return whole.poured()
    in_company = len(_pour_in_company(entries, columns, start).steps) == len(entries)
    attempt_at = _pour_in_company if in_company else _pour
    high = max(column.bottom for column in columns[start.column :])
    low = start.top
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        attempt = attempt_at(entries, list(lowered(columns, middle)), start)
        if len(attempt.steps) == len(entries):
            whole, high = attempt, middle
        else:
            low = middle
    last = whole.cursor.column
    if last > start.column and _in_column(whole, last) < _LEAST_IN_LAST:
        fewer = pour_level(entries, columns[:last], start)
        if fewer.placed == len(entries):
            return fewer
    return whole.poured()


def _in_column(work: _Pouring, column: int) -> int:
    """Count the entries in a column."""
    return sum(step.column == column for step in work.steps)


def lowered(columns: Sequence[Box], bottom: float) -> Iterator[Box]:
    """Give columns that end no lower than a line across the page."""
    for column in columns:
        height = max(min(column.bottom, bottom) - column.top, 0.0)
        yield Box(column.left, column.top, column.width, height)


def split_columns(box: Box, *, target_mm: float, gap_mm: float) -> tuple[Box, ...]:
    """Split a box into as many equal columns of about a width as it holds."""
    count = max(1, round((box.width + gap_mm) / (target_mm + gap_mm)))
    width = (box.width - gap_mm * (count - 1)) / count
    return tuple(
        Box(box.left + i * (width + gap_mm), box.top, width, box.height) for i in range(count)
    )
