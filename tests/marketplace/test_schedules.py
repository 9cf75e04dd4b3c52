"""What is left of a schedule after it acted takes nothing down a second time."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from marketplace import schedule
from marketplace.models import Listing
from marketplace.services import listings
from tests.marketplace.conftest import approve, consent

pytestmark = pytest.mark.django_db
S = Listing.Status
RUNS = [schedule.run, lambda: call_command("publish_scheduled", verbosity=0)]


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def ends_in(listing, editor, **span):
    """A passed text of the listing that is to leave after that time, made public now."""
    text = listing.draft
    text.expire_at = timezone.now() + timedelta(**span)
    text.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    return now(listing)


def by_review(listing, editor):
    """Its owner changes a word; unit and editor pass it again."""
    facts = {"benefit": "吨纱天然气单耗下降 12%。"}
    listings.save_listing(listing.pk, facts, actor=listing.author)
    listings.submit_listing(listing.pk, actor=listing.author)
    consent(now(listing))
    approve(now(listing), editor)


def by_its_last_revision(listing, editor):
    listing.latest_revision.publish(user=editor, skip_permission_checks=True)


@pytest.mark.parametrize("run", RUNS, ids=["job", "command"])
@pytest.mark.parametrize("again", [by_review, by_its_last_revision])
def test_what_is_published_again_after_its_end_stays(public, editor, again, run):
    ends_in(public, editor, hours=1)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        run()
        assert (now(public).live, now(public).expired) == (False, True)

        again(now(public), editor)
        assert now(public).live
        run()

        assert (now(public).live, now(public).expired, now(public).expire_at) == (
            True,
            False,
            None,
        )


def test_an_end_that_is_ahead_stays(public, editor):
    ends_in(public, editor, days=2)

    by_review(now(public), editor)

    assert now(public).live
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        schedule.run()
        assert not now(public).live


def test_a_schedule_that_comes_due_after_its_own_end_publishes_nothing(public, editor):
    listings.unpublish_listing(public.pk, reason="暂停", actor=public.author)
    text = now(public).draft
    text.go_live_at = timezone.now() + timedelta(hours=1)
    text.expire_at = timezone.now() + timedelta(hours=2)
    revision = text.save_revision(user=editor)
    revision.publish(user=editor, skip_permission_checks=True)

    with time_machine.travel(timezone.now() + timedelta(days=1)):  # the worker stood still
        schedule.run()

    assert not now(public).live
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None
