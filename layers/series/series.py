"""A series: the same map at several dates, with one way of drawing for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from geo.catalog import localized
from geo.errors import LimitError
from geo.timespan import to_label
from layers.render.fitting import fit_plan
from layers.render.inks import to_inks
from layers.render.press import Job, print_job
from layers.render.scene import PlateOptions, build_scene
from layers.render.sheet import Group, Sheet
from layers.series.watch import Watch
from layers.view import MapView

SHORTEST_MS: Final = 40
LONGEST_MS: Final = 20_000
LAST_TIMES: Final = 3  # as long as any other date


def check_sheet(options: PlateOptions) -> None:
    """Refuse options that name no sheet.

    Raises
    ------
    LimitError
        With what there is.
    """
    try:
        _ = options.size_mm
    except ValueError as error:
        message = f"The sheets cannot be made: {error}."
        raise LimitError(message) from error


def _unstamped(_view: MapView, sheet: Sheet) -> Sheet:
    """Leave a sheet as it is."""
    return sheet


def _unsaid(_kind: str) -> str:
    """Say nothing of how it is made again."""
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What is to be made into one file.

    Attributes
    ----------
    views
        In the order of their dates, at least one.
    title
        Of the whole, where its maps may have titles of their own.
    dpi
        For pictures and films.
    frame_ms
        How long a film shows each date.
    print_job
        The press; in a server that of its workers.
    stamp
        Writes into the sheet of a view what its file should say besides; films leave it out.
    state
        Says how the whole is made again, for a kind of file; nothing if that is not known.
    kind
        What it becomes.
    """

    views: tuple[MapView, ...]
    title: str
    options: PlateOptions = field(default_factory=PlateOptions)
    dpi: float = 96.0
    frame_ms: int = 700
    print_job: Callable[[Job], bytes] = print_job
    stamp: Callable[[MapView, Sheet], Sheet] = _unstamped
    state: Callable[[str], str] = _unsaid
    kind: str = ""

    @property
    def last_ms(self) -> int:
        """How long a film stands still on its last date before it begins again."""
        return min(self.frame_ms * LAST_TIMES, LONGEST_MS)

    @property
    def language(self) -> str:
        """The language of the whole."""
        return self.views[0].language

    @property
    def date(self) -> str:
        """From the beginning of the first date to the end of the last."""
        first, last = (self.views[at].selection.date.split("/") for at in (0, -1))
        return first[0] if first == last and len(first) == 1 else f"{first[0]}/{last[-1]}"

    @property
    def date_label(self) -> str:
        """The same in words."""
        return to_label(self.date, language=self.language)

    def check(self) -> None:
        """Refuse what cannot be made.

        Raises
        ------
        LimitError
            If there is nothing in it, the sheet is none, or a film would be too slow or too fast.
        """
        if not self.views:
            message = "A series needs at least one date."
            raise LimitError(message)
        check_sheet(self.options)
        if not SHORTEST_MS <= self.frame_ms <= LONGEST_MS:
            message = (
                f"{self.frame_ms} ms a date asked; a film shows each date for "
                f"{SHORTEST_MS} to {LONGEST_MS} ms."
            )
            raise LimitError(message)


def _no_more(_at: int) -> tuple[Group, ...]:
    """Add nothing to a sheet."""
    return ()


def head_of(series: Series) -> float:
    """Give the height that the head of all sheets must have for their maps to lie alike."""
    return max(fit_plan(view, series.options)[1].head.height for view in series.views)


def draw_all(
    series: Series,
    watch: Watch,
    *,
    total: int,
    head_mm: float = 0.0,
    more: Callable[[int], tuple[Group, ...]] = _no_more,
) -> Iterator[Sheet]:
    """Draw date after date, a step each.

    Parameters
    ----------
    head_mm
        The least height of the head, see :func:`head_of`; without it each sheet is as it would be
        alone.
    more
        Gives what is drawn on a sheet besides.
    """
    for done, view in enumerate(series.views):
        watch.step(done, total)
        sheet = build_scene(view, series.options, head_mm=head_mm)
        sheet = replace(sheet, groups=(*sheet.groups, *more(done)))
        yield series.stamp(view, to_inks(sheet, series.options.inks))


def describe(series: Series, sheets: list[Sheet]) -> Sheet:
    """Give a sheet without a drawing that says of the whole what each says of itself.

    What the sheets say differently, such as their sources, is joined; instead of how each is made
    again it says how the whole is.
    """
    told: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        for name, value in sheet.metadata:
            parts = value.split("; ") if name in {"sources", "credits"} else [value]
            told.setdefault(name, {}).update(dict.fromkeys(parts))
    told["date"] = {series.date: None}
    told.pop("state", None)
    if state := series.state(series.kind):
        told["state"] = {state: None}
    place = localized(series.views[0].view.title, series.language)
    return replace(
        sheets[0],
        title=series.title,
        description=f"{series.title}. {place}. {series.date_label} ({len(series.views)}).",
        groups=(),
        metadata=tuple((name, "; ".join(values)) for name, values in told.items()),
    )
