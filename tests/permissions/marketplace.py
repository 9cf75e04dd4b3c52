"""成果与需求."""

from accounts.models import Role
from tests.factories import EnquiryFactory, ListingFactory
from tests.permissions.table import Case


def public(world):
    return [ListingFactory(public=True).number]


def draft(world):
    return [ListingFactory().number]


def enquiry(world):
    return [EnquiryFactory().pk]


def asked(world):
    """Of each caller in turn nobody's; the firm's own."""
    return [EnquiryFactory(asker=world.callers[Role.FIRM_MEMBER]).pk]


def own(**facts):
    """The researcher's own, in a state."""
    return lambda world: [ListingFactory(author=world.callers[Role.RESEARCHER], **facts).number]


OWN = Role.RESEARCHER
WRITERS = {Role.RESEARCHER: 200, Role.RESEARCH_OFFICE: 200, Role.FIRM_MEMBER: 200}
EDITOR = {Role.SITE_EDITOR: 200}
CASES = [
    Case("marketplace:listing", 200, args=public, anonymous=200),
    Case("marketplace:listing", 404, EDITOR, args=draft, anonymous=404, state="draft"),
    Case("marketplace:ask", 200, {"nobody": 403}, args=public),
    Case("marketplace:ask", 404, {Role.SITE_EDITOR: 409}, args=draft, state="draft"),
    Case("marketplace:enquiries", 200),
    Case("marketplace:enquiry", 404, args=enquiry),
    Case("marketplace:enquiry", 404, {Role.FIRM_MEMBER: 200}, args=asked, state="asked"),
    Case("marketplace:enquiry_close", 404, {Role.FIRM_MEMBER: 302}, args=asked, method="post"),
    Case("marketplace:mine", 200),
    Case("marketplace:begin", 403, WRITERS),
    Case("marketplace:edit", 404, {Role.SITE_EDITOR: 403, OWN: 200}, own()),
    Case(
        "marketplace:edit",
        404,
        {Role.SITE_EDITOR: 403, OWN: 409},
        own(status="submitted"),
        state="submitted",
    ),
    Case("marketplace:submit", 404, {Role.SITE_EDITOR: 403, OWN: 302}, own(title=""), "post"),
    Case("marketplace:withdraw", 404, {Role.SITE_EDITOR: 403, OWN: 409}, own(), "post"),
    Case("marketplace:unpublish", 403, {OWN: 200}, own(public=True)),
    Case("marketplace:unpublish", 404, {Role.SITE_EDITOR: 403, OWN: 409}, own(), state="draft"),
]
PREFIXES: dict[str, str] = {}
