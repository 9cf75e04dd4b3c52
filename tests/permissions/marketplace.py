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
]
PREFIXES: dict[str, str] = {}
