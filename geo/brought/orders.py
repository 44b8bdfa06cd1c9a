"""What the process that reads visitors' files is asked for, as bytes; see :mod:`geo.brought.ward`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from geo.apart import Cap
from geo.doctor import Recipe
from geo.formats.raw import Budget

DONE, CUT_SHORT = b"+", b"-"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with some bytes."""

    what: Literal["diagnose", "project"]
    name: str
    recipe: Recipe
    budget: Budget
    cap: Cap

    def to_bytes(self, data: bytes) -> bytes:
        """Write the order with the bytes that it is about."""
        said = {
            "what": self.what,
            "name": self.name,
            "columns": dict(self.recipe.columns),
            "repairs": self.recipe.repairs,
            "budget": asdict(self.budget),
            "cap": asdict(self.cap),
        }
        return b"\n".join((json.dumps(said).encode("ascii"), data))


def parse_order(text: bytes) -> tuple[Order, bytes]:
    """Read an order and the bytes that it is about."""
    head, _, data = text.partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    recipe = Recipe(said["columns"], tuple(said["repairs"]))
    order = Order(said["what"], said["name"], recipe, Budget(**said["budget"]), Cap(**said["cap"]))
    return order, data
