"""Every path by which Wagtail publishes, schedules, takes down or deletes: one act, or nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from core import outbox
from core.errors import PermissionDenied, ValidationError, WrongState
from core.review import ReleaseRefused
from marketplace import schedule
from marketplace.models import Listing, ListingReview
from marketplace.services import consents, listings
from tests.factories import ListingFactory
from tests.marketplace.conftest import approve, consent, forget, office_of, trail

S = Listing.Status
NAME = "wagtailsnippets_marketplace_listing"


def edit_url(listing):
    return reverse(f"{NAME}:edit", args=[listing.pk])


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def decision_url(listing, action):
    """Where the admin decides on the task that waits now."""
    state = listing.current_workflow_task_state
    return reverse(f"{NAME}:workflow_action", args=[listing.pk, action, state.pk])


def act_in_admin(client, listing, action, opinion="不涉密，数字已核对。"):
    return client.post(decision_url(listing, action), {"comment": opinion})


def scheduled(listing, editor):
    """A passed text with a day on which it goes public."""
    text = listing.draft
    text.go_live_at = timezone.now() + timedelta(days=1)
    return text.save_revision(user=editor)


def test_approval_in_the_admin_publishes(client, submitted, editor):
    client.force_login(editor)

    answer = act_in_admin(client, submitted, "approve")

    assert answer.status_code in {200, 302}
    row = now(submitted)
    assert (row.live, row.status) == (True, S.PUBLISHED)
    assert row.version == submitted.version + 1
    assert trail() == (["listing.publish"], 1)
    review = ListingReview.objects.get()
    assert (review.reviewer, review.opinion) == (editor, "不涉密，数字已核对。")


def test_a_return_in_the_admin_gives_it_back_with_the_opinion(client, submitted, editor):
    client.force_login(editor)

    act_in_admin(client, submitted, "reject", "请写明检测机构。")

    row = now(submitted)
    assert (row.live, row.status) == (False, S.RETURNED)
    assert trail() == (["listing.return"], 1)
    assert "请写明检测机构。" in row.author.notices.get().body


def test_after_a_return_the_author_submits_again(submitted, editor):
    state = submitted.current_workflow_task_state
    state.task.specific.on_action(state, user=editor, action_name="reject", comment="请改。")

    listings.save_listing(submitted.pk, {"title": "改过的名称"}, actor=submitted.author)
    listings.submit_listing(submitted.pk, actor=submitted.author)
    consent(now(submitted))
    approve(now(submitted), editor)

    assert now(submitted).title == "改过的名称"
    assert now(submitted).live


def test_the_button_on_the_edit_form_publishes_a_passed_text(client, public, editor):
    listings.unpublish_listing(public.pk, reason="暂停", actor=public.author)
    client.force_login(editor)

    client.post(edit_url(public), {"action-publish": "1"})

    assert now(public).status == S.PUBLISHED
    assert trail() == (["listing.unpublish", "listing.publish"], 2)


def test_the_button_on_the_edit_form_publishes_nothing_else(client, submitted, editor):
    client.force_login(editor)

    answer = client.post(edit_url(submitted), {"action-publish": "1"})

    assert answer.status_code in {302, 403}
    assert not now(submitted).live
    assert trail() == ([], 0)


def test_a_first_publication_is_scheduled_and_the_clock_publishes(public, editor):
    listings.unpublish_listing(public.pk, reason="暂停", actor=public.author)
    revision = scheduled(now(public), editor)

    revision.publish(user=editor, skip_permission_checks=True)

    assert (now(public).live, now(public).status) == (False, S.SCHEDULED)
    assert trail() == (["listing.unpublish", "listing.schedule"], 2)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("publish_scheduled", verbosity=0)
    assert (now(public).live, now(public).status) == (True, S.PUBLISHED)
    assert trail() == (["listing.unpublish", "listing.schedule", "listing.publish"], 3)


def test_a_schedule_over_a_public_row_leaves_it_public(public, editor):
    scheduled(public, editor).publish(user=editor, skip_permission_checks=True)

    assert (now(public).live, now(public).status) == (True, S.SCHEDULED)
    assert trail() == (["listing.schedule"], 1)


def test_the_clock_takes_down_what_has_an_end(public):
    Listing.objects.filter(pk=public.pk).update(expire_at=timezone.now() - timedelta(hours=1))

    call_command("publish_scheduled", verbosity=0)

    assert (now(public).live, now(public).status) == (False, S.UNPUBLISHED)
    assert trail() == (["listing.expire"], 1)


def test_the_worker_publishes_on_time_and_takes_down_at_the_end(public, editor):
    listings.unpublish_listing(public.pk, reason="暂停", actor=public.author)
    revision = scheduled(now(public), editor)
    revision.publish(user=editor, skip_permission_checks=True)
    forget()

    schedule.run()
    assert not now(public).live
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        schedule.run()
        assert now(public).live
        Listing.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
        schedule.run()

    assert not now(public).live
    assert trail() == (["listing.publish", "listing.expire"], 2)


def test_one_refused_schedule_does_not_hold_the_next(public, editor):
    foreign = ListingFactory()
    refused = foreign.save_revision()
    due = timezone.now() - timedelta(hours=1)
    Revision.objects.filter(pk=refused.pk).update(approved_go_live_at=due)
    listings.unpublish_listing(public.pk, reason="暂停", actor=public.author)
    Revision.objects.filter(pk=public.latest_revision_id).update(
        approved_go_live_at=timezone.now()
    )

    schedule.run()

    assert not Listing.objects.get(pk=foreign.pk).live
    assert now(public).live
    assert Revision.objects.get(pk=refused.pk).approved_go_live_at is None


def test_unpublishing_in_the_admin(client, public, editor):
    client.force_login(editor)

    client.post(reverse(f"{NAME}:unpublish", args=[public.pk]))

    assert (now(public).live, now(public).status) == (False, S.UNPUBLISHED)
    assert trail() == (["listing.unpublish"], 1)


@pytest.mark.parametrize("in_bulk", [False, True])
def test_deleting_in_the_admin(client, submitted, editor, in_bulk):
    editor.is_superuser = True
    editor.save()
    client.force_login(editor)
    url = reverse(f"{NAME}:delete", args=[submitted.pk])
    if in_bulk:
        bulk = reverse("wagtail_bulk_action", args=["marketplace", "listing", "delete"])
        url = f"{bulk}?id={submitted.pk}"

    client.post(url)

    assert not Listing.objects.filter(pk=submitted.pk).exists()
    assert trail() == (["listing.delete"], 1)


def broken(subjects):
    raise RuntimeError("the outbox is full")


PATHS = (
    *("consent", "send_back", "approve", "reject", "publish", "unpublish", "unpublish_in_admin"),
    *("schedule", "go_live", "expire", "delete", "delete_in_admin"),
)


@pytest.mark.parametrize("path", PATHS)
def test_where_the_outbox_fails_nothing_has_happened(path, at_unit, editor, client, monkeypatch):
    """Each way of the table of Wagtail's paths, and the unit's."""
    submitted = at_unit
    if path not in {"consent", "send_back"}:
        consent(submitted)
    if path not in {"consent", "send_back", "approve", "reject"}:
        approve(now(submitted), editor)
    if path in {"publish", "go_live"}:
        listings.unpublish_listing(submitted.pk, reason="暂停", actor=submitted.author)
    if path == "go_live":
        Revision.objects.filter(pk=now(submitted).latest_revision_id).update(
            approved_go_live_at=timezone.now()
        )
    if path == "expire":
        Listing.objects.update(expire_at=timezone.now() - timedelta(hours=1))
    editor.is_superuser = path == "delete_in_admin"
    editor.save()
    client.force_login(editor)
    row = now(submitted)
    revision = scheduled(row, editor) if path == "schedule" else None
    before = Listing.objects.filter(pk=submitted.pk).values().get()
    said = {"opinion": "请改。", "actor": office_of(row)}
    acts = {
        "consent": lambda: consent(row),
        "send_back": lambda: consents.send_back(row.pk, **said),
        "approve": lambda: approve(row, editor),
        "reject": lambda: act_in_admin(client, row, "reject"),
        "publish": lambda: client.post(edit_url(row), {"action-publish": "1"}),
        "unpublish_in_admin": lambda: client.post(reverse(f"{NAME}:unpublish", args=[row.pk])),
        "go_live": schedule.run,
        "delete_in_admin": lambda: client.post(reverse(f"{NAME}:delete", args=[row.pk])),
        "unpublish": lambda: row.unpublish(user=editor),
        "schedule": lambda: revision.publish(user=editor, skip_permission_checks=True),
        "expire": schedule.run,
        "delete": row.delete,
    }
    known = trail()
    monkeypatch.setattr(outbox, "announce_all", broken)

    with pytest.raises(RuntimeError, match="the outbox is full"), transaction.atomic():
        acts[path]()

    assert Listing.objects.filter(pk=submitted.pk).values().get() == before
    assert trail() == known


def test_an_old_text_comes_back_without_its_old_state(public, editor):
    old = public.latest_revision
    listings.set_availability(public.pk, "negotiating", actor=public.author)
    version = now(public).version

    old.publish(user=editor, skip_permission_checks=True)

    assert now(public).availability == "negotiating"
    assert now(public).version == version + 1


def test_one_changed_letter_needs_a_review_of_its_own(public, editor):
    listings.save_listing(public.pk, {"benefit": "提高 999 倍。"}, actor=public.author)

    with pytest.raises(ReleaseRefused):
        now(public).latest_revision.publish(user=editor, skip_permission_checks=True)

    assert now(public).benefit == public.benefit


def test_nobody_passes_their_own_or_their_units(submitted, editor, public_office_of):
    for insider in public_office_of(submitted):
        state = submitted.current_workflow_task_state
        with pytest.raises(PermissionDenied):
            state.task.specific.on_action(
                state, user=insider, action_name="approve", comment="可以"
            )

    assert trail() == ([], 0)
    assert not ListingReview.objects.exists()


@pytest.fixture
def public_office_of():
    from accounts.models import Membership, Organisation, Role  # noqa: PLC0415
    from tests.factories import MembershipFactory, OrganisationFactory  # noqa: PLC0415

    def make(listing):
        authority = OrganisationFactory(kind=Organisation.Kind.GOVERNMENT)
        author = MembershipFactory(
            user=listing.author, organisation=authority, role=Role.SITE_EDITOR
        ).user
        fellow = MembershipFactory(organisation=authority, role=Role.SITE_EDITOR).user
        MembershipFactory(user=fellow, organisation=listing.organisation, role=Role.RESEARCHER)
        assert Membership.objects.filter(user=fellow).count() == 2
        return author, fellow

    return make


def test_two_editors_one_decision(submitted, editor, colleague):
    one, other = (now(submitted).current_workflow_task_state for _n in range(2))
    one.task.specific.on_action(one, user=editor, action_name="approve", comment="可以。")

    with pytest.raises(WrongState):
        other.task.specific.on_action(
            other, user=colleague, action_name="reject", comment="不行。"
        )

    assert ListingReview.objects.get().reviewer == editor


def test_an_opinion_is_needed(submitted, editor):
    with pytest.raises(ValidationError):
        approve(submitted, editor, opinion=" ")

    assert not now(submitted).live


def test_the_desk_offers_a_decision_and_nothing_that_would_be_refused(client, submitted, editor):
    client.force_login(editor)
    address = reverse(f"{NAME}:edit", args=[submitted.pk])

    waiting = client.get(address).content.decode()
    approve(now(submitted), editor)
    public = client.get(address).content.decode()

    assert "同意发布" in waiting
    assert "退回修改" in waiting
    for name in ("action-publish", "action-cancel-workflow", "action-submit", "和发布"):
        assert name not in waiting + public
    assert "保存草稿" not in waiting + public
