"""The demo achievements: honest data, brought in as a person would bring them."""

import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from core.classifications import Industry, TechnologyField
from core.models import AuditEvent, Delivery, Notice
from marketplace import completeness, demo, demo_enquiries, permissions, reviews
from marketplace.models import (
    Availability,
    Enquiry,
    Listing,
    Message,
    Pilot,
    PriceKind,
    Tier,
)
from marketplace.models.terms import WITHOUT_NUMBER
from tests.marketplace.conftest import trail

S = Listing.Status
STATES = {
    S.PUBLISHED: 52,
    S.DRAFT: 3,
    S.SUBMITTED: 1,
    S.CONSENTED: 1,
    S.RETURNED: 2,
    S.UNPUBLISHED: 1,
}
NAMED_PLACE = re.compile(r"公司|大学|学院|研究院|研究所|集团|医科")


def live():
    return Listing.objects.public().select_related("author", "organisation", "live_revision")


def test_there_are_four_an_industry_and_no_two_alike():
    found = list(demo.achievements())

    assert Counter(one.facts["industry"] for one in found) == dict.fromkeys(Industry.values, 4)
    assert {one.facts["field"] for one in found} == set(TechnologyField.values)
    for said in ("title", "abstract", "problem"):
        texts = [one.facts[said] for one in found if said in one.facts]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("one", list(demo.achievements()), ids=lambda one: one.code)
def test_none_names_anybody(one):
    texts = [text for text in one.facts.values() if isinstance(text, str)]

    assert one.author.endswith("某")
    assert not [text for text in texts if NAMED_PLACE.search(text)]
    for right in one.facts.get("rights", []):
        assert not right["number"] or "示例" in right["number"]
        assert not right["holder"] or right["holder"].endswith("（示例）")
        assert (right["kind"] in WITHOUT_NUMBER) == (not right["number"])


def test_dates_in_the_texts_move_with_today():
    with time_machine.travel("2027-02-03T12:00:00+08:00", tick=False):
        evidence = " ".join(one.facts.get("trl_evidence", "") for one in demo.achievements())

    assert "水力试验台报告（2026 年 10 月）" in evidence
    assert "检测报告 16 份（2025 年、2026 年）" in evidence
    assert "试验路检测报告（2024 年 9 月至 2026 年 9 月）" in evidence
    assert "{" not in evidence


def test_a_dozen_conversations_stand_in_every_state_and_load_once(demo_listings):
    made = demo_enquiries.load_demo_enquiries()
    acts = AuditEvent.objects.count()
    again = demo_enquiries.load_demo_enquiries()

    rows = Enquiry.objects.prefetch_related("messages")
    assert (made, again, AuditEvent.objects.count()) == (12, 0, acts)
    assert Counter(row.status for row in rows) == {"open": 4, "answered": 5, "closed": 3}
    for row in rows:
        sides = [message.from_owner for message in row.messages.all()]
        assert sides == [bool(number % 2) for number in range(len(sides))]
        assert row.is_demo
        happened = list(row.chain.events.order_by("id").values_list("at", flat=True))
        said_at = [message.at for message in row.messages.all()]
        assert happened[0] == row.created_at == said_at[0]
        assert {*said_at} <= {*happened}
        assert not row.chain.events.filter(recorded_at__isnull=True).exists()
    said = list(Message.objects.values_list("text", "at"))
    assert len({text for text, _at in said}) == len(said)
    assert all(at <= timezone.now() for _text, at in said)
    for phone in ("13900000012", "13900000013"):  # the demo's researcher and firm
        assert rows.visible_to(User.objects.get(phone=phone)).count() >= 3
    assert not Delivery.objects.filter(notice__kind__startswith="enquiry.").exists()


def test_they_stand_in_every_state_as_real_ones_would(demo_listings):
    rows = Listing.objects.select_related("organisation", "author")

    assert Counter(row.status for row in rows) == STATES
    assert {row.live for row in rows.filter(status=S.PUBLISHED)} == {True}
    assert {row.live for row in rows.exclude(status=S.PUBLISHED)} == {False}
    assert set(live().values_list("availability", flat=True)) == set(Availability.values)
    assert all(row.organisation.name.endswith("（示例）") for row in rows)
    assert all(row.region_id == row.organisation.region_id for row in rows)
    assert all(row.is_demo and row.author.is_demo for row in rows)
    assert rows.get(status=S.UNPUBLISHED).unpublish_reason
    by_unit, by_editor = sorted(
        rows.filter(status=S.RETURNED), key=lambda row: row.reviews.count()
    )
    assert by_unit.consents.get().decision == "returned"
    assert by_editor.reviews.get().opinion != demo.PASSED
    assert (by_unit.comments.count(), by_editor.comments.count()) == (1, 2)
    for row in live():
        went_the_way_of_a_real_one(row)
    assert set(live().values_list("price_kind", flat=True)) == set(PriceKind.values)
    assert set(live().values_list("pilot", flat=True)) == {*Pilot.values} - {"none"}
    acts, told = trail()
    assert len([act for act in acts if act != "listing.attach"]) == told  # its text follows
    some_are_stale_and_some_fresh()
    assert unread("listing.submitted") == {rows.get(status=S.SUBMITTED).pk}
    assert unread("listing.consented") == {rows.get(status=S.CONSENTED).pk}


def went_the_way_of_a_real_one(row):
    """Begun and submitted by its author, complete, and passed by who has no part in it."""
    acts = AuditEvent.objects.filter(subject_type="marketplace.listing", subject_id=str(row.pk))
    way = ["listing.begin", "listing.submit", "listing.consent", "listing.publish"]
    taken = acts.filter(action__in=way).order_by("id").values_list("action", "actor")
    review = reviews.require_approval(row.live_revision)

    assert not completeness.missing(row)
    assert permissions.may_review(review.reviewer, row)
    assert timezone.localdate(review.at) == row.confirmed_on
    consent = row.consents.get()
    actors = [row.author_id, row.author_id, consent.by_id, review.reviewer_id]
    assert list(taken) == list(zip(way, actors, strict=True))


def test_one_has_a_paper_for_each_circle_of_readers(demo_listings):
    with_papers = [row for row in live() if row.attachments]

    tiers = sorted([entry["tier"] for entry in row.attachments] for row in with_papers)
    assert tiers == [["confidential"], [*Tier.values]]
    for row in with_papers:
        for entry in row.attachments:
            kept = row.files.get(pk=entry["file"])
            with kept.file.open("rb") as paper:
                said = "".join(page.extract_text() for page in PdfReader(paper).pages)
            assert "演示" in entry["title"]
            assert "Demo document" in said


def some_are_stale_and_some_fresh():
    today = timezone.localdate()
    confirmed = list(live().values_list("confirmed_on", flat=True))

    assert sum(today - day > timedelta(days=180) for day in confirmed) == 8
    assert sum(today - day < timedelta(days=30) for day in confirmed) == 19


def unread(kind):
    found = Notice.objects.filter(kind=kind, read_at=None)
    return {int(pk) for pk in found.values_list("subject_id", flat=True)}


def test_a_second_run_changes_nothing_and_a_third_brings_back_what_is_gone(demo_listings):
    people, acts = User.objects.count(), AuditEvent.objects.count()

    again = demo.load_demo_listings()
    unchanged = (User.objects.count(), AuditEvent.objects.count())
    Listing.objects.filter(status=S.DRAFT).first().delete()
    third = demo.load_demo_listings()

    assert (again, third) == (0, 1)
    assert unchanged == (people, acts)
    assert Counter(Listing.objects.values_list("status", flat=True)) == STATES


def test_without_demo_nothing_is_made(db, settings):
    settings.DEMO = False

    for what in ("listings", "enquiries", "needs", "dealings"):
        with pytest.raises(CommandError):
            call_command(f"load_demo_{what}")

    assert not Listing.objects.exists()
