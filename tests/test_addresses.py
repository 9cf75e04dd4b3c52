"""Whatever stands in an address, the answer is a page and no error of ours."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import reverse

from tests.parts.database import starting_from
from tests.permissions.table import ANONYMOUS, CALLERS, build_world
from tests.test_permissions import CASES

WORLD = []
_start = starting_from("addresses", lambda: WORLD.append(build_world()), shared=False)
# What our pages, django-filter, Wagtail and allauth read.
NAMES = (
    *("q", "page", "sort", "export", "next", "kind", "copy", "number", "format", "step", "p"),
    *("year", "month", "region", "status", "since", "until", "field", "industry", "trl", "budget"),
    *("listing", "organisation", "need", "version", "for", "to", "process", "items", "with", "by"),
    *("price", "price_min", "price_max", "mode", "unit", "ordering", "locale", "token", "pk"),
)
ODD = (
    *("a/b", "needs", "电", "1e400", "-1", "9" * 40, "²", "\x00", "[]", "..", "//x.example/"),
    *("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "2026-13", "%ff", "'" * 3),
)
ASKED = [case for case in CASES if case.method == "get" and not case.data]


def errors_of(client, user, url):
    """The odd values at which ``url`` ends in an error of ours."""
    client.raise_request_exception = False
    if user is not None:
        client.force_login(user)
    return [odd for odd in ODD if broke(client, url, dict.fromkeys(NAMES, odd))]


def broke(client, url, params):
    with transaction.atomic():
        answer = client.get(url, params)
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code >= 500


def reader_of(case):
    """Somebody who is let in, so that the view itself reads what was sent."""
    return next((caller for caller in CALLERS if case.answer(caller) == 200), ANONYMOUS)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("case", ASKED, ids=str)
def test_no_page_breaks_by_what_its_address_says(case, client):
    world = deepcopy(WORLD[0])
    url = reverse(case.url, args=case.args(world))

    broken = errors_of(client, world.callers.get(reader_of(case)), url)

    assert broken == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/verify/?number=a/b", "/needs/%00/", "/search/?q=%00"])
def test_an_odd_address_is_answered(address, client):
    assert client.get(address).status_code in {200, 400}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["needs", "电", "x/y", "//x.example/", "/\x00", "/" + "a" * 3000]
)
@pytest.mark.parametrize("form", ["/me/agree/", "/me/language/", "/display/care/"])
def test_who_asks_to_be_led_elsewhere_is_led_to_a_page_of_ours(form, target, client, researcher):
    client.force_login(researcher)

    answer = client.post(form, {"next": target, "language": "zh-hans", "care": "on"})

    assert answer.status_code == 302
    assert answer["Location"] in {"/", "/me/"}


@pytest.mark.django_db
def test_who_asks_to_be_led_back_is(client, researcher):
    client.force_login(researcher)

    answer = client.post("/me/agree/", {"next": "/search/?q=电池&page=2"})

    assert answer["Location"] == "/search/?q=%E7%94%B5%E6%B1%A0&page=2"
