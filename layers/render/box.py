"""Boxes on the page, in millimetres, y down."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from layers.render.sheet import Item, Path, Picture, Point, Text


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle on the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.top + self.height

    @property
    def center(self) -> Point:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def ring(self) -> tuple[Point, ...]:
        """Its four corners, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def grown(self, by: float) -> "Box":
        """Give the box with every edge moved outwards; a negative number shrinks it."""
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def holds(self, other: "Box", *, slack: float = 1e-6) -> bool:
        """Tell whether another box lies inside."""
        return (
            other.left >= self.left - slack
            and other.top >= self.top - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Finished items with their size, drawn from the origin and still to be placed."""

    items: tuple[Item, ...]
    width: float
    height: float

    def at(self, left: float, top: float) -> tuple[Item, ...]:
        """Give the items moved to a place on the page."""
        return shift(self.items, left, top)


def _moved(points: tuple[Point, ...], dx: float, dy: float) -> tuple[Point, ...]:
    return tuple([(x + dx, y + dy) for x, y in points])


def shift(items: Iterable[Item], dx: float, dy: float) -> tuple[Item, ...]:
    """Move items over the page."""
    moved: list[Item] = []
    for item in items:
        match item:
            case Path():
                rings = tuple(_moved(ring, dx, dy) for ring in item.rings)
                moved.append(replace(item, rings=rings))
            case Text():
                at = (item.at[0] + dx, item.at[1] + dy)
                moved.append(replace(item, at=at, curve=_moved(item.curve, dx, dy)))
            case Picture():
                moved.append(replace(item, at=(item.at[0] + dx, item.at[1] + dy)))
    return tuple(moved)


def stack(blocks: Iterable[Block], *, gap: float) -> Block:
    """Put blocks under each other."""
    items: list[Item] = []
    width = top = 0.0
    for block in blocks:
        items.extend(block.at(0.0, top))
        top += block.height + gap
        width = max(width, block.width)
    return Block(tuple(items), width, max(top - gap, 0.0))
