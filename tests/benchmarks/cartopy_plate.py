"""The cartographer's way with matplotlib: cartopy, on our own shapes, in the same projection.

It has coast, features by colour, names, title, legend and a labelled graticule; no scale bar, inset,
sources, placed labels, nor any of the marks of doubt. Nothing is downloaded: no feature of its own
is asked for.
"""

import io

import geopandas as gpd
from cartopy import crs
from cartopy.mpl.geoaxes import GeoAxes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from layers.view import MapView
from tests.benchmarks.matplotlib_plate import A4_INCH, COLORS, LAND, LINE, WATER, clipped

PLAIN = crs.PlateCarree()


def _draw(axes: GeoAxes, rows: gpd.GeoDataFrame, color: str, alpha: float = 1.0) -> None:
    """Draw the shapes of a layer: areas filled, lines, points."""
    kinds = rows.geom_type
    areas, lines, points = (
        rows[kinds.str.contains(kind)] for kind in ("Polygon", "LineString", "Point")
    )
    if len(areas):
        axes.add_geometries(
            areas.geometry, PLAIN, facecolor=color, edgecolor=LINE, linewidth=0.4, alpha=alpha
        )
    if len(lines):
        axes.add_geometries(lines.geometry, PLAIN, facecolor="none", edgecolor=color, alpha=alpha)
    if len(points):
        at = points.geometry
        axes.scatter(at.x, at.y, color=color, s=14, transform=PLAIN, alpha=alpha)


def plot(view: MapView, file_format: str, dpi: float) -> bytes:
    """Draw a view."""
    canvas = Canvas(figsize=A4_INCH)
    axes = canvas.add_subplot(projection=crs.TransverseMercator(143))
    e = view.extent
    axes.set_extent([e.west, e.east, e.south, e.north], crs=PLAIN)
    for layer in view.base:
        if len(rows := clipped(layer, view)):
            _draw(axes, rows, LAND if layer.kind.name == "land" else WATER)
    key = []
    for layer, color in zip(view.dated, COLORS * len(view.dated), strict=False):
        if len(rows := clipped(layer, view)):
            _draw(axes, rows, color, alpha=0.7)
            key.append(Patch(color=color, label=layer.title))
            for name, at in zip(rows["name"], rows.representative_point(), strict=True):
                axes.text(at.x, at.y, name, fontsize=6, transform=PLAIN, clip_on=True)
    axes.set_title(f"{view.title}, {view.date_label}")
    axes.gridlines(draw_labels=True, linewidth=0.3)
    axes.legend(handles=key, loc="lower right")
    file = io.BytesIO()
    canvas.savefig(file, format=file_format, dpi=dpi)
    return file.getvalue()
