"""Many pages at once, over a live page, in another language: the rule holds and all is told."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from cms import schedule
from cms.models import PolicyIndexPage, PolicyPage, ReleaseReview
from core import audit
from core.models import AuditEvent
from core.review import ReleaseRefused
from tests.cms.release import FACTS, decide, forget, is_live, passed, submitted, told


def in_bulk(client, action, *pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{ids}&next=/admin/", data)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_public_page_is_not_deleted_before_it_is_taken_down(client, public, author, one_by_one):
    author.is_superuser = True
    author.save()
    client.force_login(author)

    if one_by_one:
        client.post(reverse("wagtailadmin_pages:delete", args=[public.pk]))
    else:
        in_bulk(client, "delete", public)

    assert is_live(public)
    assert told() == ([], 0)


def test_a_column_with_public_pages_is_not_deleted(client, public, index, author):
    author.is_superuser = True
    author.save()
    client.force_login(author)

    client.post(reverse("wagtailadmin_pages:delete", args=[index.pk]))

    assert is_live(public)


def test_drafts_are_deleted_in_bulk_and_told_each(client, index, draft, author):
    other = index.add_child(instance=PolicyPage(**FACTS, slug="other", live=False))
    author.is_superuser = True
    author.save()
    client.force_login(author)

    in_bulk(client, "delete", draft, other)

    assert not Page.objects.filter(pk__in=[draft.pk, other.pk]).exists()
    assert told() == (["page.delete", "page.delete"], 2)


def test_a_bulk_deletion_that_cannot_be_recorded_deletes_nothing(
    client, index, draft, author, monkeypatch
):
    other = index.add_child(instance=PolicyPage(**FACTS, slug="other", live=False))
    author.is_superuser = True
    author.save()
    client.force_login(author)
    record, calls = audit.record, []

    def full_at_the_second(*args, **kwargs):
        calls.append(args)
        if len(calls) > 1:
            raise RuntimeError("the trail is full")
        return record(*args, **kwargs)

    monkeypatch.setattr("core.audit.record", full_at_the_second)

    with pytest.raises(RuntimeError):
        in_bulk(client, "delete", draft, other)

    assert Page.objects.filter(pk__in=[draft.pk, other.pk]).count() == 2
    assert told() == ([], 0)


def test_taking_down_in_bulk_is_refused(client, public, author):
    author.is_superuser = True
    author.save()
    client.force_login(author)

    in_bulk(client, "unpublish", public)

    assert is_live(public)
    assert told() == ([], 0)


def test_moving_in_bulk_is_told_for_each_page(client, public, author, home):
    elsewhere = home.add_child(instance=PolicyIndexPage(title="旧文件", slug="old", live=False))
    author.is_superuser = True
    author.save()
    client.force_login(author)

    in_bulk(client, "move", public, chooser=elsewhere.pk)

    assert Page.objects.get(pk=public.pk).get_parent().pk == elsewhere.pk
    assert told() == (["page.move"], 1)
    assert AuditEvent.objects.get().actor == author


def test_a_schedule_over_a_live_page_leaves_it_until_then(public, author, colleague):
    public.summary = "第二版"
    public.go_live_at = timezone.now() + timedelta(hours=1)
    public.save_revision(user=author)

    passed(public, colleague).publish(user=colleague)

    assert PolicyPage.objects.get(pk=public.pk).summary == "示例摘要"
    assert told() == (["page.schedule"], 1)
    forget()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        schedule.run()
    assert PolicyPage.objects.get(pk=public.pk).summary == "第二版"
    assert told() == (["page.publish"], 1)


def test_a_schedule_over_a_live_page_needs_a_review(public, author):
    public.summary = "第二版"
    public.go_live_at = timezone.now() + timedelta(hours=1)

    with pytest.raises(ReleaseRefused):
        public.save_revision(user=author).publish(user=author)

    assert told() == ([], 0)


def test_an_english_translation_has_its_own_review(client, public, author, colleague, home):
    client.force_login(author)
    english = Locale.objects.get(language_code="en")
    url = reverse("simple_translation:submit_page_translation", args=[public.pk])

    client.post(url, {"locales": [english.pk]})

    page = PolicyPage.objects.get(locale=english)
    assert not page.live
    page.title, page.summary = "Example policy", "In short"
    page.save_revision(user=author)
    state = submitted(client, page, author)
    client.force_login(colleague)
    decide(client, page, state, "approve", "译文与中文一致。")
    assert is_live(page)
    assert told() == (["page.publish"], 1)
    client.logout()
    chinese_address, english_address = "/policies/example/", f"/en/policies/{page.slug}/"
    assert client.get(chinese_address).context["language_url"] == english_address
    assert client.get(english_address).context["language_url"] == chinese_address
    assert "Example policy" in client.get(english_address).content.decode()


def test_deleting_in_the_admin_is_told_once(client, public, author):
    public.unpublish()
    forget()
    author.is_superuser = True
    author.save()
    client.force_login(author)

    client.post(reverse("wagtailadmin_pages:delete", args=[public.pk]))

    assert not Page.objects.filter(pk=public.pk).exists()
    assert told() == (["page.delete"], 1)
    assert ReleaseReview.objects.filter(page=public.pk).exists()
