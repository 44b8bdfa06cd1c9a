"""The formats in which features leave an atlas. To add one, add an entry to the list."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.publish.bibliography import to_bibtex, to_csl, to_ris
from geo.publish.geojson import to_geojson
from geo.publish.kml import to_kml
from geo.publish.linkedplaces import to_lpf, to_lptsv
from geo.publish.package import to_package, to_project
from geo.publish.sheets import to_csv
from geo.publish.topojson import to_topojson
from geo.publish.vector import to_flatgeobuf, to_geopackage, to_geoparquet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from geo.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Writer:
    """A format.

    Attributes
    ----------
    label
        Its name, as those who use it say it.
    suffix
        How its files end.
    mime
        Its media type.
    write
        Gives the bytes of some features of an atlas: canonical rows (:mod:`geo.schema`), all of the
        atlas's or a selection. The same features give the same bytes.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[[Atlas, gpd.GeoDataFrame], bytes]


def _to_xlsx(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write a workbook; its library takes half a second to load, which nobody else should wait."""
    from geo.publish.workbook import to_xlsx  # noqa: PLC0415 -- see above

    return to_xlsx(atlas, features)


WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        "geojson": Writer("GeoJSON", ".geojson", "application/geo+json", to_geojson),
        "gpkg": Writer("GeoPackage", ".gpkg", "application/geopackage+sqlite3", to_geopackage),
        "geoparquet": Writer(
            "GeoParquet", ".parquet", "application/vnd.apache.parquet", to_geoparquet
        ),
        "flatgeobuf": Writer("FlatGeobuf", ".fgb", "application/flatgeobuf", to_flatgeobuf),
        "csv": Writer("CSV", ".csv", "text/csv", to_csv),
        "xlsx": Writer(
            "Excel",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _to_xlsx,
        ),
        "kml": Writer("KML", ".kml", "application/vnd.google-earth.kml+xml", to_kml),
        "lpf": Writer("Linked Places", ".lpf.json", "application/ld+json", to_lpf),
        "lp-tsv": Writer("LP-TSV", ".lp.tsv", "text/tab-separated-values", to_lptsv),
        "topojson": Writer("TopoJSON", ".topojson", "application/json", to_topojson),
        "csl": Writer(
            "Sources as CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json", to_csl
        ),
        "bibtex": Writer("Sources as BibTeX", ".bib", "application/x-bibtex", to_bibtex),
        "ris": Writer("Sources as RIS", ".ris", "application/x-research-info-systems", to_ris),
        "package": Writer("Data package", ".datapackage.zip", "application/zip", to_package),
        "project": Writer("Project file", ".atlas.zip", "application/zip", to_project),
    }
)
"""By the name under which a format is asked for."""
