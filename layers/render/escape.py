"""The one function through which every string passes on its way into Folium.

Folium compiles the text it is given once more as a template on the server, and
then puts it into the page as markup and into scripts between back-ticks. So all
characters that mean something in HTML, in a template or in JavaScript are
written as numeric entities: a browser shows them as they were.
"""

from typing import Final

_ENTITIES: Final = str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'\\`${}"})


def escape(text: str) -> str:
    """Write a string so that it is shown as it is and never run.

    Examples
    --------
    >>> escape("{{7*7}}")
    '&#123;&#123;7*7&#125;&#125;'
    """
    return text.translate(_ENTITIES)
