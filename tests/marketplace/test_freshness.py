"""Whether an offer still stands: asked after half a year, twice reminded, then no longer found."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Role
from core.models import AuditEvent, Notice
from marketplace import freshness
from marketplace.models import Listing
from marketplace.services import freshness as services
from marketplace.services import listings
from tests.factories import ListingFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def old():
    """Public, and confirmed half a year ago today."""
    return ListingFactory(public=True, confirmed_on=timezone.localdate() - 180 * DAY)


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def link_of(listing):
    """The path of the link that the author was last sent."""
    body = Notice.objects.filter(recipient=listing.author).latest("id").body
    return body[body.index("/listings/confirm/") :]


def test_the_owner_is_asked_after_half_a_year_and_once(old):
    fresh = ListingFactory(public=True, confirmed_on=timezone.localdate() - 179 * DAY)

    asked = services.ask_owners()
    again = services.ask_owners()

    assert (asked, again) == (1, 0)
    assert now(old).asked_on == timezone.localdate()
    assert now(fresh).asked_on is None
    assert "请确认是否有效" in old.author.notices.get().title


@pytest.mark.parametrize(
    "facts",
    [
        {"availability": "transferred"},
        {"is_unverified": True, "source": "nasa"},
        {"live": False},
    ],
)
def test_nobody_is_asked_about_what_is_not_on_offer_or_has_no_owner(old, facts):
    Listing.objects.filter(pk=old.pk).update(**facts)

    assert services.ask_owners() == 0
    assert not Notice.objects.exists()


def test_after_two_reminders_it_is_found_no_longer_and_its_page_stays(client, old):
    start = timezone.now()
    acts = []
    for day in range(25):
        with time_machine.travel(start + day * DAY):
            if services.ask_owners():
                acts.append((day, AuditEvent.objects.latest("id").action.split(".")[1]))

    assert acts == [(0, "ask_fresh"), (7, "remind_fresh"), (14, "remind_fresh"), (21, "go_stale")]
    assert not Listing.objects.findable().exists()
    assert Listing.objects.public().get() == old
    assert "逾期未确认" in client.get(old.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("valid", (True, "available")),
        ("transferred", (True, "transferred")),
        ("withdraw", (False, "available")),
    ],
)
def test_a_click_answers_without_signing_in_and_only_once(client, old, said, expected):
    services.ask_owners()
    path = link_of(old)

    assert "仍然有效" in client.get(path).content.decode()
    assert now(old).asked_on is not None  # whoever only looks at a mail's links answers nothing
    client.post(path, {"answer": said})
    acts = AuditEvent.objects.count()
    client.post(path, {"answer": "withdraw"})

    row = now(old)
    assert (row.live, row.availability) == expected
    assert (row.confirmed_on, row.asked_on) == (timezone.localdate(), None)
    assert AuditEvent.objects.count() == acts
    assert AuditEvent.objects.get(action="listing.confirm_fresh").actor == old.author
    assert "不再有效" in client.get(path).content.decode()


def test_an_answer_brings_back_what_was_no_longer_found(client, old):
    start = timezone.now()
    for day in (0, 7, 14, 21):
        with time_machine.travel(start + day * DAY):
            services.ask_owners()
    assert now(old).stale_since

    client.post(link_of(old), {"answer": "valid"})

    assert Listing.objects.findable().get() == old


def test_a_link_of_an_earlier_question_answers_no_later_one(client, old):
    services.ask_owners()
    path = link_of(old)
    client.post(path, {"answer": "valid"})
    Listing.objects.filter(pk=old.pk).update(
        confirmed_on=timezone.localdate() - 180 * DAY, asked_on=timezone.localdate() + DAY
    )

    client.post(path, {"answer": "withdraw"})

    assert now(old).live


def test_a_forged_link_and_that_of_no_owner_do_nothing(client, old):
    services.ask_owners()
    stranger = UserFactory()
    foreign = freshness.link(now(old), stranger)

    answer = client.post(foreign[foreign.index("/listings") :], {"answer": "withdraw"})

    assert answer.status_code == 403
    assert client.get(f"/listings/confirm/{'x' * 40}/").status_code == 404
    assert now(old).live


def test_the_owner_s_own_page_sets_the_status_and_ends_the_question(client, old):
    services.ask_owners()
    client.force_login(old.author)

    client.post(f"/listings/{old.number}/availability/", {"availability": "negotiating"})

    row = now(old)
    assert (row.availability, row.asked_on) == ("negotiating", None)
    assert row.confirmed_on == timezone.localdate()


def test_a_new_text_ends_the_question_too(market):
    draft = ListingFactory(asked_on=timezone.localdate(), reminders=2)
    draft.save_revision(user=draft.author)
    MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=draft.organisation)

    listings.submit_listing(draft.pk, actor=draft.author)

    assert (now(draft).asked_on, now(draft).reminders) == (None, 0)
