"""Text of other people in places where Streamlit reads Markdown: shown as it was written."""

import re
from typing import Final

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS: Final = re.compile(r"\s+")


def to_plain(text: str) -> str:
    r"""Write a text so that Markdown shows it as it is, in one line.

    Examples
    --------
    >>> to_plain("![x](http://a.b)\n$y$")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\.b\\) \\$y\\$'
    """
    return _PUNCTUATION.sub(r"\\\1", _BREAKS.sub(" ", text).strip())
