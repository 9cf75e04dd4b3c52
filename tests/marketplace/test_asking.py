"""Public questions, meetings, refusals, and how soon an owner answers."""

from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import ValidationError
from marketplace import responsiveness
from marketplace.models import Enquiry, Message, Slot
from marketplace.services import enquiries, meetings
from tests.factories import EnquiryFactory, ListingFactory
from tests.marketplace.conftest import forget

pytestmark = pytest.mark.django_db
Kind = Enquiry.Kind


@pytest.fixture
def listing(db):
    return ListingFactory(public=True)


def ask(listing, who, text="能用于 6 μm 吗？", **options):
    place = who.roles_in_force[0].organisation
    return enquiries.ask(listing.pk, text, organisation=place, actor=who, **options)


def later(**span):
    return timezone.now() + timedelta(**span)


def page_of(listing):
    return Client().get(listing.get_absolute_url()).content.decode()


def test_a_public_question_stands_on_the_page_once_it_is_answered(listing, firm_member):
    enquiry = ask(listing, firm_member, is_public=True)
    assert enquiry.organisation.name not in page_of(listing)
    assert "能用于 6 μm 吗？" not in page_of(listing)

    enquiries.answer(enquiry.pk, "可以，见检测报告。", actor=listing.author)
    enquiries.ask_again(enquiry.pk, "价格能谈吗？", actor=firm_member)
    enquiries.answer(enquiry.pk, "能，见面谈。", actor=listing.author)

    page = page_of(listing)
    assert "能用于 6 μm 吗？" in page
    assert "可以，见检测报告。" in page
    for private in ("价格能谈吗？", "能，见面谈。", enquiry.organisation.name, firm_member.name):
        assert private not in page


def test_a_private_question_never_does(listing, firm_member):
    enquiry = ask(listing, firm_member)
    enquiries.answer(enquiry.pk, "可以，见检测报告。", actor=listing.author)

    assert "可以，见检测报告。" not in page_of(listing)


def test_a_listing_that_was_taken_down_shows_no_questions(listing, firm_member, client):
    enquiry = ask(listing, firm_member, is_public=True)
    enquiries.answer(enquiry.pk, "可以，见检测报告。", actor=listing.author)
    type(listing).objects.update(live=False)
    client.force_login(listing.author)

    page = client.get(listing.get_absolute_url()).content.decode()

    assert "公开问答" not in page


def test_no_contact_data_in_public_from_either_side(listing, firm_member):
    with pytest.raises(ValidationError, match="手机号码"):
        ask(listing, firm_member, "请打 13900000001", is_public=True)
    assert not Enquiry.objects.exists()
    enquiry = ask(listing, firm_member, is_public=True)
    forget()

    with pytest.raises(ValidationError, match="邮箱"):
        enquiries.answer(enquiry.pk, "写信到 a@example.com", actor=listing.author)

    assert Enquiry.objects.get().status == Enquiry.Status.OPEN
    enquiries.answer(enquiry.pk, "可以。", actor=listing.author)
    enquiries.answer(enquiry.pk, "写信到 a@example.com", actor=listing.author)  # private
    assert "a@example.com" not in page_of(listing)


def test_the_owner_proposes_another_time_and_the_asker_agrees(listing, firm_member):
    enquiry = ask(listing, firm_member, kind=Kind.MEETING, times=[later(days=2)])
    meetings.propose_times(enquiry.pk, [later(days=3), later(days=4)], actor=listing.author)
    chosen = Slot.objects.filter(from_owner=True).first()

    meetings.agree_time(enquiry.pk, chosen.pk, actor=firm_member)

    row = Enquiry.objects.get()
    assert (row.meeting_at, row.status) == (chosen.starts_at, Enquiry.Status.ANSWERED)
    assert row.replied_at
    assert {*firm_member.notices.values_list("kind", flat=True)} == {"enquiry.times_proposed"}
    assert listing.author.notices.filter(kind="enquiry.time_agreed").exists()


def test_nobody_agrees_to_an_own_time_or_one_that_is_gone(listing, firm_member):
    enquiry = ask(listing, firm_member, kind=Kind.MEETING, times=[later(days=2)])
    own = Slot.objects.get()
    past = Slot.objects.create(enquiry=enquiry, from_owner=True, starts_at=later(days=-1))
    other = Slot.objects.create(enquiry=EnquiryFactory(), from_owner=True, starts_at=later(days=1))

    for slot in (own, past, other):
        with pytest.raises(ValidationError):
            meetings.agree_time(enquiry.pk, slot.pk, actor=firm_member)

    assert Enquiry.objects.get(pk=enquiry.pk).meeting_at is None


@pytest.mark.parametrize(
    "times",
    [
        [],
        [{"days": -1}],
        [{"days": 91}],
        [{"days": 1}, {"days": 2}, {"days": 3}, {"days": 4}],
    ],
)
def test_a_meeting_needs_one_to_three_times_that_can_be_kept(times, listing, firm_member):
    with pytest.raises(ValidationError):
        ask(listing, firm_member, kind=Kind.MEETING, times=[later(**span) for span in times])

    assert not Enquiry.objects.exists()


def test_a_new_offer_takes_the_place_of_the_old(listing, firm_member):
    enquiry = ask(listing, firm_member, kind=Kind.MEETING, times=[later(days=2)])

    enquiries.ask_again(
        enquiry.pk, "改期", kind=Kind.MEETING, times=[later(days=5)], actor=firm_member
    )

    assert Slot.objects.get().starts_at > later(days=4)
    assert [*Message.objects.values_list("kind", flat=True)] == ["meeting", "meeting"]


def test_declining_says_why_and_counts_as_a_word(listing, firm_member):
    enquiry = ask(listing, firm_member)
    with pytest.raises(ValidationError):
        enquiries.decline(enquiry.pk, reason="other", actor=listing.author)
    with pytest.raises(ValidationError):
        enquiries.decline(enquiry.pk, reason="bored", actor=listing.author)
    enquiries.decline(enquiry.pk, reason="too_early", actor=listing.author)

    row = Enquiry.objects.get()
    assert (row.status, row.get_reason_display()) == (Enquiry.Status.DECLINED, "还太早")
    assert row.replied_at
    assert firm_member.notices.get().kind == "enquiry.declined"
    assert ask(listing, firm_member).pk != enquiry.pk


def test_how_soon_an_owner_answers(listing):
    place, now = listing.organisation_id, timezone.now()
    assert responsiveness.of(place) is None
    for days_ago, waited in ((1, None), (10, 1), (20, 2), (30, 6), (91, 1)):
        row = EnquiryFactory(listing=listing)
        asked = now - timedelta(days=days_ago)
        replied = asked + timedelta(days=waited) if waited else None
        Enquiry.objects.filter(pk=row.pk).update(created_at=asked, replied_at=replied)
    EnquiryFactory(replied_at=now)  # of another owner

    assert responsiveness.of(place) == responsiveness.Responsiveness(4, 3, 2.0)
    assert "近 90 天 3/4 条已答复" in page_of(listing)
    assert "一般 2.0 天" in page_of(listing)


def test_how_soon_each_of_many_units_answers(listing, django_assert_num_queries):
    """Against the same figures worked out one by one, for what chance made up."""
    chance, now = Random(6), timezone.now()
    made: dict[int, list[tuple[float, float | None]]] = {}
    for _unit in range(5):
        own = ListingFactory(public=True)
        for _enquiry in range(chance.randint(0, 9)):
            row = EnquiryFactory(listing=own)
            days_ago = chance.uniform(0, 120)
            waited = chance.choice([None, chance.uniform(0, days_ago)])
            asked = now - timedelta(days=days_ago)
            replied = asked + timedelta(days=waited) if waited is not None else None
            Enquiry.objects.filter(pk=row.pk).update(created_at=asked, replied_at=replied)
            made.setdefault(own.organisation_id, []).append((days_ago, waited))
    expected = {}
    for unit, pairs in made.items():
        recent = [waited for days_ago, waited in pairs if days_ago < 90]
        waits = sorted(waited for waited in recent if waited is not None)
        half = len(waits) // 2
        middle = (waits[half] + waits[~half]) / 2 if waits else None
        days = None if middle is None else round(middle, 1)
        if recent:
            expected[unit] = responsiveness.Responsiveness(len(recent), len(waits), days)

    with django_assert_num_queries(1):
        found = responsiveness.of_all([*made, listing.organisation_id])

    assert found == expected
    assert len(expected) > 2


def test_lists_say_how_soon_a_unit_answers(client, listing):
    now = timezone.now()
    row = EnquiryFactory(listing=listing)
    Enquiry.objects.filter(pk=row.pk).update(
        created_at=now - timedelta(days=4), replied_at=now - timedelta(days=1)
    )
    pages = [
        reverse("marketplace:by_unit", args=[listing.organisation_id]),
        reverse("marketplace:by_industry", args=[listing.industry]),
    ]

    for page in pages:
        assert "近 90 天 1/1 条已答复，一般 3.0 天" in client.get(page).content.decode()


def test_pages_from_an_offer_to_a_time(client, listing, firm_member):
    client.force_login(firm_member)
    place = firm_member.roles_in_force[0].organisation
    address = reverse("marketplace:ask", args=[listing.number]) + "?kind=meeting"
    assert "时间 1" in client.get(address).content.decode()
    when = timezone.localtime(later(days=2)).strftime("%Y-%m-%dT%H:%M")
    client.post(address, {"organisation": place.pk, "text": "看中试线", "first_time": when})
    enquiry = Enquiry.objects.get()
    again = client.get(reverse("marketplace:ask", args=[listing.number]) + "?kind=disclosure")
    assert again["Location"] == f"{enquiry.get_absolute_url()}?kind=disclosure"
    client.force_login(listing.author)
    page = client.get(enquiry.get_absolute_url()).content.decode()
    assert "就这个时间" in page

    agree = reverse("marketplace:enquiry_agree", args=[enquiry.pk, Slot.objects.get().pk])
    done = client.post(agree, follow=True).content.decode()

    assert "时间已定" in done
    assert "约定时间" in done


@pytest.mark.parametrize("has_begun", [False, True])
def test_what_was_typed_stays_when_the_kind_is_changed(client, listing, firm_member, has_begun):
    client.force_login(firm_member)
    place = firm_member.roles_in_force[0].organisation
    address = reverse("marketplace:ask", args=[listing.number])
    if has_begun:
        address = ask(listing, firm_member).get_absolute_url()
    said = Enquiry.objects.count()

    page = client.post(
        address, {"organisation": place.pk, "text": "想看中试线", "switch": "meeting"}
    ).content.decode()

    assert "想看中试线</textarea>" in page
    assert "时间 1" in page
    assert '<input type="hidden" name="kind" value="meeting">' in page
    assert "请先改正" not in page
    assert Enquiry.objects.count() == said
    when = timezone.localtime(later(days=2)).strftime("%Y-%m-%dT%H:%M")
    client.post(
        address,
        {"organisation": place.pk, "text": "想看中试线", "kind": "meeting", "first_time": when},
    )
    assert Enquiry.objects.get().messages.last().kind == "meeting"
