"""Every page of the gallery in every look, on a phone and on a desk; for the long run."""

import pytest

from tests.e2e.browser import overflow_px, serious_violations
from tests.e2e.pages import PAGES

LOOKS = {
    "light": {"zh_theme": "light"},
    "dark": {"zh_theme": "dark"},
    "care": {"zh_care": "on"},
    "care-dark": {"zh_care": "on", "zh_theme": "dark"},
}


@pytest.fixture(params=LOOKS)
def look(request, context, live_server):
    """Cookies as of a reader who chose this look."""
    for name, value in LOOKS[request.param].items():
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])


@pytest.mark.long
@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("place", PAGES, ids=lambda place: f"{place.name}-{place.role}")
def test_every_page_reads_well_in_every_look(sign_in, visit, request, place):
    if place.role:
        sign_in(request.getfixturevalue(place.role))
    page = visit(place.path)

    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert serious_violations(page) == [], width
        assert overflow_px(page) == 0, width
