"""What of an enquiry stands on the listing's page: a public question and its public answer."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from core.errors import ValidationError
from marketplace.models import Enquiry, Message, Slot
from marketplace.services import disclosure, enquiries, meetings
from tests.factories import EnquiryFactory, ListingFactory

pytestmark = pytest.mark.django_db

QUESTION = "能用于 6 μm 吗？"


@pytest.fixture
def listing(db):
    return ListingFactory(public=True)


@pytest.fixture
def enquiry(listing, firm_member):
    place = firm_member.roles_in_force[0].organisation
    return enquiries.ask(
        listing.pk, QUESTION, organisation=place, is_public=True, actor=firm_member
    )


def page_of(listing):
    return Client().get(listing.get_absolute_url()).content.decode()


def later(**span):
    return timezone.now() + timedelta(**span)


def propose(enquiry):
    meetings.propose_times(enquiry.pk, [later(days=3)], actor=enquiry.listing.author)


def agree(enquiry):
    slot = Slot.objects.create(enquiry=enquiry, from_owner=False, starts_at=later(days=3))
    meetings.agree_time(enquiry.pk, slot.pk, actor=enquiry.listing.author)


def offer(enquiry):
    disclosure.offer_agreement(enquiry.pk, actor=enquiry.listing.author)


def answer_in_private(enquiry):
    enquiries.answer(enquiry.pk, "先私下说。", is_private=True, actor=enquiry.listing.author)


@pytest.mark.parametrize("earlier", [propose, agree, offer, answer_in_private])
def test_whatever_came_first_the_public_answer_is_looked_at_and_shown(earlier, enquiry, listing):
    earlier(enquiry)
    assert "公开问答" not in page_of(listing)
    assert QUESTION not in page_of(listing)

    with pytest.raises(ValidationError, match="手机号码"):
        enquiries.answer(enquiry.pk, "请打 13900000001", actor=listing.author)
    enquiries.answer(enquiry.pk, "可以，见检测报告。", actor=listing.author)

    page = page_of(listing)
    assert QUESTION in page
    assert "可以，见检测报告。" in page
    assert "先私下说。" not in page
    assert Message.objects.filter(is_public=True, from_owner=True).count() == 1


def test_a_private_word_before_or_after_is_not_shown_and_may_name_a_phone(enquiry, listing):
    for text, is_private in (
        ("打 13900000001", True),
        ("可以。", False),
        ("再打 13900000001", False),
    ):
        enquiries.answer(enquiry.pk, text, is_private=is_private, actor=listing.author)

    assert "13900000001" not in page_of(listing)
    assert "可以。" in page_of(listing)


@pytest.mark.parametrize("is_answered", [False, True])
def test_a_refusal_is_never_shown(is_answered, enquiry, listing):
    if is_answered:
        enquiries.answer(enquiry.pk, "可以。", actor=listing.author)
    enquiries.decline(enquiry.pk, reason="other", text="价格谈不拢", actor=listing.author)

    page = page_of(listing)

    assert "价格谈不拢" not in page
    assert (QUESTION in page) is is_answered


def test_a_question_that_was_closed_without_an_answer_is_not_shown(client, enquiry, listing):
    enquiries.close(enquiry.pk, actor=enquiry.asker)

    assert QUESTION not in page_of(listing)
    client.force_login(enquiry.asker)
    assert "公开提问，没有公开" in client.get(enquiry.get_absolute_url()).content.decode()


def test_nothing_of_a_private_enquiry_is_ever_marked(listing, firm_member):
    place = firm_member.roles_in_force[0].organisation
    private = enquiries.ask(listing.pk, QUESTION, organisation=place, actor=firm_member)
    enquiries.answer(private.pk, "打 13900000001", actor=listing.author)

    assert not Message.objects.filter(is_public=True).exists()


def test_the_database_keeps_one_public_answer(enquiry, listing):
    enquiries.answer(enquiry.pk, "可以。", actor=listing.author)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            enquiry=enquiry, author=listing.author, text="又", from_owner=True, is_public=True
        )


def test_the_owner_is_told_who_reads_the_answer_and_may_keep_it_private(client, enquiry, listing):
    client.force_login(listing.author)
    address = enquiry.get_absolute_url()
    asked = client.get(address).content.decode()
    assert "任何人都能看到" in asked
    assert "仅咨询人可见" in asked

    client.post(address, {"text": "先私下说。", "is_private": "on"})
    again = client.get(address).content.decode()
    assert "任何人都能看到" in again
    assert "尚未公开" in again
    client.post(address, {"text": "可以，见检测报告。"})

    said = Message.objects.filter(from_owner=True).values_list("text", "is_public")
    assert [*said] == [("先私下说。", False), ("可以，见检测报告。", True)]
    after = client.get(address).content.decode()
    assert "仅咨询人可见" not in after
    assert "谁能看到：成果方、咨询人" in after


def test_both_sides_see_which_words_are_public(client, enquiry, listing):
    for who in (enquiry.asker, listing.author):
        client.force_login(who)
        assert "已在成果页面公开" not in client.get(enquiry.get_absolute_url()).content.decode()
    enquiries.answer(enquiry.pk, "可以。", actor=listing.author)
    enquiries.answer(enquiry.pk, "另谈。", actor=listing.author)

    for who in (enquiry.asker, listing.author):
        client.force_login(who)
        page = client.get(enquiry.get_absolute_url()).content.decode()
        assert page.count("已在成果页面公开") == 2


def said(enquiry, *texts, replied_after=timedelta(0), **facts):
    """An enquiry as it stood before messages knew whether they are public."""
    start = timezone.now() - timedelta(days=9)
    for n, text in enumerate(texts):
        who = enquiry.listing.author if n % 2 else enquiry.asker
        Message.objects.create(
            enquiry=enquiry,
            author=who,
            text=text,
            from_owner=bool(n % 2),
            at=start + timedelta(hours=n),
        )
    Enquiry.objects.filter(pk=enquiry.pk).update(
        replied_at=start + timedelta(hours=1) - replied_after, is_public=True, **facts
    )


def test_of_earlier_words_only_a_true_answer_is_public(listing):
    cases = {
        "true": (["能吗？", "能。", "多少钱？", "面谈。"], {}),
        "after_times": (["能吗？", "能。"], {"replied_after": timedelta(hours=1)}),
        "refused": (["能吗？", "不谈。"], {"status": "declined"}),
        "refused_later": (["能吗？", "能。", "多少钱？", "不谈。"], {"status": "declined"}),
        "phone": (["能吗？", "打 13900000001"], {}),
        "phone_asked": (["打 13900000001", "能。"], {}),
    }
    for texts, facts in cases.values():
        said(EnquiryFactory(listing=listing), *texts, **facts)
    said(private := EnquiryFactory(listing=listing), "能吗？", "能。")
    Enquiry.objects.filter(pk=private.pk).update(is_public=False)

    import_module("marketplace.migrations.0013_public_messages").mark_what_is_public(apps, None)

    shown = [
        [*Message.objects.filter(enquiry=one, is_public=True).values_list("text", flat=True)]
        for one in Enquiry.objects.order_by("pk")
    ]
    assert shown == [
        ["能吗？", "能。"],
        ["能吗？"],
        ["能吗？"],
        ["能吗？", "能。"],
        ["能吗？"],
        ["能。"],
        [],
    ]
    page = page_of(listing)
    assert page.count("能吗？") == 2
    for hidden in ("不谈。", "13900000001", "面谈。"):
        assert hidden not in page
