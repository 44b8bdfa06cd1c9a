"""A small sheet made by hand, with every mark and four scripts."""

import io

from PIL import Image

from layers.render.fonts import to_runs
from layers.render.sheet import Group, Path, Picture, Sheet, Text

INK, PAPER = "#26221c", "#fbf8f1"
STATE = "atlas-state:date=1925;view=northern-sakhalin!"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}} {% x %} {# y #}",
    "#eval(1) $x$ *bold* _it_ @ref \\ `raw`",
    "a & b < c > d \" e ' f",
    "\\u{41} \\n %s {0} ${x}",
)


def tiny_png() -> bytes:
    file = io.BytesIO()
    Image.new("L", (4, 4), 200).save(file, "PNG")
    return file.getvalue()


def line(words: str, language: str, y: float, **options: object) -> Text:
    look = {"at": (10.0, y), "size_mm": 4.0, "fill": INK} | options
    return Text(runs=to_runs(words, language), **look)


def small_sheet(*more: Text, title: str = "Northern Sakhalin") -> Sheet:
    land = Path(
        (((5, 5), (95, 5), (95, 140), (5, 140)), ((60, 60), (70, 60), (70, 70))),
        fill="#f5efe1",
        stroke=INK,
        width_mm=0.2,
    )
    border = Path(
        (((5, 100), (95, 110)),), closed=False, stroke=INK, width_mm=0.3, dash_mm=(2.2, 1.2)
    )
    curve = tuple((20 + 3 * n, 120 - 0.3 * n * (20 - n)) for n in range(21))
    ground = Group("ground", "Ground", (land, Picture((6, 6), 8, 8, tiny_png(), 0.5), border), None)
    names = Group(
        "names",
        "Names",
        (
            line("Okha", "en", 20.0, halo="#ffffff", halo_mm=0.4, feature="okha"),
            line("Оха нефть", "ru", 30.0),
            line("北樺太石油", "ja", 40.0, halo="#ffffff", halo_mm=0.4),
            line("鄂霍次克海", "zh", 50.0),
            line("Sea of Okhotsk", "en", 60.0, spacing_em=0.3, anchor="middle", at=(50.0, 60.0)),
            line("Tatar Strait", "en", 0.0, curve=curve, anchor="middle", spacing_em=0.1),
            line("Turned", "en", 90.0, angle_deg=30.0),
            *more,
        ),
        ((5, 5), (95, 5), (95, 140), (5, 140)),
    )
    return Sheet(
        width_mm=100.0,
        height_mm=148.0,
        title=title,
        description="A map of northern Sakhalin in 1925.",
        language="en",
        background=PAPER,
        groups=(ground, names),
        metadata=(
            ("creator", "The cartographer"),
            ("date", "1925"),
            ("rights", "CC BY 4.0"),
            ("state", STATE),
        ),
    )
