"""The table of synonyms as a query needs it; a change is in force from the next search on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Max

from search.analysis import fold
from search.models import Synonym
from search.regional import regional
from search.sentence import Synonyms
from search.words import split

DATA = Path(__file__).parent / "data"
SEED = DATA / "synonyms.txt"


def table() -> Synonyms:
    """Each folded word with the others that mean the same."""
    stands = Synonym.objects.aggregate(count=Count("pk"), last=Max("updated_at"))
    return _read(stands["count"], stands["last"])


@lru_cache(maxsize=1)
def _read(_count: int, _last: datetime | None) -> Synonyms:
    """Read again where the table differs from what was last read."""
    return _of_lines(Synonym.objects.values_list("words", flat=True))


def first_lines() -> list[str]:
    """The words that a new installation begins with."""
    return [line for line in SEED.read_text(encoding="utf-8").splitlines() if line]


def first_table() -> Synonyms:
    """The table of a new installation."""
    return _of_lines(first_lines())


def _of_lines(lines: Iterable[str]) -> Synonyms:
    others: dict[str, list[str]] = defaultdict(list, regional())
    for text in lines:
        words = split(text)
        for word in words:
            others[fold(word)] = [
                *(other for other in words if other != word),
                *others[fold(word)],
            ]
    return {word: tuple(dict.fromkeys(same)) for word, same in others.items()}
