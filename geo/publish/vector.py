"""GeoPackage, FlatGeobuf and GeoParquet: files for QGIS and for large data."""

from __future__ import annotations

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyogrio.raw import write_arrow

from geo.catalog import localized
from geo.publish.cited import select_sources
from geo.publish.flat import GEOMETRY, to_arrow
from geo.source import to_citation

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.atlas import Atlas

CRS: Final = "EPSG:4326"
ANY_GEOMETRY: Final = "Unknown"
SAME_DATE: Final = (
    "1970-01-01T00:00:00.000Z"  # instead of the clock: the same features, the same bytes
)
GEOPARQUET_VERSION: Final = "1.1.0"
SOURCES_TABLE: Final = "sources"
SOURCE_COLUMNS: Final = ("id", "title", "url", "language", "kind", "reliability", "license")


def to_geopackage(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write one table for each layer that has features, and one of the sources."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.gpkg"
        for spec in atlas.catalog.layers:
            rows = features[features["layer"] == spec.id]
            if len(rows):
                title = localized(spec.title, "en")
                _write(
                    to_arrow(rows),
                    path,
                    driver="GPKG",
                    layer=_table_name(spec.id),
                    options={"IDENTIFIER": title, "DESCRIPTION": spec.description or title},
                )
        _write(_sources(atlas, features), path, driver="GPKG", layer=SOURCES_TABLE, options={})
        return path.read_bytes()


def to_flatgeobuf(_atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write all features as one layer; one without a position leaves the file without an index."""
    table = to_arrow(features)
    indexed = len(table) > 0 and table[GEOMETRY].null_count == 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.fgb"
        _write(
            table,
            path,
            driver="FlatGeobuf",
            layer="features",
            options={"SPATIAL_INDEX": "YES" if indexed else "NO"},
        )
        return path.read_bytes()


def to_geoparquet(_atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write all features as one table with the metadata of GeoParquet 1.1."""
    table = to_arrow(features)
    shapes = shapely.from_wkb([raw for raw in table[GEOMETRY].to_pylist() if raw])
    column: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes}),
        "orientation": "counterclockwise",
    }
    if len(shapes):
        column["bbox"] = shapely.total_bounds(shapes).tolist()
    geo = {
        "version": GEOPARQUET_VERSION,
        "primary_column": GEOMETRY,
        "columns": {GEOMETRY: column},
    }
    buffer = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({"geo": json.dumps(geo)}), buffer, compression="zstd"
    )
    return buffer.getvalue()


def _write(
    table: pa.Table, path: Path, *, driver: str, layer: str, options: dict[str, str]
) -> None:
    """Let GDAL write one table."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": SAME_DATE})
    spatial = GEOMETRY in table.column_names
    write_arrow(
        table,
        path,
        layer=layer,
        driver=driver,
        geometry_name=GEOMETRY if spatial else None,
        geometry_type=ANY_GEOMETRY if spatial else None,
        crs=CRS if spatial else None,
        layer_options=options,
    )


def _sources(atlas: Atlas, features: gpd.GeoDataFrame) -> pa.Table:
    """Give the sources of features as a table."""
    sources = select_sources(atlas, features)
    columns = {
        name: pa.array([getattr(source, name) for source in sources], pa.string())
        for name in SOURCE_COLUMNS
    }
    return pa.table(columns | {"citation": pa.array(map(to_citation, sources), pa.string())})


def _table_name(layer_id: str) -> str:
    """Name the table of a layer; one called as the table of sources steps aside."""
    return f"{layer_id}_layer" if layer_id == SOURCES_TABLE else layer_id
