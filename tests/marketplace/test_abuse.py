"""Report to the bureau, block a firm."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from marketplace.models import Agreement, Block, Enquiry, Listing, Message, Report, Slot
from marketplace.services import abuse, disclosure, enquiries, meetings
from tests.factories import (
    AgreementFactory,
    EnquiryFactory,
    ListingFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.marketplace.conftest import forget
from tests.marketplace.test_disclosure import address, filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(firm_member):
    return EnquiryFactory(
        asker=firm_member, organisation=firm_member.roles_in_force[0].organisation
    )


def test_either_side_tells_the_section_once(enquiry, section_staff):
    for who in (enquiry.asker, enquiry.listing.author):
        abuse.report_enquiry(enquiry.pk, "索要好处费", actor=who)
        with pytest.raises(ValidationError):
            abuse.report_enquiry(enquiry.pk, "再说一次", actor=who)

    assert Report.objects.count() == 2
    assert "索要好处费" in section_staff.notices.first().body
    assert Enquiry.objects.get().status == Enquiry.Status.OPEN


def test_a_blocked_firm_asks_that_owner_no_more(enquiry, firm_member):
    listing = enquiry.listing
    abuse.report_enquiry(enquiry.pk, "推销", is_blocked=True, actor=listing.author)
    assert Enquiry.objects.get().status == Enquiry.Status.CLOSED
    other = ListingFactory(public=True, organisation=listing.organisation)

    for one in (listing, other):
        with pytest.raises(ValidationError, match="不再接受"):
            enquiries.ask(one.pk, "？", organisation=enquiry.organisation, actor=firm_member)

    elsewhere = ListingFactory(public=True)
    assert enquiries.ask(
        elsewhere.pk, "？", organisation=enquiry.organisation, actor=firm_member
    ).pk


def test_who_may_not_leaves_no_trace(enquiry, broker):
    for who, blocks in ((broker, False), (enquiry.asker, True)):
        with pytest.raises(PermissionDenied):
            abuse.report_enquiry(enquiry.pk, "x", is_blocked=blocks, actor=who)
    with pytest.raises(ValidationError):
        abuse.report_enquiry(enquiry.pk, " ", actor=enquiry.asker)

    assert not Report.objects.exists()
    assert not Block.objects.exists()
    assert not AuditEvent.objects.exists()


def test_pages_and_the_sections_list(client, enquiry, section_staff):
    client.force_login(enquiry.listing.author)
    page = reverse("marketplace:enquiry_report", args=[enquiry.pk])
    assert page in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(page, {"text": "反复推销", "is_blocked": "on"})
    client.force_login(section_staff)

    told = client.get(reverse("marketplace:reports")).content.decode()

    assert "反复推销" in told
    assert Block.objects.get().firm == enquiry.organisation


def closed(report, who, **facts):
    said = {"outcome": "upheld", "answer": "已约谈并责令改正。", **facts}
    return abuse.close_report(report.pk, **said, actor=who)


def test_the_section_closes_a_report_and_who_reported_is_told(enquiry, section_staff):
    author = enquiry.listing.author
    report = abuse.report_enquiry(enquiry.pk, "索要好处费", actor=author)
    with pytest.raises(ValidationError):
        closed(report, section_staff, answer=" ")
    with pytest.raises(ValidationError):
        closed(report, section_staff, outcome="whatever")
    closed(report, section_staff)

    row = Report.objects.get()
    assert (row.get_outcome_display(), row.closed_by) == ("属实，已处理", section_staff)
    told = author.notices.get(kind="enquiry.report_closed")
    assert "属实，已处理。已约谈并责令改正。" in told.body
    assert not enquiry.asker.notices.filter(kind="enquiry.report_closed").exists()
    event = AuditEvent.objects.get(action="enquiry.close_report")
    assert (event.chain, event.actor) == (enquiry.chain, section_staff)
    with pytest.raises(WrongState):
        closed(report, section_staff)


def test_the_other_side_does_not_read_who_reported_it(enquiry, section_staff):
    report = abuse.report_enquiry(enquiry.pk, "索要好处费", actor=enquiry.listing.author)
    closed(report, section_staff)

    def acts(who):
        return {entry.event.action for entry in timeline(enquiry.chain, who)}

    assert {"enquiry.report", "enquiry.close_report"} <= acts(enquiry.listing.author)
    assert not {"enquiry.report", "enquiry.close_report"} & acts(enquiry.asker)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECTION_STAFF])
def test_nobody_else_closes_it_or_lifts_a_block(role, enquiry, request):
    report = abuse.report_enquiry(
        enquiry.pk, "推销", is_blocked=True, actor=enquiry.listing.author
    )
    AuditEvent.objects.all().delete()

    with pytest.raises(PermissionDenied):
        closed(report, request.getfixturevalue(role))
    with pytest.raises(PermissionDenied):
        abuse.lift_block(Block.objects.get().pk, actor=request.getfixturevalue(role))

    assert not AuditEvent.objects.exists()


def test_nobody_of_the_section_closes_a_report_of_their_own(enquiry, section_staff):
    enquiry.asker = section_staff
    enquiry.save(update_fields=["asker"])
    report = abuse.report_enquiry(enquiry.pk, "索要好处费", actor=enquiry.listing.author)

    with pytest.raises(PermissionDenied):
        closed(report, section_staff)


@pytest.mark.parametrize("who", ["author", "office", "section"])
def test_after_a_block_is_lifted_the_firm_asks_again(who, enquiry, firm_member, section_staff):
    listing = enquiry.listing
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=listing.organisation).user
    abuse.report_enquiry(enquiry.pk, "推销", is_blocked=True, actor=listing.author)
    lifter = {"author": listing.author, "office": office, "section": section_staff}[who]

    abuse.lift_block(Block.objects.get().pk, actor=lifter)

    assert not Block.objects.exists()
    assert AuditEvent.objects.filter(action="enquiry.unblock", actor=lifter).count() == 1
    told = {listing.author, office} - {lifter}
    assert all(user.notices.filter(kind="enquiry.unblocked").exists() for user in told)
    assert enquiry.asker.notices.get(kind="enquiry.welcome").url == reverse(
        "marketplace:enquiries"
    )
    assert enquiries.ask(listing.pk, "？", organisation=enquiry.organisation, actor=firm_member).pk


def test_pages_of_closing_and_lifting(client, enquiry, section_staff):
    report = abuse.report_enquiry(
        enquiry.pk, "反复推销", is_blocked=True, actor=enquiry.listing.author
    )
    client.force_login(section_staff)
    page = reverse("marketplace:report_close", args=[report.pk])
    assert page in client.get(reverse("marketplace:reports")).content.decode()
    assert "反复推销" in client.get(page).content.decode()
    client.post(page, {"outcome": "unfounded", "answer": "双方属正常洽谈。"})
    listed = client.get(reverse("marketplace:reports"), {"state": "closed"}).content.decode()
    assert "双方属正常洽谈。" in listed
    assert client.get(page).status_code == 409

    client.force_login(enquiry.listing.author)
    own = client.get(enquiry.get_absolute_url()).content.decode()
    assert "双方属正常洽谈。" in own
    blocks = reverse("marketplace:blocks")
    assert blocks in own
    assert enquiry.organisation.shown_name in client.get(blocks).content.decode()
    client.post(reverse("marketplace:block_lift", args=[Block.objects.get().pk]))
    assert "没有屏蔽任何单位" in client.get(blocks).content.decode()


def slot(enquiry, *, from_owner):
    when = timezone.now() + timedelta(days=2)
    return Slot.objects.create(enquiry=enquiry, from_owner=from_owner, starts_at=when)


@pytest.fixture
def other(enquiry):
    """A second enquiry of the firm's, about another achievement of the same unit."""
    listing = ListingFactory(public=True, organisation=enquiry.listing.organisation)
    return EnquiryFactory(
        listing=listing, asker=enquiry.asker, organisation=enquiry.organisation, kind="disclosure"
    )


@pytest.fixture
def block(enquiry, other):
    abuse.report_enquiry(enquiry.pk, "推销", is_blocked=True, actor=enquiry.listing.author)
    forget()
    return Block.objects.get()


def acts(other):
    """Each act that a block stops, as who would do it."""
    owner, asker = other.listing.author, other.asker
    times = [timezone.now() + timedelta(days=3)]
    return {
        "ask again": lambda: enquiries.ask_again(other.pk, "在吗？", actor=asker),
        "answer": lambda: enquiries.answer(other.pk, "在。", actor=owner),
        "propose": lambda: meetings.propose_times(other.pk, times, actor=owner),
        "agree": lambda: meetings.agree_time(
            other.pk, slot(other, from_owner=True).pk, actor=asker
        ),
        "offer agreement": lambda: disclosure.offer_agreement(other.pk, actor=owner),
    }


def agreement_acts(other):
    owner, asker = other.listing.author, other.asker
    said = {"signatory": "示例总", "signatory_post": "", "is_authorised": True}

    def a(status):
        Agreement.objects.all().delete()
        return AgreementFactory(enquiry=other, status=status).pk

    return {
        "sign": lambda: disclosure.sign_agreement(
            a("offered"), **said, ip_address=None, actor=asker
        ),
        "accept": lambda: disclosure.accept_copy(a("checking"), actor=owner),
        "return": lambda: disclosure.return_copy(a("checking"), "不清", actor=owner),
    }


def test_a_block_stops_what_goes_on_in_other_enquiries_and_lifting_gives_it_back(other, block):
    for act in [*acts(other).values(), *agreement_acts(other).values()]:
        with pytest.raises(ValidationError, match="屏蔽"):
            act()
    assert not other.messages.exists()
    assert not AuditEvent.objects.exists()

    abuse.lift_block(block.pk, actor=block.by)

    for act in [*acts(other).values(), *agreement_acts(other).values()]:
        Agreement.objects.all().delete()
        assert act()


def test_under_a_block_either_side_may_end_it_and_the_owner_stop_disclosure(other, block):
    agreement = AgreementFactory(enquiry=other, status="in_force")

    disclosure.withdraw_agreement(agreement.pk, "不再合作", actor=other.listing.author)
    enquiries.close(other.pk, actor=other.asker)

    assert Enquiry.objects.get(pk=other.pk).status == Enquiry.Status.CLOSED


def test_a_block_keeps_the_firm_from_confidential_files_and_texts(client, enquiry, other):
    row = filed(other.listing)
    Listing.objects.filter(pk=other.listing_id).update(restricted_details="配比 3:7")
    agreement = AgreementFactory(enquiry=other, status="in_force")
    client.force_login(other.asker)
    assert client.get(address(row)).status_code == 200
    assert "配比 3:7" in client.get(other.listing.get_absolute_url()).content.decode()
    abuse.report_enquiry(enquiry.pk, "推销", is_blocked=True, actor=enquiry.listing.author)

    assert client.get(address(row)).status_code == 403
    assert "配比 3:7" not in client.get(other.listing.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        disclosure.note_view(other.listing, row, tier="confidential", actor=other.asker)
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert "保密资料不再提供" in page
    assert address(row) not in page
    assert Agreement.objects.get().status == "in_force"

    abuse.lift_block(Block.objects.get().pk, actor=enquiry.listing.author)
    assert client.get(address(row)).status_code == 200


def test_a_block_of_others_stops_nothing(enquiry, other):
    author = other.listing.author
    Block.objects.create(place=other.listing.organisation, firm=OrganisationFactory(), by=author)
    Block.objects.create(place=OrganisationFactory(), firm=other.organisation, by=author)

    assert enquiries.ask_again(other.pk, "在吗？", actor=other.asker)
    assert enquiries.answer(other.pk, "在。", actor=author)


def test_pages_under_a_block_are_read_and_offer_nothing_to_say(client, other, block):
    Message.objects.create(enquiry=other, author=other.asker, text="此前说过的话")
    for who, says in ((other.asker, "不再接受"), (other.listing.author, "已被屏蔽")):
        client.force_login(who)
        page = client.get(other.get_absolute_url()).content.decode()
        assert says in page
        assert "此前说过的话" in page
        assert 'name="text"' not in page
        assert "发出保密协议" not in page
        client.post(other.get_absolute_url(), {"text": "绕过"})
    client.force_login(other.listing.author)
    checking = AgreementFactory(enquiry=other, status="checking")
    accepted = client.post(
        reverse("marketplace:agreement_accept", args=[checking.pk]), follow=True
    )

    assert "屏蔽" in accepted.content.decode()
    assert Agreement.objects.get().status == "checking"
    assert other.messages.count() == 1
