"""The usual way to print: ``geopandas.plot`` into a matplotlib figure, one layer after another.

It has coast, features by colour, names, title, legend and graticule of plain axes; no scale bar,
inset, sources, placed labels, nor any of the marks of doubt. Ours has all of that.
"""

import io

import geopandas as gpd
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from layers.view import LayerView, MapView

A4_INCH = (8.27, 11.69)
CRS = "+proj=tmerc +lon_0=143 +ellps=WGS84"
EDGES = ("west", "south", "east", "north")
LAND, WATER, LINE = "#f5efe1", "#9cc3dd", "#8a8271"
COLORS = ("tab:red", "tab:green", "tab:blue", "tab:purple", "tab:brown", "tab:olive")


def clipped(layer: LayerView, view: MapView) -> gpd.GeoDataFrame:
    """Give what of a layer lies in the view, cut off there."""
    shapes = layer.features.geometry
    placed = layer.features[~(shapes.isna() | shapes.is_empty)]
    return placed.clip([getattr(view.extent, edge) for edge in EDGES])


def plot(view: MapView, file_format: str, dpi: float) -> bytes:
    """Draw a view."""
    canvas = Canvas(figsize=A4_INCH)
    axes = canvas.subplots()
    for layer in view.base:
        if len(rows := clipped(layer, view).to_crs(CRS)):
            color = LAND if layer.kind.name == "land" else WATER
            rows.plot(ax=axes, color=color, edgecolor=LINE, linewidth=0.4)
    for layer, color in zip(view.dated, COLORS * len(view.dated), strict=False):
        if len(rows := clipped(layer, view).to_crs(CRS)):
            rows.plot(ax=axes, color=color, alpha=0.7, label=layer.title)
            for name, point in zip(rows["name"], rows.representative_point(), strict=True):
                axes.annotate(name, (point.x, point.y), fontsize=6, annotation_clip=True)
    _frame(axes, view)
    file = io.BytesIO()
    canvas.savefig(file, format=file_format, dpi=dpi)
    return file.getvalue()


def _frame(axes: Axes, view: MapView) -> None:
    """Cut to the extent, with title, grid and legend."""
    box = shapely.box(*(getattr(view.extent, edge) for edge in EDGES))
    left, bottom, right, top = gpd.GeoSeries([box], crs=4326).to_crs(CRS).total_bounds
    axes.set(xlim=(left, right), ylim=(bottom, top), title=f"{view.title}, {view.date_label}")
    axes.grid(visible=True, linewidth=0.3)
    axes.legend(loc="lower right")
