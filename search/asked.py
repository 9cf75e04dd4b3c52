"""What an address asks of the listings; an address holds everything, so that Back works."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from search.listings import FACETS, KIND, SORTS
from search.query import DEEPEST, Query
from search.sentence import LONGEST

DEFAULT_SORT = next(iter(SORTS))
PER_PAGE = 20
LONGEST_VALUE = 20
MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of listings: text, the chosen values of each facet, order and page."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] | None = None
    sort: str = DEFAULT_SORT
    page: int = 1
    size: int = PER_PAGE

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The facets of which something is chosen."""
        return {name: values for name, values in (self.filters or {}).items() if values}

    @property
    def query(self) -> Query:
        """The same in the engines' words."""
        return Query(
            KIND.name,
            self.text,
            self.chosen,
            facets=tuple(facet.name for facet in FACETS),
            order=SORTS[self.sort],
            offset=(self.page - 1) * self.size,
            size=self.size,
        )

    @property
    def address(self) -> str:
        """The query string that asks this again."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, values in self.chosen.items() for value in values]
        if self.sort != DEFAULT_SORT:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"?{urlencode(pairs)}"

    @property
    def quoted(self) -> str:
        """The words, ready for an address."""
        return quote_plus(self.text)

    def without(self, name: str, value: str) -> "Asked":
        """The same without one value of a facet."""
        left = tuple(one for one in self.chosen.get(name, ()) if one != value)
        return replace(self, filters={**self.chosen, name: left}, page=1)

    def without_text(self) -> "Asked":
        """The same without the words."""
        return replace(self, text="", page=1)

    def sorted_by(self, sort: str) -> "Asked":
        """The same in another order."""
        return replace(self, sort=sort, page=1)

    def at_page(self, page: int) -> "Asked":
        """Another page of the same."""
        return replace(self, page=page)


def read(params: QueryDict) -> Asked:
    """What ``params`` ask; a value that nobody knows is passed over, as on every list page."""
    sort = params.get("sort", "")
    page = params.get("page", "")
    deepest = DEEPEST // PER_PAGE
    return Asked(
        text=params.get("q", "").replace("\x00", "").strip()[:LONGEST],
        filters={facet.name: _values(params, facet.name, facet.values) for facet in FACETS},
        sort=sort if sort in SORTS else DEFAULT_SORT,
        page=min(max(int(page), 1), deepest) if page.isascii() and page.isdigit() else 1,
    )


def _values(params: QueryDict, name: str, known: frozenset[str] | None) -> tuple[str, ...]:
    given = dict.fromkeys(params.getlist(name)[:MOST_VALUES])
    if known is not None:
        return tuple(value for value in given if value in known)
    return tuple(
        value
        for value in given
        if value.isascii() and value.isalnum() and len(value) <= LONGEST_VALUE
    )
