"""Words that another region has for what is called otherwise here (網路, 軟體, 資訊).

They lead to ours and not back: a query in their words asks for ours as well
(`search.synonyms`), and a document in their words is found by ours. Who asks in our words is told
of no others.
"""

import re
from functools import cache
from pathlib import Path

from search.analysis import fold

# What Taiwan calls a thing, then what it is called here. Words that mean something else here are
# left out.
DATA = Path(__file__).parent / "data" / "regional.txt"
LEADS_TO = " > "


@cache
def regional() -> dict[str, list[str]]:
    """Each folded word of another region with ours, the most usual first."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    return {fold(word): same for word, *same in (line.split(LEADS_TO) for line in lines)}


def in_our_words(folded: str) -> str:
    """A folded text with the first of our words for each of theirs."""
    return _theirs().sub(lambda match: regional()[match[0]][0], folded)


@cache
def _theirs() -> re.Pattern[str]:
    longest_first = sorted(regional(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
