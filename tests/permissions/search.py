"""检索: what is public is found by everybody."""

from tests.permissions.table import Case

CASES = [
    Case("search:results", 200, anonymous=200),
    *(
        Case("search:results", 200, data={"export": form}, anonymous=200, state=form)
        for form in ("xlsx", "csv")
    ),
    Case("api:search_listings", 200, anonymous=200),
]
PREFIXES = {"api:openapi": "explains the public API", "api:api-root": "an address to build on"}
