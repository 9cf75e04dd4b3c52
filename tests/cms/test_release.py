"""Every way to the public needs a review of exactly that text; every change is told once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page

from cms import reviews, schedule
from cms.models import HomePage, PolicyIndexPage, PolicyPage, ReleaseReview
from core.models import AuditEvent
from core.review import ReleaseRefused
from tests.cms.release import decide, forget, is_live, passed, submitted, told


def edit_form(page, **more):
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "issuer": page.issuer,
        "document_number": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **more,
    }


# ── the reviewed way ─────────────────────────────────────────────────


def test_an_approval_with_an_opinion_publishes_and_is_told_once(client, draft, author, colleague):
    state = submitted(client, draft, author)
    client.force_login(colleague)

    decide(client, draft, state, "approve", "不涉密，数字已核对。")

    assert is_live(draft)
    review = ReleaseReview.objects.get(page=draft.pk)
    assert (review.author, review.reviewer, review.opinion) == (
        author,
        colleague,
        "不涉密，数字已核对。",
    )
    assert told() == (["page.publish"], 1)
    event = AuditEvent.objects.get()
    assert event.actor == colleague
    assert event.changes["review"] == review.pk


def test_an_approval_without_an_opinion_is_refused(client, draft, author, colleague):
    state = submitted(client, draft, author)
    client.force_login(colleague)

    decide(client, draft, state, "approve", "")

    assert not is_live(draft)
    assert told() == ([], 0)


def test_an_author_cannot_review_their_own_revision(client, draft, author):
    state = submitted(client, draft, author)
    client.force_login(author)

    decide(client, draft, state, "approve", "同意。")

    assert not is_live(draft)
    assert not ReleaseReview.objects.filter(page=draft.pk).exists()
    with pytest.raises(PermissionDenied):
        reviews.record(
            draft.get_latest_revision(), reviewer=author, approved=True, opinion="同意。"
        )


def test_a_return_keeps_the_opinion_and_publishes_nothing(client, draft, author, colleague):
    state = submitted(client, draft, author)
    client.force_login(colleague)

    decide(client, draft, state, "reject", "来源未注明。")

    assert not is_live(draft)
    assert ReleaseReview.objects.get(page=draft.pk).decision == "returned"
    assert told() == (["page.return"], 0)


def test_a_text_changed_after_submission_is_not_what_was_reviewed(
    client, draft, author, colleague
):
    seen = draft.get_latest_revision()
    draft.summary = "改过的摘要"
    draft.save_revision(user=author)

    with pytest.raises(ValidationError):
        reviews.record(seen, reviewer=colleague, approved=True, opinion="同意。")


# ── ways without a review ────────────────────────────────────────────


def by_revision(page, user):
    page.get_latest_revision().publish(user=user)


def by_action(page, user):
    PublishPageRevisionAction(page.get_latest_revision(), user=user).execute(
        skip_permission_checks=True
    )


def by_plain_save(page, user):
    page.live = True
    page.save()


def by_base_row(page, user):
    row = Page.objects.get(pk=page.pk)
    row.live = True
    row.save()


def by_partial_save(page, user):
    page.live = True
    page.save(update_fields=["live"])


def by_schedule(page, user):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(user=user).publish(user=user)


@pytest.mark.parametrize(
    "way", [by_revision, by_action, by_plain_save, by_base_row, by_partial_save, by_schedule]
)
def test_no_code_publishes_without_a_review(way, draft, author):
    with pytest.raises(ReleaseRefused):
        way(draft, author)

    assert not is_live(draft)
    assert not draft.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert told() == ([], 0)


def test_the_publish_button_is_refused_even_for_a_superuser(client, draft, author):
    author.is_superuser = True
    author.save()
    client.force_login(author)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        edit_form(draft, **{"action-publish": "1"}),
    )

    assert not is_live(draft)
    assert told() == ([], 0)


def test_bulk_publishing_is_refused(client, draft, author):
    author.is_superuser = True
    author.save()
    client.force_login(author)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{url}?id={draft.pk}", {"next": "/admin/"})

    assert not is_live(draft)


def test_a_review_of_one_text_does_not_pass_another(public, author, colleague):
    public.summary = "另一个摘要"
    later = public.save_revision(user=author)

    with pytest.raises(ReleaseRefused):
        later.publish(user=colleague)

    assert PolicyPage.objects.get(pk=public.pk).summary == "示例摘要"


def test_a_live_text_cannot_be_changed_behind_the_review(public):
    public.summary = "改在原处"

    with pytest.raises(ReleaseRefused):
        public.save()
    row = Page.objects.get(pk=public.pk)
    row.title = "改在原处"
    with pytest.raises(ReleaseRefused):
        row.save()


def test_going_back_to_an_old_text_needs_its_own_review(public, author, colleague):
    first = public.live_revision
    public.summary = "第二版"
    public.save_revision(user=author)
    passed(public, colleague).publish(user=colleague)

    again = first.as_object().save_revision(user=author, previous_revision=first)

    with pytest.raises(ReleaseRefused):
        again.publish(user=author)


def test_a_copy_cannot_be_live(public, author):
    with pytest.raises(ReleaseRefused):
        public.copy(update_attrs={"slug": "copy"}, keep_live=True, user=author)

    assert not Page.objects.filter(slug="copy").exists()
    copy = public.copy(update_attrs={"slug": "copy"}, keep_live=False, user=author)
    assert not is_live(copy)
    assert told() == ([], 0)


def test_an_alias_is_refused(public, index):
    with pytest.raises(ReleaseRefused):
        public.create_alias(parent=index, update_slug="alias")


def test_a_translation_begins_as_a_draft(public):
    english = public.copy_for_translation(Locale.objects.get(language_code="en"))

    assert not is_live(english)
    assert told() == ([], 0)


# ── changes of what is public ────────────────────────────────────────


def test_a_scheduled_page_goes_public_on_time(draft, author, colleague):
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision(user=author)
    revision = passed(draft, colleague)

    revision.publish(user=colleague)
    assert told() == (["page.schedule"], 1)
    assert not is_live(draft)
    forget()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        schedule.run()

    assert is_live(draft)
    assert told() == (["page.publish"], 1)


def test_an_expired_page_leaves(public):
    Page.objects.filter(pk=public.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    schedule.run()

    assert not is_live(public)
    assert told() == (["page.expire"], 1)


def test_unpublishing_in_the_admin_asks_why_and_keeps_it(client, public, author):
    author.is_superuser = True
    author.save()
    client.force_login(author)
    url = reverse("wagtailadmin_pages:unpublish", args=[public.pk])

    client.post(url, {})
    assert is_live(public)
    client.post(url, {"reason": "文件已修订"})

    assert not is_live(public)
    assert told() == (["page.unpublish"], 1)
    event = AuditEvent.objects.get()
    assert (event.actor, event.changes) == (author, {"reason": "文件已修订"})


def test_unpublishing_by_code_is_told_once(public, author):
    UnpublishPageAction(public, user=author).execute(skip_permission_checks=True)

    assert told() == (["page.unpublish"], 1)


def test_moving_a_page_is_told_once(client, public, author, home):
    elsewhere = home.add_child(instance=PolicyIndexPage(title="旧文件", slug="old", live=False))
    author.is_superuser = True
    author.save()
    client.force_login(author)

    client.post(reverse("wagtailadmin_pages:move_confirm", args=[public.pk, elsewhere.pk]), {})

    assert told() == (["page.move"], 1)


def test_a_draft_saved_in_the_admin_tells_nobody(client, public, author):
    client.force_login(author)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[public.pk]),
        edit_form(public, summary="草稿里的摘要"),
    )

    now = PolicyPage.objects.get(pk=public.pk)
    assert (now.summary, now.get_latest_revision_as_object().summary) == (
        "示例摘要",
        "草稿里的摘要",
    )
    assert told() == ([], 0)


@pytest.mark.parametrize("act", ["publish", "unpublish", "delete", "move"])
def test_what_cannot_be_recorded_does_not_happen(act, public, author, colleague, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is full")

    public.summary = "第二版"
    public.save_revision(user=author)
    revision = passed(public, colleague)
    elsewhere = HomePage.objects.get(locale__language_code="en").get_children().first()
    forget()
    monkeypatch.setattr("core.audit.record", broken)
    acts = {
        "publish": lambda: revision.publish(user=colleague),
        "unpublish": public.unpublish,
        "delete": public.delete,
        "move": lambda: public.move(elsewhere, pos="last-child"),
    }

    with pytest.raises(RuntimeError), transaction.atomic():
        acts[act]()

    now = PolicyPage.objects.get(pk=public.pk)
    assert (now.live, now.summary, now.url_path) == (True, "示例摘要", public.url_path)
    assert told() == ([], 0)


def test_a_page_published_again_after_its_end_stays(draft, author, colleague):
    draft.expire_at = timezone.now() + timedelta(hours=1)
    draft.save_revision(user=author)
    passed(draft, colleague).publish(user=colleague)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        schedule.run()
        assert not is_live(draft)

        text = draft.get_latest_revision_as_object()
        assert text.expire_at is None  # nor is it offered to the writer again
        text.title = "改过的题目"
        text.save_revision(user=author)
        passed(text, colleague).publish(user=colleague)
        schedule.run()

        assert is_live(draft)
