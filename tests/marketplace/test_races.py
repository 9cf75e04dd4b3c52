"""Two at one achievement, or at one enquiry, in the same moment: one wins, or both count.

What the trail and the outbox hold afterwards is what happened, no more and no less.
"""

import pytest

from accounts.models import Role
from core import audit
from core.audit_check import verify
from core.errors import ValidationError, WrongState
from core.models import AuditEvent, AuditUnsealed, Chain, OutboxMessage
from marketplace.models import Enquiry, Listing, ListingReview, Message, Offer
from marketplace.services import abuse, enquiries, listings, offers
from tests.factories import (
    EnquiryFactory,
    ListingFactory,
    MembershipFactory,
    NeedFactory,
    OfferFactory,
)
from tests.marketplace.conftest import approve, consent, trail
from tests.marketplace.test_publishing import decision_url
from tests.parts.people import person
from tests.parts.sign_in import SignedInClient
from tests.parts.threads import race

pytestmark = pytest.mark.django_db(transaction=True)
S = Listing.Status


@pytest.fixture(autouse=True)
def _the_trail_holds():
    yield
    while audit.seal():
        pass
    assert not AuditUnsealed.objects.exists()
    assert list(verify(heads=[audit.head()])) == []


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def in_review_again(listing):
    """A public listing, a changed text of which waits for its review."""
    listings.save_listing(listing.pk, {"benefit": "提高到 1.4 N/mm。"}, actor=listing.author)
    listings.submit_listing(listing.pk, actor=listing.author)
    consent(now(listing))
    AuditEvent.objects.all().delete()
    OutboxMessage.objects.all().delete()
    return now(listing)


@pytest.mark.parametrize("actions", [("approve", "approve"), ("approve", "reject")])
def test_two_editors_who_decide_at_once_make_one_decision(actions, submitted, editor, colleague):
    """In the admin: who comes second is told (409), or finds that nothing waits any more."""
    people = [editor, colleague]
    # As on the pages that both have open: whoever is first leaves no task to ask for.
    urls = [decision_url(submitted, action) for action in actions]

    def decide(number):
        client = SignedInClient()
        client.force_login(people[number])
        return client.post(urls[number], {"comment": "可以。"}).status_code

    codes = race(lambda: decide(0), lambda: decide(1))

    review = ListingReview.objects.get()
    winner = people.index(review.reviewer)
    assert codes[winner] == 302
    assert codes[1 - winner] in {302, 409}
    row = now(submitted)
    assert row.live == (review.decision == "approved")
    assert row.version == submitted.version + 1
    act = {"approved": "listing.publish", "returned": "listing.return"}[review.decision]
    assert trail() == ([act], 1)
    assert AuditEvent.objects.get(action=act).actor_id == review.reviewer_id


def test_of_two_approvals_let_go_together_one_is_refused(submitted, editor, colleague):
    """Both read the waiting task before either decides."""
    both = [now(submitted), now(submitted)]
    states = [row.current_workflow_task_state for row in both]

    def act(state, user):
        state.task.specific.on_action(state, user=user, action_name="approve", comment="可以。")

    got = race(lambda: act(states[0], editor), lambda: act(states[1], colleague))

    assert [type(answer) for answer in got].count(WrongState) == 1
    assert ListingReview.objects.count() == 1
    assert trail() == (["listing.publish"], 1)


def test_approved_or_withdrawn_and_never_both(submitted, editor):
    # Read before either acts: a page that an editor has open is a moment old.
    state = now(submitted).current_workflow_task_state

    got = race(
        lambda: state.task.specific.on_action(
            state, user=editor, action_name="approve", comment="可以。"
        ),
        lambda: listings.withdraw_listing(submitted.pk, actor=submitted.author),
    )

    approved, withdrawn = (not isinstance(answer, WrongState) for answer in got)
    row = now(submitted)
    assert approved != withdrawn
    assert (row.live, row.status) == ((True, S.PUBLISHED) if approved else (False, S.DRAFT))
    assert trail() == (["listing.publish" if approved else "listing.withdraw"], 1)


def test_what_is_submitted_while_it_is_edited_is_the_text_that_is_reviewed(market, editor):
    """Two tabs: the edit is in the text under review, or its writer is told that it is not."""
    draft = ListingFactory()
    draft.save_revision(user=draft.author)
    MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=draft.organisation)

    submitted, edited = race(
        lambda: listings.submit_listing(draft.pk, actor=draft.author),
        lambda: listings.save_listing(draft.pk, {"title": "改过的名称"}, actor=draft.author),
    )

    assert not isinstance(submitted, WrongState)
    was_edited = not isinstance(edited, WrongState)
    row = now(draft)
    under_review = row.current_workflow_task_state.revision.as_object()
    assert row.status == S.SUBMITTED
    assert (under_review.title == "改过的名称") == was_edited
    acts = ["listing.edit"] * was_edited + ["listing.submit"]
    assert trail() == (acts, len(acts))
    consent(row)
    approve(now(draft), editor)
    assert now(draft).title == under_review.title


def test_taken_down_while_a_new_text_is_approved_it_is_down(public, editor):
    """Its owner's word is the last in either order; a review that waited is over with it."""
    waiting = in_review_again(public)

    got = race(
        lambda: approve(waiting, editor),
        lambda: listings.unpublish_listing(public.pk, reason="暂停", actor=public.author),
    )

    approved = not isinstance(got[0], WrongState)
    row = now(public)
    assert (row.live, row.status) == (False, S.UNPUBLISHED)
    assert row.current_workflow_state is None
    acts = ["listing.publish"] * approved + ["listing.unpublish"]
    assert trail() == (acts, len(acts))
    assert ListingReview.objects.filter(decision="approved").count() == 1 + approved


def test_taken_down_twice_at_once_it_is_taken_down_once(public, editor):
    got = race(
        *(
            lambda actor=actor: listings.unpublish_listing(public.pk, reason="暂停", actor=actor)
            for actor in (public.author, editor)
        ),
        refused=ValidationError,
    )

    assert [type(answer) for answer in got].count(ValidationError) == 1
    assert trail() == (["listing.unpublish"], 1)


def said(enquiry):
    """Its messages, its acts in the trail, and how often its asker was told of an answer."""
    acts = AuditEvent.objects.filter(
        subject_type="marketplace.enquiry", subject_id=str(enquiry.pk)
    )
    told = enquiry.asker.notices.filter(kind="enquiry.answered", subject_id=str(enquiry.pk))
    return enquiry.messages.count(), sorted(acts.values_list("action", flat=True)), told.count()


def test_two_enquiries_about_one_achievement_answered_at_once_are_both_answered():
    listing = ListingFactory(public=True)
    asked = [EnquiryFactory(listing=listing) for _each in range(2)]

    race(
        *(
            lambda one=one: enquiries.answer(one.pk, "可以。", actor=listing.author)
            for one in asked
        )
    )

    for enquiry in asked:
        assert said(enquiry) == (1, ["enquiry.answer"], 1)
        assert Enquiry.objects.get(pk=enquiry.pk).status == "answered"


def test_author_and_office_who_answer_one_enquiry_at_once_are_both_heard():
    enquiry = EnquiryFactory()
    office = MembershipFactory(
        role=Role.RESEARCH_OFFICE, organisation=enquiry.listing.organisation
    ).user

    race(
        *(
            lambda who=who: enquiries.answer(enquiry.pk, f"{who.name}：可以。", actor=who)
            for who in (enquiry.listing.author, office)
        )
    )

    assert said(enquiry) == (2, ["enquiry.answer"] * 2, 2)
    assert Enquiry.objects.get().version == enquiry.version + 2


def test_closed_while_it_is_answered_nothing_is_said_after_the_end():
    enquiry = EnquiryFactory()

    got = race(
        lambda: enquiries.answer(enquiry.pk, "可以。", actor=enquiry.listing.author),
        lambda: enquiries.close(enquiry.pk, actor=enquiry.asker),
    )

    answered = not isinstance(got[0], WrongState)
    acts = ["enquiry.answer"] * answered + ["enquiry.close"]
    assert said(enquiry) == (int(answered), acts, int(answered))
    assert Enquiry.objects.get().status == "closed"


def test_a_question_sent_by_two_clicks_is_asked_once():
    listing = ListingFactory(public=True)
    held = MembershipFactory(role=Role.FIRM_MEMBER)

    got = race(
        *(
            lambda: enquiries.ask(
                listing.pk, "能用吗？", organisation=held.organisation, actor=held.user
            )
            for _click in range(2)
        ),
        refused=ValidationError,
    )

    assert [type(answer) for answer in got].count(ValidationError) == 1
    assert (Enquiry.objects.count(), Message.objects.count(), Chain.objects.count()) == (1, 1, 1)


def test_firms_that_ask_at_once_begin_a_chain_each():
    listing = ListingFactory(public=True)
    firms = [MembershipFactory(role=Role.FIRM_MEMBER) for _each in range(6)]

    race(
        *(
            lambda one=one: enquiries.ask(
                listing.pk, "能用吗？", organisation=one.organisation, actor=one.user
            )
            for one in firms
        )
    )

    numbers = sorted(Chain.objects.values_list("number", flat=True))
    assert Enquiry.objects.count() == len(set(numbers)) == 6
    assert int(numbers[-1][-6:]) - int(numbers[0][-6:]) == 5


def test_two_answers_of_one_unit_in_the_same_moment_are_one(researcher):
    need = NeedFactory(status="open")
    place = researcher.roles_in_force[0].organisation

    def make():
        return offers.make_offer(need.pk, "分区温控。", organisation=place, actor=researcher)

    got = race(make, make, refused=ValidationError)

    assert sorted(isinstance(answer, ValidationError) for answer in got) == [False, True]
    assert Offer.objects.count() == 1
    assert AuditEvent.objects.filter(action="offer.make").count() == 1


def test_an_answer_is_accepted_or_withdrawn_and_never_both(researcher):
    offer = OfferFactory(author=researcher)

    got = race(
        lambda: offers.accept_offer(offer.pk, actor=offer.need.author),
        lambda: offers.withdraw_offer(offer.pk, actor=researcher),
    )

    assert sorted(isinstance(answer, WrongState) for answer in got) == [False, True]
    acts = {"accepted": "offer.accept", "withdrawn": "offer.withdraw"}
    assert [*AuditEvent.objects.values_list("action", flat=True)] == [
        acts[Offer.objects.get().status]
    ]


def test_a_report_closed_by_two_at_once_has_one_outcome(section_staff):
    enquiry = EnquiryFactory()
    report = abuse.report_enquiry(enquiry.pk, "索要好处费", actor=enquiry.asker)
    other = person(Role.SECTION_STAFF)

    got = race(
        lambda: abuse.close_report(
            report.pk, outcome="upheld", answer="属实。", actor=section_staff
        ),
        lambda: abuse.close_report(report.pk, outcome="unfounded", answer="不实。", actor=other),
    )

    assert sorted(isinstance(answer, WrongState) for answer in got) == [False, True]
    assert AuditEvent.objects.filter(action="enquiry.close_report").count() == 1
