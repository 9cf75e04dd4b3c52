"""成果与需求."""

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import BUREAU_ROLES, Role
from marketplace import freshness
from marketplace.models import Block, ListingFile, Report, ReviewComment, Slot
from tests.factories import (
    AgreementFactory,
    EnquiryFactory,
    ListingFactory,
    ListingImportFactory,
    NeedFactory,
    OfferFactory,
    UserFactory,
)
from tests.permissions.table import Case


def public(world):
    return [ListingFactory(public=True).number]


def draft(world):
    return [ListingFactory().number]


def sent(world):
    """It waits for the site's editors."""
    return [ListingFactory(status="consented").number]


def enquiry(world):
    return [EnquiryFactory().pk]


def asked(world):
    """Of each caller in turn nobody's; the firm's own."""
    return [EnquiryFactory(asker=world.callers[Role.FIRM_MEMBER]).pk]


def waiting(world):
    """For the unit of the caller from a research office."""
    office = world.callers[Role.RESEARCH_OFFICE].roles_in_force[0].organisation
    return [ListingFactory(organisation=office, status="submitted").number]


def comment(world):
    """On the researcher's own."""
    listing = ListingFactory(author=world.callers[Role.RESEARCHER], status="returned")
    said = ReviewComment.objects.create(
        listing=listing,
        revision=listing.save_revision(),
        field="title",
        stage="city",
        author=world.callers[Role.SITE_EDITOR],
        text="太长。",
    )
    return [said.pk]


def asked_of(world):
    """The researcher's to answer."""
    mine = ListingFactory(author=world.callers[Role.RESEARCHER], public=True)
    return [EnquiryFactory(listing=mine).pk]


def agreement(status="offered"):
    """The researcher's offer to the firm member's firm, in a state."""

    def made(world):
        firm = world.callers[Role.FIRM_MEMBER]
        enquiry = EnquiryFactory(
            listing=ListingFactory(author=world.callers[Role.RESEARCHER], public=True),
            asker=firm,
            organisation=firm.roles_in_force[0].organisation,
        )
        return [AgreementFactory(enquiry=enquiry, status=status).pk]

    return made


def a_slot(world):
    [pk] = asked_of(world)
    return [pk, Slot.objects.create(enquiry_id=pk, starts_at="2098-01-01T09:00:00+08:00").pk]


def own(**facts):
    """The researcher's own, in a state."""
    return lambda world: [ListingFactory(author=world.callers[Role.RESEARCHER], **facts).number]


def need(status="received", **facts):
    """Of the firm member's firm, in a state, in the county of the county's person."""

    def made(world):
        firm = world.callers[Role.FIRM_MEMBER]
        place = firm.memberships.get().organisation
        return [NeedFactory(author=firm, organisation=place, status=status, **facts).pk]

    return made


def public_need(world):
    return [NeedFactory(status="open").number]


def listed(tier):
    """A public listing with a file of that tier."""

    def make(world):
        listing = ListingFactory(public=True)
        row = ListingFile(listing=listing, name="检测.pdf", ending="pdf", size=8, sha256="0" * 64)
        row.uploaded_by = listing.author
        row.file.save("", ContentFile(b"%PDF-1.7"))
        listing.attachments = [{"file": row.pk, "kind": "evidence", "tier": tier, "title": "检测"}]
        listing.save(update_fields=["attachments"])
        return [listing.number, row.pk]

    return make


def own_file(world):
    """A file in the researcher's own draft, or none of others'."""
    return [*own()(world), 1]


def question(world):
    """A link that asks nobody's author whether an offer stands."""
    listing = ListingFactory(public=True, asked_on=timezone.localdate())
    return [freshness.link(listing, listing.author).split("/")[-2]]


def forged(world):
    return ["1:forged"]


def industry(world):
    return ["steel"]


def unit(world):
    return [ListingFactory(public=True).organisation_id]


def region(world):
    return [ListingFactory(public=True).region_id]


def offer(status="offered"):
    """The researcher's, to a need of the firm member's."""

    def made(world):
        firm = world.callers[Role.FIRM_MEMBER]
        place = firm.memberships.get().organisation
        left = NeedFactory(author=firm, organisation=place, status="open")
        author = world.callers[Role.RESEARCHER]
        return [OfferFactory(need=left, author=author, status=status).pk]

    return made


def report(**facts):
    def made(world):
        enquiry = EnquiryFactory()
        return [
            Report.objects.create(enquiry=enquiry, reporter=enquiry.asker, text="x", **facts).pk
        ]

    return made


def closed_report(world):
    staff = UserFactory()
    return report(outcome="settled", closed_by=staff, closed_at=timezone.now())(world)


def block(world):
    """The researcher's."""
    enquiry = EnquiryFactory(listing__author=world.callers[Role.RESEARCHER])
    place = enquiry.listing.organisation
    by = world.callers[Role.RESEARCHER]
    return [Block.objects.create(place=place, firm=enquiry.organisation, by=by).pk]


OWN = Role.RESEARCHER
SECTION = {Role.SECTION_STAFF: 200}
SIDES = {Role.RESEARCHER: 200, Role.FIRM_MEMBER: 200, Role.SECTION_STAFF: 200}
FIRM = {Role.FIRM_MEMBER: 200}
DESK = {Role.SECTION_STAFF: 200, Role.COUNTY_STAFF: 200}
CONFLICT = {Role.RESEARCHER: 409, Role.FIRM_MEMBER: 403}
OFFER_DESK = {Role.RESEARCHER: 403, Role.SECTION_STAFF: 403, Role.COUNTY_STAFF: 403}
SOLVERS = dict.fromkeys(
    (Role.RESEARCHER, Role.RESEARCH_OFFICE, Role.FIRM_MEMBER, Role.BROKER, Role.AGENCY_HEAD), 200
)
DESK_CONFLICT = dict.fromkeys(DESK, 409)
WRITERS = {Role.RESEARCHER: 200, Role.RESEARCH_OFFICE: 200, Role.FIRM_MEMBER: 200}
TIER = {"tier": "firm"}
OFFICE = {Role.RESEARCH_OFFICE: 200}
EDITOR = {Role.SITE_EDITOR: 200}
CASES = [
    Case("marketplace:achievements", 200, anonymous=200),
    Case("marketplace:by_industry", 200, args=industry, anonymous=200),
    Case("marketplace:by_unit", 200, args=unit, anonymous=200),
    Case("marketplace:by_region", 200, args=region, anonymous=200),
    Case("marketplace:history", 200, args=public, anonymous=200),
    Case("marketplace:history", 404, args=draft, anonymous=404, state="draft"),
    Case("marketplace:qr", 200, args=public, anonymous=200),
    Case("marketplace:qr", 404, args=draft, anonymous=404, state="draft"),
    Case("marketplace:availability", 403, {OWN: 200}, own(public=True)),
    Case("marketplace:availability", 404, {OWN: 409}, own(), state="draft"),
    Case("marketplace:confirm", 200, args=question, anonymous=200),
    Case(
        "marketplace:confirm", 404, args=lambda _world: ["1:forged"], anonymous=404, state="forged"
    ),
    Case("marketplace:appraisal", 403, WRITERS),
    Case("marketplace:listing", 200, args=public, anonymous=200),
    Case("marketplace:listing", 404, args=draft, anonymous=404, state="draft"),
    Case("marketplace:listing", 404, EDITOR, args=sent, anonymous=404, state="sent"),
    Case("marketplace:restricted", 404, EDITOR, args=sent, state="in a review"),
    Case("marketplace:restricted", 403, args=public, state="public"),
    Case("marketplace:restricted", 404, args=draft, state="draft"),
    Case("marketplace:ask", 403, SOLVERS, args=public),
    Case("marketplace:ask", 404, args=draft, state="draft"),
    Case("marketplace:enquiries", 200),
    Case("marketplace:enquiry", 404, args=enquiry),
    Case("marketplace:enquiry", 404, {Role.FIRM_MEMBER: 200}, args=asked, state="asked"),
    Case("marketplace:enquiry_close", 404, {Role.FIRM_MEMBER: 302}, args=asked, method="post"),
    Case("marketplace:enquiry_times", 404, {OWN: 200}, asked_of),
    Case("marketplace:enquiry_times", 404, {Role.FIRM_MEMBER: 403}, asked, state="asked"),
    Case("marketplace:enquiry_agree", 404, {OWN: 302}, a_slot, "post"),
    Case("marketplace:enquiry_report", 404, {OWN: 200}, asked_of),
    Case("marketplace:reports", 403, SECTION),
    Case("marketplace:report_close", 404, SECTION, report()),
    Case("marketplace:report_close", 404, {Role.SECTION_STAFF: 409}, closed_report, state="over"),
    Case("marketplace:blocks", 200),
    Case("marketplace:block_lift", 404, {OWN: 302, Role.SECTION_STAFF: 302}, block, "post"),
    Case("marketplace:declines", 403, DESK),
    Case("marketplace:offer_need", 403, SOLVERS, public_need),
    Case("marketplace:offers", 200),
    Case("marketplace:offer", 404, SIDES | {Role.COUNTY_STAFF: 200}, offer()),
    Case(
        "marketplace:offer_accept",
        404,
        OFFER_DESK | {Role.FIRM_MEMBER: 302},
        offer(),
        "post",
    ),
    Case("marketplace:offer_decline", 404, OFFER_DESK | {Role.FIRM_MEMBER: 200}, offer()),
    Case(
        "marketplace:offer_decline",
        404,
        OFFER_DESK | {Role.FIRM_MEMBER: 409},
        offer("accepted"),
        state="over",
    ),
    Case(
        "marketplace:offer_withdraw",
        404,
        dict.fromkeys(SIDES | {Role.COUNTY_STAFF: 403}, 403) | {OWN: 302},
        offer(),
        "post",
    ),
    Case("marketplace:enquiry_decline", 404, {OWN: 200}, asked_of),
    Case("marketplace:enquiry_decline", 404, {Role.FIRM_MEMBER: 403}, asked, state="asked"),
    Case("marketplace:agreement_offer", 404, {OWN: 302}, asked_of, "post"),
    Case("marketplace:agreement_offer", 404, {Role.FIRM_MEMBER: 403}, asked, "post", state="own"),
    Case("marketplace:agreement", 404, {OWN: 200, Role.FIRM_MEMBER: 200}, agreement()),
    Case("marketplace:agreement_copy", 404, {OWN: 403, Role.FIRM_MEMBER: 200}, agreement()),
    Case(
        "marketplace:agreement_accept",
        404,
        {OWN: 302, Role.FIRM_MEMBER: 403},
        agreement("checking"),
        "post",
    ),
    Case(
        "marketplace:agreement_return",
        404,
        {OWN: 200, Role.FIRM_MEMBER: 403},
        agreement("checking"),
    ),
    Case("marketplace:agreement_withdraw", 404, {OWN: 200, Role.FIRM_MEMBER: 403}, agreement()),
    Case("marketplace:agreement_withdraw", 404, CONFLICT, agreement("withdrawn"), state="over"),
    Case("marketplace:ledger", 200),
    Case("marketplace:ledger", 200, data={"export": "xlsx"}, state="xlsx"),
    Case("marketplace:mine", 200),
    Case("marketplace:begin", 403, WRITERS),
    Case("marketplace:edit", 404, {OWN: 200}, own()),
    Case(
        "marketplace:edit",
        404,
        {Role.SITE_EDITOR: 403, OWN: 409},
        own(status="submitted"),
        state="submitted",
    ),
    Case("marketplace:restrict", 404, {OWN: 200}, own()),
    Case(
        "marketplace:restrict",
        404,
        {Role.SITE_EDITOR: 403, OWN: 409},
        own(status="submitted"),
        state="submitted",
    ),
    Case("marketplace:files", 404, {OWN: 200}, own()),
    Case(
        "marketplace:file_tier",
        404,
        {OWN: 302},
        own_file,
        "post",
        data={"tier": "firm"},
    ),
    Case("marketplace:detach", 404, {OWN: 302}, own_file, "post"),
    Case("marketplace:file", 200, args=listed("public"), anonymous=200),
    Case("marketplace:file", 200, {"nobody": 403}, args=listed("firm"), state="firm"),
    Case("marketplace:file", 403, args=listed("review"), state="review"),
    Case("marketplace:preview", 404, {OWN: 200}, own(), "post"),
    Case("marketplace:submit", 404, {OWN: 302}, own(title=""), "post"),
    Case("marketplace:withdraw", 404, {OWN: 409}, own(), "post"),
    Case("marketplace:consents", 403, OFFICE),
    Case("marketplace:consent", 404, {Role.SITE_EDITOR: 403} | OFFICE, waiting),
    Case("marketplace:consent", 404, {OWN: 403}, own(), state="draft"),
    Case(
        "marketplace:comment_answer",
        404,
        {Role.SITE_EDITOR: 403, OWN: 302},
        comment,
        "post",
        {"answer": "已改。"},
    ),
    Case("marketplace:comment_resolve", 404, {Role.SITE_EDITOR: 403, OWN: 302}, comment, "post"),
    Case("marketplace:discard", 404, {OWN: 200}, own()),
    Case("marketplace:discard", 404, {OWN: 302}, own(), "post", state="post"),
    Case("marketplace:discard", 403, args=own(public=True), state="public"),
    Case("marketplace:unpublish", 403, {OWN: 200}, own(public=True)),
    Case("marketplace:unpublish", 404, {OWN: 409}, own(), state="draft"),
    Case("marketplace:needs", 200, anonymous=200),
    Case("marketplace:leave_need", 200, dict.fromkeys(BUREAU_ROLES, 403), anonymous=200),
    Case("marketplace:my_needs", 200),
    Case("marketplace:public_need", 200, args=public_need, anonymous=200),
    Case("marketplace:need", 404, FIRM, need()),
    Case("marketplace:need_photo", 404, args=need(), anonymous=404),
    Case("marketplace:need_object", 404, FIRM, need("proposed")),
    Case("marketplace:need_settle", 404, FIRM, need("open")),
    Case("marketplace:need_withdraw", 404, {Role.FIRM_MEMBER: 302}, need(), "post"),
    Case("marketplace:need_link", 200, args=lambda _world: ["token"], anonymous=200),
    Case("marketplace:desk_needs", 403, DESK),
    Case("marketplace:desk_need", 404, DESK, need()),
    Case("marketplace:need_refine", 404, DESK, need("refining")),
    Case("marketplace:need_refine", 404, DESK_CONFLICT, need(), state="received"),
    Case("marketplace:need_decline", 404, DESK, need()),
    Case("marketplace:need_take_down", 404, DESK, need("open")),
    Case("marketplace:need_take_down", 404, DESK_CONFLICT, need("matching"), state="private"),
    Case("marketplace:desk_need_settle", 404, DESK, need("matching")),
    Case("marketplace:desk_need_settle", 404, DESK_CONFLICT, need(), state="received"),
]
IMPORTERS = {Role.RESEARCH_OFFICE: 200, Role.SITE_EDITOR: 200, Role.OPERATOR: 200}


def importing(**facts):
    """An import for the unit of the research office."""

    def make(world):
        office = world.callers[Role.RESEARCH_OFFICE]
        return [ListingImportFactory(organisation=office.organisations().get(), **facts).pk]

    return make


CASES += [
    Case("marketplace:imports", 403, IMPORTERS),
    Case("marketplace:import_template", 403, IMPORTERS),
    Case("marketplace:import", 404, IMPORTERS, importing()),
    Case("marketplace:import_errors", 404, args=importing()),
    Case("marketplace:import_start", 404, dict.fromkeys(IMPORTERS, 302), importing(), "post"),
    Case("marketplace:import_undo", 404, dict.fromkeys(IMPORTERS, 409), importing()),
    Case(
        "marketplace:import_undo",
        404,
        IMPORTERS,
        importing(publishes=True, status="done"),
        state="done",
    ),
]
PREFIXES: dict[str, str] = {}
