"""Cut the atlas's own fonts from the packages that carry Noto.

The plate and the measuring of labels must not depend on the fonts of a machine, so the program
carries its own: static TrueType outlines, because they are embedded in PDF without complaint and
are measured and drawn from the same file. What is kept, and why:

* Noto Sans and Noto Serif: Latin with all its diacritics, Greek, Cyrillic with the letters used in
  Russian before 1918, punctuation, primes, fractions, currency.
* Noto Sans JP regular: all that Windows code page 932 can write (JIS X 0208 levels 1 and 2 with
  the vendors' additions); bold: JIS X 0208.
* Noto Sans SC regular: GB 2312, and level 1 of Big5 so that names in traditional characters can be
  set; bold: GB 2312.
* ``web/``: WOFF2 for the screen, Latin and Cyrillic only.

What letters that makes is written to ``geo/letters.txt``, for those who have no fonts at hand.

Hinting is dropped (nobody reads a plate at 9 pixels), and so are vertical metrics and the optional
typographic features. The same packages and the same fontTools give the same bytes.

Run it with the packages unpacked, one folder each, below ``--packages``; they are fetched with
``npm pack @expo-google-fonts/noto-sans@0.4.2`` and the others named in ``PACKAGES``.
"""

import argparse
import hashlib
import io
import itertools
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGES = {
    "noto-sans": "0.4.2",
    "noto-serif": "0.4.2",
    "noto-sans-jp": "0.4.3",
    "noto-sans-sc": "0.4.3",
}
ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "layers" / "assets" / "fonts"
LETTERS = ROOT / "geo" / "letters.txt"
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]

EUROPEAN_BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # General Punctuation
    (0x2070, 0x20BF),  # superscripts, currency
    (0x2100, 0x218F),  # letterlike, number forms
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x25A0, 0x26FF),  # geometric shapes, symbols
    (0xFFFC, 0xFFFD),  # replacement character
)
SCREEN_BLOCKS = (
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x0100, 0x017F),
    (0x02B9, 0x02BC),
    (0x0400, 0x045F),
    (0x0462, 0x0463),
    (0x0472, 0x0475),
    (0x0490, 0x0491),
    (0x2010, 0x2033),
    (0x20AC, 0x20BD),
    (0x2116, 0x2116),
    (0x2212, 0x2212),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One font to make: where it comes from, what it is called, what it keeps."""

    package: str
    style: str
    target: str
    characters: frozenset[int]

    @property
    def source(self) -> str:
        """The file's path below the folder of packages."""
        stem = {"noto-sans": "NotoSans", "noto-serif": "NotoSerif"}.get(
            self.package, f"NotoSans{self.package[-2:].upper()}"
        )
        folder = f"expo-google-fonts-{self.package}-{PACKAGES[self.package]}"
        return f"{folder}/package/{self.style}/{stem}_{self.style}.ttf"


def blocks(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Give every code point of some ranges, ends included."""
    return frozenset(itertools.chain(*(range(first, last + 1) for first, last in ranges)))


def charset(codec: str, lead: range, trail: range) -> frozenset[int]:
    """Give every character that a two-byte code can write."""
    found = set(range(0x20, 0x7F))
    for pair in itertools.product(lead, trail):
        try:
            found.update(map(ord, bytes(pair).decode(codec)))
        except UnicodeDecodeError:
            continue
    return frozenset(found)


def cuts() -> tuple[Cut, ...]:
    """List every font that the program carries."""
    european, screen = blocks(EUROPEAN_BLOCKS), blocks(SCREEN_BLOCKS)
    every, high = range(0x100), range(0xA1, 0xFF)
    jis, windows = charset("euc_jp", high, high), charset("cp932", every, every)
    chinese = charset("gb2312", high, high)
    traditional = charset("big5", range(0xA4, 0xC7), every)
    regular, bold = "400Regular", "700Bold"
    italic, bold_italic = "400Regular_Italic", "700Bold_Italic"
    return (
        Cut("noto-sans", regular, "NotoSans-Regular.ttf", european),
        Cut("noto-sans", bold, "NotoSans-Bold.ttf", european),
        Cut("noto-sans", italic, "NotoSans-Italic.ttf", european),
        Cut("noto-sans", bold_italic, "NotoSans-BoldItalic.ttf", european),
        Cut("noto-serif", regular, "NotoSerif-Regular.ttf", european),
        Cut("noto-serif", bold, "NotoSerif-Bold.ttf", european),
        Cut("noto-serif", italic, "NotoSerif-Italic.ttf", european),
        Cut("noto-serif", bold_italic, "NotoSerif-BoldItalic.ttf", european),
        Cut("noto-sans-jp", regular, "NotoSansJP-Regular.ttf", windows),
        Cut("noto-sans-jp", bold, "NotoSansJP-Bold.ttf", jis),
        Cut("noto-sans-sc", regular, "NotoSansSC-Regular.ttf", chinese | traditional),
        Cut("noto-sans-sc", bold, "NotoSansSC-Bold.ttf", chinese),
        Cut("noto-sans", regular, "web/atlas-sans.woff2", screen),
        Cut("noto-sans", bold, "web/atlas-sans-bold.woff2", screen),
        Cut("noto-serif", regular, "web/atlas-serif.woff2", screen),
        Cut("noto-serif", bold, "web/atlas-serif-bold.woff2", screen),
        Cut("noto-serif", italic, "web/atlas-serif-italic.woff2", screen),
    )


def cut_font(cut: Cut, packages: Path) -> bytes:
    """Cut one font."""
    options = Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG"]
    font = TTFont(packages / cut.source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=cut.characters)
    subsetter.subset(font)
    if cut.target.endswith(".woff2"):
        font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def version_of(data: bytes) -> str:
    """Give the version a font states, without its build details."""
    return str(TTFont(io.BytesIO(data))["name"].getDebugName(5)).split(";", 1)[0]


def table_row(cut: Cut, data: bytes) -> str:
    """Give a font's line in the README."""
    package = f"{cut.package} {PACKAGES[cut.package]}"
    digest = hashlib.sha256(data).hexdigest()
    kilobytes = f"{len(data) / 1000:,.0f} kB"
    return f"| `{cut.target}` | {package} | {version_of(data)} | {kilobytes} | `{digest}` |"


README = """\
# Fonts

Cut from Noto by `data/build/fonts.py`, which says what was kept and why. Static TrueType outlines
for the plate, for measuring labels and for embedding in PDF and SVG; `web/` holds WOFF2 for the
screen (Latin and Cyrillic). Nothing else in the program may name a font file.

Licence: SIL Open Font License 1.1, `OFL-noto.txt` (Noto Sans, Noto Serif) and `OFL-noto-cjk.txt`
(Noto Sans JP, Noto Sans SC). The npm packages are `@expo-google-fonts/<package>`.

| file | package | font version | size | SHA-256 |
|---|---|---|---|---|
"""


LETTERS_HEAD = """\
# The letters that the fonts of the program have, as code points. Written by data/build/fonts.py.
# Those of Noto Sans and Noto Serif, those of Noto Sans JP and SC, those of each font in web/.
"""


def to_ranges(codes: Iterable[int]) -> str:
    """Write code points as ranges."""
    ordered = enumerate(sorted(codes))
    runs = [list(run) for _, run in itertools.groupby(ordered, lambda item: item[1] - item[0])]
    ends = ((run[0][1], run[-1][1]) for run in runs)
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in ends)


def letters_of(paths: Iterable[Path], *, everywhere: bool = False) -> frozenset[int]:
    """Give the code points that some fonts have: any of them, or every one."""
    found = [frozenset(TTFont(path).getBestCmap()) for path in paths]
    return frozenset.intersection(*found) if everywhere else frozenset().union(*found)


def letters_table(fonts: Path) -> str:
    """Write the table of the letters that there are."""
    sections = {
        "european": letters_of([*fonts.glob("NotoSans-*.ttf"), *fonts.glob("NotoSerif-*.ttf")]),
        "eastern": letters_of([*fonts.glob("NotoSansJP-*.ttf"), *fonts.glob("NotoSansSC-*.ttf")]),
        "screen": letters_of(fonts.glob("web/*.woff2"), everywhere=True),
    }
    lines = []
    for name, codes in sections.items():
        ranges = textwrap.fill(to_ranges(codes), 100, break_on_hyphens=False)
        lines.append(f"[{name}]\n{ranges}\n")
    return LETTERS_HEAD + "".join(lines)


def build(packages: Path, target: Path) -> None:
    """Write every font, the licences and the README into a folder."""
    (target / "web").mkdir(parents=True, exist_ok=True)
    rows = []
    for cut in cuts():
        data = cut_font(cut, packages)
        (target / cut.target).write_bytes(data)
        rows.append(table_row(cut, data))
        print(rows[-1])
    for package, name in (("noto-sans", "OFL-noto.txt"), ("noto-sans-jp", "OFL-noto-cjk.txt")):
        folder = f"expo-google-fonts-{package}-{PACKAGES[package]}"
        text = (packages / folder / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
        lines = (line.rstrip() for line in text.strip().splitlines())
        (target / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (target / "README.md").write_text(README + "\n".join(rows) + "\n", encoding="utf-8")
    if target == TARGET:
        LETTERS.write_text(letters_table(target), encoding="ascii")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cut the atlas's fonts from the Noto packages.")
    parser.add_argument("--packages", type=Path, default=Path("build-cache/npm"))
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    build(arguments.packages, arguments.target)
