"""What page and browser say to each other: news passes, echoes do not."""

from layers.webmap import COMMANDS, Talk, news


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
