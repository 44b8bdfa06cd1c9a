"""What is too large is refused before work begins."""

import pytest

from geo import limits
from geo.errors import LimitError


def test_json_that_nests_too_deep_is_refused_with_limit_and_depth():
    deep = b"[" * 40 + b"]" * 40
    with pytest.raises(LimitError, match=r"40 levels of nesting; at most 32 are accepted"):
        limits.check_json(deep)


def test_brackets_within_texts_do_not_count():
    limits.check_json(b'{"a": "' + b"[" * 100 + b'\\"' + b"{" * 100 + b'"}')


def test_an_unfinished_text_full_of_quotes_is_looked_through_in_no_time():
    limits.check_json(b'"' + b"\\" * 200_001)


def test_too_many_positions_are_refused_before_parsing(monkeypatch):
    monkeypatch.setattr(limits, "MAX_VERTICES", 2)
    with pytest.raises(LimitError, match=r"3 positions; at most 2"):
        limits.check_json(b"[[1, 2], [ -1, 2], [3, 4]]")


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 4)
    with pytest.raises(LimitError, match=r"5 bytes; at most 4"):
        limits.check_json(b"[1,2]")


def test_just_as_many_as_are_accepted_pass():
    limits.check_count(3, 3, "rows")
