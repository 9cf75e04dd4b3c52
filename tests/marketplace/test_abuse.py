"""Report to the bureau, block a firm."""

import pytest
from django.urls import reverse

from accounts.models import Role
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from marketplace.models import Block, Enquiry, Report
from marketplace.services import abuse, enquiries
from tests.factories import EnquiryFactory, ListingFactory, MembershipFactory

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
