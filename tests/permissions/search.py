"""检索: what is public is found by everybody."""

from tests.factories import ListingFactory
from tests.permissions.table import Case


def a_listing(_world):
    return [ListingFactory(public=True).number]


def a_draft(_world):
    return [ListingFactory().number]


CASES = [
    Case("search:results", 200, anonymous=200),
    *(
        Case("search:results", 200, data={"export": form}, anonymous=200, state=form)
        for form in ("xlsx", "csv")
    ),
    Case("search:compare", 200, anonymous=200),
    Case("search:similar", 200, args=a_listing, anonymous=200, state="public"),
    Case("search:similar", 404, args=a_draft, anonymous=404, state="draft"),
    Case("search:needs", 302, anonymous=302),
    Case("search:needs", 200, data={"q": "拉丝"}, anonymous=200, state="asked"),
    Case("api:search_listings", 200, anonymous=200),
    Case("api:search_suggest", 200, data={"q": "b"}, anonymous=200),
]
PREFIXES = {"api:openapi": "explains the public API", "api:api-root": "an address to build on"}
