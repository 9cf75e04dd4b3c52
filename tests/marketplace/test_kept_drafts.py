"""A kept draft of whatever shape: its author's own form opens, with what still fits."""

import json

import pytest
from django.urls import reverse

from core.models import Draft
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db
VALUES = ["x", "", ["x"], [], 1, 1e300, None, True, {"a": "b"}, [["x"]], [{"a": 1}], [None]]
NAMES = (
    *("title", "modes", "keywords", "rights", "rights-0-kind", "comparison", "comparison-0-this"),
    *("region", "price_fen", "trl", "team", "field", "gone"),
)
SHAPES = [[], "x", 1, {}, *({name: value} for name in NAMES for value in VALUES)]


def keep(user, key, shape):
    """As a release before this one might have kept it."""
    Draft.objects.filter(owner=user).delete()
    return Draft.objects.create(owner=user, kind="listing", key=key, data=shape, version=1)


def test_the_edit_page_opens_whatever_its_draft_holds(client, researcher):
    place = researcher.roles_in_force[0].organisation
    listing = ListingFactory(author=researcher, organisation=place)
    client.force_login(researcher)
    client.raise_request_exception = False
    url = reverse("marketplace:edit", args=[listing.number])

    broken = []
    for shape in SHAPES:
        keep(researcher, listing.number, shape)
        if client.get(url).status_code != 200:
            broken.append(json.dumps(shape))

    assert broken == []


def test_what_still_fits_is_shown_beside_what_does_not(client, researcher):
    place = researcher.roles_in_force[0].organisation
    listing = ListingFactory(author=researcher, organisation=place)
    keep(researcher, listing.number, {"title": "新题目", "renamed": "x", "modes": 7, "trl": {}})
    client.force_login(researcher)

    page = client.get(reverse("marketplace:edit", args=[listing.number]))

    assert page.context["form"].initial == {**page.context["form"].initial, "title": "新题目"}
    assert 'value="新题目"' in page.content.decode()
