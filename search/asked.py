"""What an address asks of the listings.

An address holds everything, so that Back works and nothing is kept about who asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from search.listings import CHOSEN, FACETS, KIND, SORTS, whole_keys
from search.query import DEEPEST, Query
from search.ranges import NO_BOUNDS, PRICE, RANGES, TRL, Bounds, in_fen, levels
from search.sentence import LONGEST

DEFAULT_SORT = next(iter(SORTS))
PER_PAGE = 20
LONGEST_VALUE = 20
MOST_VALUES = 50
MOST_COMPARED = 4
COMPARED = "compare"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of listings: text, the chosen values of each facet, bounds, order and page.

    ``compared`` are the listings that a reader has picked on the way.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    sort: str = DEFAULT_SORT
    page: int = 1
    size: int = PER_PAGE
    compared: tuple[int, ...] = ()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The facets of which something is chosen."""
        return {name: values for name, values in self.filters.items() if values}

    @property
    def bounds(self) -> dict[str, Bounds]:
        """The ranges of which a side is closed."""
        return {name: bounds for name, bounds in self.ranges.items() if bounds != NO_BOUNDS}

    @property
    def filtered(self) -> dict[str, tuple[str, ...]]:
        """The keywords that are chosen of each facet, the levels within the bounds among them."""
        return {
            **self.chosen,
            **{
                facet.name: tuple(dict.fromkeys(chain(*map(facet.held, self.chosen[facet.name]))))
                for facet in CHOSEN
                if facet.held and facet.name in self.chosen
            },
            TRL.name: levels(self.ranges.get(TRL.name, NO_BOUNDS)),
        }

    @property
    def query(self) -> Query:
        """The same in the engines' words."""
        return Query(
            KIND.name,
            self.text,
            self.filtered,
            ranges=PRICE.overlapping(in_fen(self.ranges.get(PRICE.name, NO_BOUNDS))),
            facets=tuple(facet.name for facet in FACETS),
            order=SORTS[self.sort],
            offset=(self.page - 1) * self.size,
            size=self.size,
        )

    @property
    def address(self) -> str:
        """The query string that asks this again."""
        pairs = [("q", self.text)] if self.text else []
        pairs += self.conditions
        if self.sort != DEFAULT_SORT:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        pairs += [(COMPARED, str(pk)) for pk in self.compared]
        return f"?{urlencode(pairs)}"

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """What narrows the search beside its words, as in an address."""
        pairs = [(name, value) for name, values in self.chosen.items() for value in values]
        for one in RANGES:
            pairs += one.pairs(self.bounds.get(one.name, NO_BOUNDS))
        return pairs

    @property
    def quoted(self) -> str:
        """The words, ready for an address."""
        return quote_plus(self.text)

    def without(self, name: str, value: str) -> "Asked":
        """The same without one value of a facet."""
        left = tuple(one for one in self.chosen.get(name, ()) if one != value)
        return replace(self, filters={**self.chosen, name: left}, page=1)

    def without_bounds(self, name: str) -> "Asked":
        """The same with a range open on both sides."""
        return replace(self, ranges={**self.bounds, name: NO_BOUNDS}, page=1)

    def without_text(self) -> "Asked":
        """The same without the words."""
        return replace(self, text="", page=1)

    def with_compared(self, pk: int) -> "Asked":
        """The same, and one listing more to compare."""
        return replace(self, compared=(*self.compared, pk))

    def without_compared(self, pk: int) -> "Asked":
        """The same, and one listing less to compare."""
        return replace(self, compared=tuple(one for one in self.compared if one != pk))

    def without_comparison(self) -> "Asked":
        """The same with nothing to compare."""
        return replace(self, compared=())

    def with_text(self, text: str) -> "Asked":
        """The same in other words."""
        return replace(self, text=text, page=1)

    def sorted_by(self, sort: str) -> "Asked":
        """The same in another order."""
        return replace(self, sort=sort, page=1)

    def at_page(self, page: int) -> "Asked":
        """Another page of the same."""
        return replace(self, page=page)


def read(params: QueryDict) -> Asked:
    """What ``params`` ask; a value that nobody knows is passed over, as on every list page."""
    sort = params.get("sort", "")
    return Asked(
        text=params.get("q", "").replace("\x00", "").strip()[:LONGEST],
        filters={facet.name: _values(params, facet.name, facet.values) for facet in CHOSEN},
        ranges={one.name: one.read(params) for one in RANGES},
        sort=sort if sort in SORTS else DEFAULT_SORT,
        page=_page(params.get("page", "")),
        compared=keys(params, COMPARED),
    )


def _page(said: str) -> int:
    """The page, the deepest that an engine goes to at most; the first where none is named."""
    if not (said.isascii() and said.isdigit()):
        return 1
    deepest = DEEPEST // PER_PAGE
    number = said.lstrip("0")
    # By its length first: Python reads no number of thousands of digits.
    return deepest if len(number) > len(str(deepest)) else min(max(int(number or 0), 1), deepest)


def comparison(ids: Iterable[int], said: Asked) -> str:
    """The query string that asks for listings side by side; the way back keeps ``said``."""
    kept = said.without_comparison().address.removeprefix("?")
    pairs = urlencode([("id", pk) for pk in ids])
    return f"?{pairs}&{kept}" if kept else f"?{pairs}"


def keys(params: QueryDict, name: str) -> tuple[int, ...]:
    """The keys of listings that ``name`` says, each once and no more than can be compared."""
    return tuple(dict.fromkeys(whole_keys(params.getlist(name))))[:MOST_COMPARED]


def _values(params: QueryDict, name: str, known: frozenset[str] | None) -> tuple[str, ...]:
    given = dict.fromkeys(params.getlist(name)[:MOST_VALUES])
    if known is not None:
        return tuple(value for value in given if value in known)
    return tuple(
        value
        for value in given
        if value.isascii() and value.isalnum() and len(value) <= LONGEST_VALUE
    )
