"""Every page of the gallery in every look, on a phone and on a desk; for the long run."""

import pytest

from accounts.models import User
from tests.e2e.browser import reads_well
from tests.e2e.pages import PAGES, places_of

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


@pytest.fixture
def sign_in_as(demo_data, sign_in):
    """Sign in the demo person who holds a role; nobody for none."""

    def enter(role):
        if role:
            holders = User.objects.filter(is_demo=True, memberships__role=role)
            sign_in(holders.order_by("pk").first())

    return enter


@pytest.mark.long
@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("role", sorted({place.role for place in PAGES}))
def test_every_page_reads_well_in_every_look(sign_in_as, page, live_server, role):
    sign_in_as(role)

    for place in places_of(role):
        response = page.goto(live_server.url + place.path)

        assert response.status == place.status, place
        assert response.request.redirected_from is None, place
        reads_well(page)
