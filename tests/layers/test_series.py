"""Many dates in one file."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.atlas import Atlas
from geo.errors import InvalidDateError, LimitError, UnknownFormatError
from geo.selection import opening
from layers.export.command import main
from layers.render.metadata import read_state
from layers.render.phrases import phrase
from layers.render.scene import PlateOptions
from layers.render.sheet import Text
from layers.series import (
    SERIES_KINDS,
    Moment,
    Series,
    StoppedError,
    Watch,
    estimate_bytes,
    frames_of,
    make_series,
    parse_moments,
    phases,
    years,
)
from layers.series.multiples import build_multiples
from tests.conftest import TINY

SMALL = PlateOptions(sheet="A5")


@pytest.fixture(scope="module")
def series(tiny_atlas: Atlas) -> Series:
    """Three years of the toy island."""
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), years(1905, 1907))
    return Series(views, "The Toy Island", SMALL, dpi=48)


@pytest.fixture(scope="module")
def by_phase(tiny_atlas: Atlas) -> Series:
    """The phases of the toy island."""
    selection = replace(opening(tiny_atlas.catalog), language="en")
    moments = phases(tiny_atlas.catalog, "en")
    return Series(frames_of(tiny_atlas, selection, moments), "The Toy Island", SMALL)


def test_a_series_of_years_includes_its_first_and_its_last():
    assert [moment.date for moment in years(1920, 1922)] == ["1920", "1921", "1922"]


def test_a_step_leaves_years_out(tiny_atlas: Atlas):
    moments = parse_moments("1900/1912/5", catalog=tiny_atlas.catalog, language="en")
    assert [moment.date for moment in moments] == ["1900", "1905", "1910"]


def test_phases_bring_their_titles(tiny_atlas: Atlas):
    moments = parse_moments("phases", catalog=tiny_atlas.catalog, language="en")
    assert moments == (
        Moment("1900/1920", "The lease"),
        Moment("1921/..", "After the lease"),
    )


@pytest.mark.parametrize("text", ["", "1920", "1930/1920", "1920/1930/0", "1920/1930/2/3", "soon"])
def test_what_is_no_series_of_years_is_refused(tiny_atlas: Atlas, text: str):
    with pytest.raises(InvalidDateError, match="write 1920/1930"):
        parse_moments(text, catalog=tiny_atlas.catalog, language="en")


def test_a_series_has_an_end():
    with pytest.raises(LimitError, match="401 maps asked; a series has at most 200"):
        years(1600, 2000)


def test_an_atlas_without_phases_says_so(tiny_atlas: Atlas):
    with pytest.raises(InvalidDateError, match="names no phases"):
        phases(replace(tiny_atlas.catalog, phases=()), "en")


def test_each_frame_shows_its_own_year(series: Series):
    assert [view.date_label for view in series.views] == ["1905", "1906", "1907"]


def test_a_frame_is_titled_by_its_phase(by_phase: Series):
    assert [view.title for view in by_phase.views] == ["The lease", "After the lease"]


@pytest.mark.parametrize(
    ("moments", "date"),
    [
        ((Moment("1905"),), "1905"),
        ((Moment("1905"), Moment("1907")), "1905/1907"),
        ((Moment("1900/1920"), Moment("1921/..")), "1900/.."),
    ],
)
def test_a_series_dates_from_its_first_to_its_last(
    tiny_atlas: Atlas, moments: tuple[Moment, ...], date: str
):
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), moments)
    assert Series(views, "x").date == date


@pytest.mark.parametrize("kind", [kind for kind in SERIES_KINDS if kind != "mp4"])
def test_the_same_series_gives_the_same_bytes(series: Series, kind: str):
    assert make_series(series, kind) == make_series(series, kind)


@pytest.mark.parametrize("kind", [kind for kind in SERIES_KINDS if kind != "mp4"])
def test_progress_runs_from_nothing_to_all(series: Series, kind: str):
    steps: list[tuple[int, int]] = []
    make_series(series, kind, watch=Watch(lambda done, total: steps.append((done, total))))
    total = steps[0][1]
    assert steps == [(done, total) for done in range(total + 1)]


@pytest.mark.parametrize("kind", [kind for kind in SERIES_KINDS if kind != "mp4"])
def test_a_series_can_be_stopped_on_its_way(series: Series, kind: str):
    steps: list[int] = []
    watch = Watch(lambda done, _: steps.append(done), lambda: len(steps) == 2)
    with pytest.raises(StoppedError, match="after 2 of"):
        make_series(series, kind, watch=watch)


def test_an_atlas_has_contents_and_a_page_for_each_date(series: Series):
    pages = PdfReader(io.BytesIO(make_series(series, "atlas-pdf"))).pages
    assert len(pages) == 4
    assert "Contents" in pages[0].extract_text()
    assert [year in pages[at].extract_text() for at, year in enumerate("567", 1)] == [True] * 3


def test_each_plate_of_an_atlas_has_the_number_that_the_contents_name(series: Series):
    pages = PdfReader(io.BytesIO(make_series(series, "atlas-pdf"))).pages
    assert [page.extract_text().split()[-1] for page in pages[1:]] == ["2", "3", "4"]


def test_each_line_of_the_contents_leads_to_its_page(series: Series):
    reader = PdfReader(io.BytesIO(make_series(series, "atlas-pdf")))
    pages = [page.indirect_reference for page in reader.pages]
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]
    targets = [
        reader.named_destinations[str(link["/Dest"])].page
        if "/Dest" in link and not isinstance(link["/Dest"], list)
        else (link["/Dest"] if "/Dest" in link else link["/A"]["/D"])[0].indirect_reference
        for link in links
    ]
    assert [pages.index(target) for target in targets] == [1, 2, 3]


def test_an_atlas_lists_its_plates_as_bookmarks(by_phase: Series):
    reader = PdfReader(io.BytesIO(make_series(by_phase, "atlas-pdf")))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["1900–20 · The lease", "from 1921 · After the lease"]


def test_an_atlas_is_tagged_and_in_its_language(series: Series):
    root = PdfReader(io.BytesIO(make_series(series, "atlas-pdf"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"


def test_an_atlas_claims_the_standards_of_a_single_sheet(series: Series):
    made = make_series(series, "atlas-pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_a_title_is_never_read_as_markup(series: Series):
    odd = replace(series, title='#panic("x") *[Оха]* $')
    pages = PdfReader(io.BytesIO(make_series(odd, "atlas-pdf"))).pages
    assert '#panic("x") *[Оха]* $' in pages[0].extract_text()


def test_an_archive_holds_a_sheet_for_each_date_and_a_table(series: Series):
    names = [f"{k}-{year}-island-en.pdf" for k, year in ((1, 1905), (2, 1906), (3, 1907))]
    with zipfile.ZipFile(io.BytesIO(make_series(series, "zip"))) as archive:
        assert archive.namelist() == [*names, "contents.csv"]
        assert (
            archive.read("contents.csv").splitlines()[1]
            == f"{names[0]},1905,The Toy Island".encode()
        )


def test_small_multiples_stand_on_one_sheet_with_their_dates(series: Series):
    (page,) = PdfReader(io.BytesIO(make_series(series, "multiples"))).pages
    assert {"1905", "1906", "1907"} <= set(page.extract_text().split())


def test_small_multiples_share_one_legend(series: Series):
    (page,) = PdfReader(io.BytesIO(make_series(series, "multiples"))).pages
    assert page.extract_text().count("Legend") == 1


@pytest.mark.parametrize("sheet", ["A4", "A5", "Slide 16:9", "Column 174 mm", "Square"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_small_multiples_explain_their_numbers(series: Series, sheet: str, orientation: str):
    options = replace(SMALL, sheet=sheet, orientation=orientation)
    page = build_multiples(replace(series, options=options), Watch(), total=len(series.views))
    (foot,) = [group for group in page.groups if group.id == "foot"]
    assert phrase("events") in {item.words for item in foot.items if isinstance(item, Text)}


def test_small_multiples_too_small_to_be_read_are_refused(series: Series):
    many = replace(series, views=series.views * 20)
    with pytest.raises(LimitError, match="60 maps are too many for one sheet of A5"):
        make_series(many, "multiples")


@pytest.mark.parametrize("kind", SERIES_KINDS)
def test_the_estimate_grows_evenly_with_the_dates(kind: str):
    one, two, three = (estimate_bytes(kind, dates, SMALL, 96) for dates in (1, 2, 3))
    assert 0 < one < two
    assert three - two == pytest.approx(two - one, abs=1)


@pytest.mark.parametrize("kind", SERIES_KINDS)
def test_only_films_grow_with_the_resolution(kind: str):
    finer, coarse = (estimate_bytes(kind, 10, SMALL, dpi) for dpi in (192, 96))
    assert finer / coarse == pytest.approx(4 if SERIES_KINDS[kind].is_film else 1, rel=0.01)


def test_what_a_series_does_not_become_is_answered_with_what_it_does(series: Series):
    with pytest.raises(UnknownFormatError, match="not become 'avi'; it becomes atlas-pdf, zip"):
        make_series(series, "avi")


def test_a_series_without_dates_is_refused(series: Series):
    with pytest.raises(LimitError, match="at least one date"):
        make_series(replace(series, views=()), "gif")


def test_a_series_on_no_sheet_is_refused(series: Series):
    with pytest.raises(LimitError, match="there is no sheet 'B0'"):
        make_series(replace(series, options=PlateOptions(sheet="B0")), "zip")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the command on the toy island; give its status and what it said."""

    def command(*words: str) -> tuple[int, str]:
        status = main(["--data", str(TINY), "--size", "A5", *words])
        return status, capsys.readouterr().err

    return command


def test_the_command_makes_an_archive_of_which_each_sheet_can_be_made_again(
    run: Callable[..., tuple[int, str]], tmp_path
):
    out, again = tmp_path / "years.zip", tmp_path / "again.pdf"
    assert run("--series", "1905/1906", "--out", str(out))[0] == 0
    with zipfile.ZipFile(out) as archive:
        sheet = archive.read("2-1906-island-en.pdf")
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    assert read_state(sheet)["date"] == "1906"
    assert (
        main(["--data", str(TINY), "--from", str(tmp_path / "sheet.pdf"), "--out", str(again)]) == 0
    )
    assert again.read_bytes() == sheet


FILES = {kind: f"x{made.suffix}" for kind, made in SERIES_KINDS.items() if kind != "mp4"}


@pytest.mark.parametrize("kind", FILES)
def test_the_command_makes_a_whole_series_again(
    run: Callable[..., tuple[int, str]], tmp_path, kind: str
):
    name = "x.zip" if kind == "zip" else FILES[kind]
    first, again = tmp_path / name, tmp_path / f"again-{name}"
    asked = ("--series", "1905/1909/2", "--pace", "450", "--title", "Ос; тров!", "--dpi", "60")
    assert run(*asked, "--as", kind, "--out", str(first))[0] == 0
    state = read_state(first.read_bytes())
    assert (state["series"], state["pace"], state["format"]) == ("1905/1909/2", "450", kind)
    assert main(["--data", str(TINY), "--from", str(first), "--out", str(again)]) == 0
    assert again.read_bytes() == first.read_bytes()


def test_the_command_makes_another_kind_of_file_from_a_series(
    run: Callable[..., tuple[int, str]], tmp_path
):
    first, other = tmp_path / "x.gif", tmp_path / "x.film.png"
    assert run("--series", "1905/1906", "--dpi", "60", "--out", str(first))[0] == 0
    assert main(["--data", str(TINY), "--from", str(first), "--out", str(other)]) == 0
    with Image.open(other) as film:
        assert (film.format, film.n_frames) == ("PNG", 2)


def test_the_command_says_how_far_it_is_and_how_large_the_file_will_be(
    run: Callable[..., tuple[int, str]], tmp_path
):
    _, said = run("--series", "phases", "--as", "multiples", "--out", str(tmp_path / "x.pdf"))
    assert "Drawing 2 maps as Small multiples, about" in said
    assert "1 of 3 ..." in said


def test_the_command_asks_what_a_series_becomes_when_the_file_does_not_tell(
    run: Callable[..., tuple[int, str]], tmp_path
):
    status, said = run("--series", "1905/1906", "--out", str(tmp_path / "x.docx"))
    assert (status, "Say what the series becomes" in said) == (1, True)


def test_the_command_refuses_what_is_no_series_in_a_sentence(
    run: Callable[..., tuple[int, str]],
):
    status, said = run("--series", "soon")
    assert (status, "'soon' is no series of years" in said) == (1, True)
