"""Whatever is sent to the forms of this room, the answer is a page and never an error of ours."""

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role
from marketplace.models import ReviewComment, shapes
from marketplace.models.parts import EDITORIAL
from tests.factories import ListingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


ONE_ROW_WILL_DO = HealthCheck.function_scoped_fixture  # every example is rolled back


def address(name, listing):
    return reverse(f"marketplace:{name}", args=[listing.number])


TEXT = st.text(max_size=300) | st.sampled_from(["长" * 10_000, "-1", "NaN", "1e999", "²", "\x00"])
NAMES = st.sampled_from(
    [*EDITORIAL, *[f"rights-0-{name}" for name in shapes.RIGHT], "comparison-0-this", "decision"]
    + [f"on_{name}" for name in EDITORIAL]
)


@pytest.mark.parametrize("name", ["edit", "preview", "begin", "consent", "answer"])
@settings(max_examples=15, deadline=None, suppress_health_check=[ONE_ROW_WILL_DO])
@given(sent=st.dictionaries(NAMES | st.sampled_from(["source", "answer", "opinion"]), TEXT))
def test_no_form_however_filled_is_an_error_of_ours(name, sent, client, every_form):
    url, least = every_form(name)

    with transaction.atomic():
        answer = client.post(url, least | sent)
        transaction.set_rollback(True)

    assert answer.status_code in {200, 302, 409}


@pytest.fixture
def every_form(client, researcher):
    """The forms of this room that take text, each at a row of the same office's."""
    place = researcher.roles_in_force[0].organisation
    office = MembershipFactory(organisation=place, role=Role.RESEARCH_OFFICE).user
    draft = ListingFactory(author=office, organisation=place)
    waits = ListingFactory(organisation=place, status="submitted")
    comment = ReviewComment.objects.create(
        listing=draft, revision=draft.save_revision(), field="title", author=researcher, text="x"
    )
    client.force_login(office)
    urls = {
        "edit": address("edit", draft),
        "preview": address("preview", draft),
        "begin": reverse("marketplace:begin"),
        "consent": address("consent", waits),
        "answer": reverse("marketplace:comment_answer", args=[comment.pk]),
    }
    least = {"organisation": place.pk, "is_declared_open": "on"}
    return lambda name: (urls[name], least if name == "begin" else {})
