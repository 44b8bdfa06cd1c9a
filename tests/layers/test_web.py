"""The screen map on the Python side: stable, self-contained, and deaf to code in data."""

import base64
import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from geo.atlas import Atlas, load_atlas
from geo.extent import Extent
from layers.assets import HERE, MAP_SCRIPTS
from layers.render.escape import escape
from layers.render.payload import to_payload
from layers.render.relief import TONES, to_mercator, to_palette, to_shade
from layers.render.web import to_html, to_map, to_script
from layers.render.webfaces import to_faces
from layers.view import build_whole
from tests.conftest import TINY
from tests.hostile import ATTACK, ATTACKS, poison


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    root = tmp_path_factory.mktemp("hostile") / "atlas"
    return load_atlas(poison(Path(shutil.copytree(TINY, root))))


@pytest.mark.parametrize("text", ATTACKS)
def test_escaped_text_has_no_character_that_means_something(text: str) -> None:
    assert not set("<>\"'\\`${}") & set(escape(text))


@pytest.mark.parametrize("text", ATTACKS)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    plain = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), escape(text))
    assert plain == text


def test_the_script_of_the_base_is_the_same_each_time(tiny_atlas: Atlas) -> None:
    whole = build_whole(tiny_atlas)
    first, second = (to_script(to_map(whole, root=tiny_atlas.root)) for _ in range(2))
    assert first == second


def test_the_base_holds_no_word_of_the_data(hostile: Atlas) -> None:
    script = to_script(to_map(build_whole(hostile), root=hostile.root))
    assert not [attack for attack in ATTACKS if attack in script]
    assert "A49B" not in script


def test_the_base_asks_for_no_outside_file(tiny_atlas: Atlas) -> None:
    page = to_map(build_whole(tiny_atlas)).get_root().render()
    assert "https:" not in page
    assert "src=" not in page


def test_the_page_is_the_same_each_time(tiny_atlas: Atlas) -> None:
    whole = build_whole(tiny_atlas)
    assert to_html(whole, tiny_atlas) == to_html(whole, tiny_atlas)


def test_the_page_runs_no_template_and_ends_no_script_early(hostile: Atlas) -> None:
    page = to_html(build_whole(hostile), hostile)
    assert "A49B" not in page
    assert page.count("</script>") == 2
    assert "<img" not in page


def test_the_payload_keeps_every_text_as_it_is_written(hostile: Atlas) -> None:
    payload = to_payload(build_whole(hostile), hostile)
    assert ATTACK in payload["texts"]
    assert f"{ATTACK} 0" in payload["features"]["names"]["en"]
    assert any(ATTACK in layer["title"] for layer in payload["layers"])


def test_a_source_named_in_a_hostile_note_travels_as_a_number(hostile: Atlas) -> None:
    payload = to_payload(build_whole(hostile), hostile)
    assert any(note[::2] == [f"{ATTACK} [", "]"] for note in payload["notes"])
    assert f"{ATTACK} [x9]" in payload["notes"]


def test_the_payload_is_plain_json(tiny_atlas: Atlas) -> None:
    payload = to_payload(build_whole(tiny_atlas), tiny_atlas)
    assert json.loads(json.dumps(payload)) == payload


def test_every_dated_feature_travels_with_its_card(tiny_atlas: Atlas) -> None:
    whole = build_whole(tiny_atlas)
    payload = to_payload(whole, tiny_atlas)
    assert payload["features"]["id"] == [i for x in whole.dated for i in x.features["id"]]
    column = base64.b64decode(payload["cards"]["when"])
    assert len(np.frombuffer(column, dtype="<i4")) == len(payload["features"]["id"])


def test_an_undated_feature_is_named_as_such(tiny_atlas: Atlas) -> None:
    features = to_payload(build_whole(tiny_atlas), tiny_atlas)["features"]
    assert [features["id"][k] for k in features["undated"]] == ["no-date"]


def test_coordinates_come_back_to_a_metre(tiny_atlas: Atlas) -> None:
    payload = to_payload(build_whole(tiny_atlas), tiny_atlas)
    k = payload["features"]["id"].index("north-lease")
    ring = np.array(payload["features"]["coordinates"][str(k)][0][0]).reshape(-1, 2).cumsum(axis=0)
    assert (ring * payload["step"]).tolist() == [
        pytest.approx(p) for p in ([-30.8, 0], [-29.2, 0], [-29.2, 0.8], [-30.8, 0.8])
    ]


def test_letters_that_the_page_lacks_travel_in_a_face_of_their_own() -> None:
    said = "Okha Оха オハ"
    assert "Atlas Other" not in {face["family"] for face in to_faces((said,), language="en")}
    faces = {f["family"]: f for f in to_faces((f"{said} Việt q\u0303 → ᚠ",), language="en")}
    drawn = {
        family: set(TTFont(io.BytesIO(base64.b64decode(faces[family]["data"]))).getBestCmap())
        for family in ("Atlas Other", "Atlas Han")
    }
    assert drawn["Atlas Other"] == set(map(ord, "ệq\u0303"))
    assert drawn["Atlas Han"] >= set(map(ord, "オハ→"))


def test_the_family_of_rare_letters_is_asked_for_wherever_letters_are_set() -> None:
    texts = [path.read_text("utf-8") for path in (HERE / "browser").iterdir()]
    texts.append((HERE.parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))
    stacks = [line for text in texts for line in text.splitlines() if "Atlas Han Other" in line]
    assert len(stacks) > 5
    assert [line for line in stacks if "Atlas Other" not in line] == []


def test_relief_rows_move_towards_the_equator_as_mercator_asks() -> None:
    rows = np.repeat(np.arange(100, dtype=np.uint8)[:, None], 3, axis=1)
    moved = np.asarray(to_mercator(Image.fromarray(rows), Extent(0, 0, 10, 80)))
    assert moved[50, 0] < 50 * 0.6  # the middle of the sheet lies well north of the middle latitude


def test_every_script_of_the_map_is_joined_or_named_last() -> None:
    files = {path.stem for path in (HERE / "browser").glob("*.js")}
    assert files == {*MAP_SCRIPTS, "host", "page", "controller", "loader", "uploads"}


def test_vendored_files_are_those_of_the_list() -> None:
    listed = dict(
        re.findall(
            r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (HERE / "README.md").read_text(), re.MULTILINE
        )
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (HERE / "vendor").iterdir()
    }
    assert found == listed


def test_a_relief_in_numbers_keeps_its_shadow_and_its_light() -> None:
    greys = Image.fromarray(np.arange(256, dtype=np.uint8)[None], "L")
    shade = to_shade(greys)
    told = np.asarray(to_palette(shade).convert("RGBA")).astype(int)
    meant = np.asarray(shade.convert("RGBA")).astype(int)
    seen = meant[..., 3] > 255 / TONES
    assert np.abs(told[..., 3] - meant[..., 3]).max() <= 255 / TONES / 2 + 1
    assert (told[seen] == meant[seen])[:, 0].all()
