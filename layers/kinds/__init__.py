"""The kinds of layers there are: one small file each, listed here and nowhere else."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from layers.kinds import (
    area,
    event,
    land,
    lettering,
    line,
    mixed,
    plot,
    point,
    relief,
    river,
    water,
)
from layers.kinds._kind import LayerKind

KINDS: Final[Mapping[str, LayerKind]] = MappingProxyType(
    {
        module.KIND.name: module.KIND
        for module in (land, water, river, relief, lettering, area, line, plot, point, event, mixed)
    }
)

__all__ = ["KINDS", "LayerKind"]
