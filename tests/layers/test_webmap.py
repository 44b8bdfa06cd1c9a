"""What page and browser say to each other: news passes, echoes do not."""

from dataclasses import replace

import pytest

from geo.atlas import Atlas
from layers import webmap
from layers.render.web import to_ground
from layers.view import build_whole
from layers.webmap import COMMANDS, Talk, news, pack


def ask(**changes: object) -> dict[str, object]:
    return {
        "date": "1925",
        "layers": ["a"],
        "hidden": [],
        "possible": True,
        "view": "v",
        "focus": "",
    } | changes


def test_the_first_word_of_the_page_is_no_news() -> None:
    assert news(Talk(), ask()) == {}


def test_a_new_date_of_the_page_is_news() -> None:
    assert news(Talk(asked=ask()), ask(date="1930")) == {"date": "1930"}


def test_what_the_reader_chose_is_no_news_when_the_page_repeats_it() -> None:
    talk = Talk(asked=ask(), heard={"date": "1930"})
    assert news(talk, ask(date="1930")) == {}


def test_an_older_choice_repeated_late_does_not_push_back_the_clock() -> None:
    talk = Talk(asked=ask(), answered={"date": "1930"}, heard={"date": "1935"})
    assert news(talk, ask(date="1930")) == {}


def test_a_message_of_the_browser_counts_once() -> None:
    talk = Talk()
    talk.listen({"told": 1, "date": "1930"})
    talk.say({"date": "1940"})
    talk.listen({"told": 1, "date": "1930"})
    assert talk.heard["date"] == "1940"


def test_after_a_command_the_same_choice_of_the_reader_counts_again() -> None:
    talk = Talk()
    talk.listen({"told": 1, "date": "1930"})
    talk.say({"date": "1940"})
    talk.listen({"told": 2, "date": "1930"})
    assert talk.heard["date"] == "1930"


def test_each_command_has_its_own_number() -> None:
    talk = Talk()
    talk.say({"date": "1940"})
    talk.say({"date": "1940"})
    assert talk.sequence == 2


def test_every_command_can_be_asked() -> None:
    assert set(ask()) == set(COMMANDS)


def test_the_base_map_is_the_same_in_every_language(tiny_atlas: Atlas) -> None:
    english, russian = (build_whole(tiny_atlas, language=code) for code in ("en", "ru"))
    first, second = to_ground(english, tiny_atlas), to_ground(russian, tiny_atlas)
    assert (first.script, first.areas) == (second.script, second.areas)


def test_the_base_map_is_made_once_for_all_languages(
    tiny_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = replace(tiny_atlas)
    views = [build_whole(atlas, language=code) for code in ("en", "ru")]
    made = []
    monkeypatch.setattr(
        webmap, "to_ground", lambda *asked: made.append(to_ground(*asked)) or made[-1]
    )
    parcels = [pack(view, atlas, "once") for view in views]
    assert len(made) == 1
    assert parcels[0].packed != parcels[1].packed
