"""Why something was found: the reader's own words that stand in it."""

import re
from html import unescape

MOST_WORDS = 5
_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def words(*marked: str) -> tuple[str, ...]:
    """The words marked in the texts, each once; a single Chinese character says little."""
    found = [unescape(word) for text in marked for word in _MARKED.findall(text)]
    telling = dict.fromkeys(word for word in found if len(word) > 1)
    return tuple(telling)[:MOST_WORDS]
