"""What may be meant by the beginning of a word: words of titles, units, titles; all public.

An index lags behind the rows by a moment, and an engine that was away by longer: titles and units
are therefore asked of the database again, and a word is offered where two documents have it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.outbox import Unavailable
from marketplace.models import Listing
from search import starting, verbatim
from search.documents import DOCUMENTS
from search.engines.current import engine
from search.starting import TITLE, UNIT, WORD, Entry

MOST = 8
MOST_OF = {WORD: 3, UNIT: 2, TITLE: MOST}
LOOKED_AT = 60
SHARED_BY = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something offered: what it is, how it reads, what to search for."""

    kind: str
    text: str

    @property
    def query(self) -> str:
        """The search that finds it."""
        return f'org:"{self.text}"' if self.kind == UNIT else self.text


def suggest(typed: str) -> Sequence[Suggestion]:
    """At most eight suggestions; none while no engine answers."""
    prefix = starting.prefix(typed)
    if not prefix:
        return []
    if by_number := verbatim.titles(typed):
        return [Suggestion(TITLE, title) for title in dict.fromkeys(by_number)][:MOST]
    counted: Counter[Entry] = Counter()
    for entry, count in _beginning(prefix):
        counted[entry] = max(counted[entry], count)
    shown = _still_public(counted)
    found = [
        Suggestion(kind, text)
        for kind in MOST_OF
        for text in _best(kind, counted)
        if (kind, text) in shown
    ]
    return found[:MOST]


def is_shared(word: str) -> bool:
    """Whether several public titles have the folded ``word``; no while no engine answers."""
    found = _beginning(starting.prefix(word))
    return any(entry == (WORD, word) and count >= SHARED_BY for entry, count in found)


def _beginning(prefix: str) -> list[tuple[Entry, int]]:
    """What the index offers under keys that begin so; nothing while no engine answers."""
    try:
        rows = engine().starting(DOCUMENTS[Listing].kind, prefix, LOOKED_AT)
    except Unavailable:
        return []
    return [(starting.read(value), count) for value, count in rows]


def _best(kind: str, counted: Counter[Entry]) -> list[str]:
    texts = [text for (what, text), _count in counted.most_common() if what == kind]
    return texts[: MOST_OF[kind]]


def _still_public(entries: Counter[Entry]) -> set[Entry]:
    public = Listing.objects.public()
    titles = _texts(entries, TITLE)
    units = _texts(entries, UNIT)
    return {
        *((TITLE, one) for one in public.filter(title__in=titles).values_list("title", flat=True)),
        *(
            (UNIT, one)
            for one in public.filter(organisation__name__in=units).values_list(
                "organisation__name", flat=True
            )
        ),
        *(entry for entry, count in entries.items() if entry[0] == WORD and count >= SHARED_BY),
    }


def _texts(entries: Iterable[Entry], kind: str) -> list[str]:
    return [text for what, text in entries if what == kind]
