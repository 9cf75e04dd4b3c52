"""Comments at single parts: given with a decision, answered and settled by the owner."""

import pytest
from django.urls import reverse

from core.errors import PermissionDenied, WrongState
from core.models import AuditEvent
from marketplace.models import Listing, ReviewComment
from marketplace.services import comments
from tests.marketplace.conftest import office_of

pytestmark = pytest.mark.django_db

NAME = "wagtailsnippets_marketplace_listing"


@pytest.fixture
def comment(client, submitted, editor):
    """An editor's, given in the admin with a return."""
    client.force_login(editor)
    state = submitted.current_workflow_task_state
    url = reverse(f"{NAME}:workflow_action", args=[submitted.pk, "reject", state.pk])
    client.post(url, {"comment": "请写明检测机构。", "on_trl_evidence": "哪家机构？"})
    return ReviewComment.objects.get()


def test_a_return_in_the_admin_comments_at_the_part(comment, submitted, editor):
    assert (comment.field, comment.text) == ("trl_evidence", "哪家机构？")
    assert (comment.stage, comment.author) == ("city", editor)
    assert comment.revision_id == submitted.latest_revision_id
    assert Listing.objects.get().status == Listing.Status.RETURNED


def test_the_author_sees_it_at_the_part_answers_and_settles(client, comment, submitted):
    client.force_login(submitted.author)
    edit = reverse("marketplace:edit", args=[submitted.number])
    assert "哪家机构？" in client.get(edit).content.decode()

    client.post(reverse("marketplace:comment_answer", args=[comment.pk]), {"answer": "已写明。"})
    client.post(reverse("marketplace:comment_resolve", args=[comment.pk]))

    comment.refresh_from_db()
    assert (comment.answer, comment.answered_by) == ("已写明。", submitted.author)
    assert (comment.resolved_by, comment.resolved_at is not None) == (submitted.author, True)
    acts = AuditEvent.objects.filter(subject_type="marketplace.reviewcomment")
    assert [*acts.order_by("id").values_list("action", flat=True)] == [
        "listing.comment",
        "listing.answer_comment",
        "listing.resolve_comment",
    ]


def test_ones_own_list_counts_what_is_open(client, comment, submitted):
    client.force_login(submitted.author)
    mine = reverse("marketplace:mine")
    assert "1 条意见待处理" in client.get(mine).content.decode()

    comments.resolve_comment(comment.pk, actor=submitted.author)

    assert "条意见待处理" not in client.get(mine).content.decode()


def test_the_office_answers_for_its_people(comment, submitted):
    answered = comments.answer_comment(comment.pk, answer="已改。", actor=office_of(submitted))

    assert answered.answered_by == office_of(submitted)


def test_who_only_reviews_does_not_answer(comment, editor, researcher):
    for who in (editor, researcher):
        with pytest.raises(PermissionDenied):
            comments.answer_comment(comment.pk, answer="x", actor=who)
        with pytest.raises(PermissionDenied):
            comments.resolve_comment(comment.pk, actor=who)

    assert ReviewComment.objects.get().answer == ""


def test_what_is_settled_stays_so(comment, submitted):
    comments.resolve_comment(comment.pk, actor=submitted.author)

    with pytest.raises(WrongState):
        comments.answer_comment(comment.pk, answer="x", actor=submitted.author)


@pytest.mark.parametrize("answer", ["", "  ", "长" * 1001])
def test_an_answer_says_something_and_not_too_much(client, comment, submitted, answer):
    client.force_login(submitted.author)
    url = reverse("marketplace:comment_answer", args=[comment.pk])

    assert "没有存上" in client.post(url, {"answer": answer}, follow=True).content.decode()
    assert ReviewComment.objects.get().answer == ""


def test_the_desk_shows_the_comment_and_its_answer(client, comment, submitted, editor):
    comments.answer_comment(comment.pk, answer="已写明机构。", actor=submitted.author)
    client.force_login(editor)

    page = client.get(reverse(f"{NAME}:edit", args=[submitted.pk])).content.decode()

    assert "哪家机构？" in page
    assert "已写明机构。" in page
    assert "单位同意" in page
