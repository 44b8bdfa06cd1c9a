"""An atlas that attacks its readers: code of every kind where names and words should be."""

import csv
import json
from pathlib import Path

ATTACKS = (
    "A{{7*7}}B",
    "A{% for x in y %}B",
    "A{# gone #}B",
    "A${window.bad=1}B",
    "A`+(window.bad=1)+`B",
    "A<img src=x onerror=window.bad=1>B",
    "A</script><script>window.bad=1</script>B",
    "A\" onmouseover='window.bad=1' \\B",
    "A\u2028\u202e&lt;b&gt;B",
)
ATTACK = " ".join(ATTACKS)


def poison(root: Path) -> Path:
    """Put attacks into every text of a copy of the toy island that may hold any text."""
    catalog = root / "catalog.toml"
    text = catalog.read_text("utf-8")
    for title in (
        "The Toy Island",
        "The island",
        "The lease",
        "Rule",
        "Lease",
        "Northern lease",
        "Owner",
    ):
        text = text.replace(f'en = "{title}"', f"en = {json.dumps(ATTACK)}")
    text = text.replace('"Who held which part."', json.dumps(ATTACK))
    catalog.write_text(text, "utf-8")
    _poison_events(root / "events.csv")
    _poison_lease(root / "layers" / "lease.geojson")
    sources = root / "sources.toml"
    sources.write_text(
        sources.read_text("utf-8").replace('"A Survey of the Toy Island"', json.dumps(ATTACK)),
        "utf-8",
    )
    return root


def _poison_events(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for k, row in enumerate(rows):
        row["name"] = f"{ATTACK} {k}"
        row["text"] = ATTACK
        row["note"] = f"{ATTACK} [{row['sources'].split(';')[0]}]" if k % 2 else f"{ATTACK} [x9]"
        row[ATTACKS[5]] = ATTACK
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _poison_lease(path: Path) -> None:
    collection = json.loads(path.read_text("utf-8"))
    for feature in collection["features"]:
        properties = feature["properties"]
        properties.update({"name": ATTACK, "note": ATTACK, ATTACKS[0]: ATTACK})
    path.write_text(json.dumps(collection), "utf-8")
