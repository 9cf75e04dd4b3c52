"""技术经纪."""

from django.core.files.base import ContentFile

from accounts.models import Role
from brokers.models import Stage, Step
from tests.factories import DealFactory, EnquiryFactory
from tests.permissions.table import Case

B, H, S, C = Role.BROKER, Role.AGENCY_HEAD, Role.SECTION_STAFF, Role.COUNTY_STAFF


def a_deal(world, status, **facts):
    """The broker's of the matrix; the head of the matrix heads its agency."""
    agency = world.callers[B].memberships.get().organisation
    world.callers[H].memberships.update(organisation=agency)
    return DealFactory(status=status, broker=world.callers[B], agency=agency, **facts)


def at(status):
    return lambda world: [a_deal(world, status).pk]


def to(stage, status):
    return lambda world: [a_deal(world, status).pk, stage]


def waiting(world):
    return [EnquiryFactory().pk]


def taken(world):
    enquiry = EnquiryFactory()
    DealFactory(enquiry=enquiry)
    return [enquiry.pk]


def paper(world):
    deal = a_deal(world, Stage.INTENT)
    step = Step(deal=deal, after=Stage.INTENT, file_name="意向书.pdf")
    step.file.save("x", ContentFile(b"%PDF-"), save=False)
    step.save()
    return [deal.pk, step.pk]


LISTS = {B: 200, H: 200, S: 200, C: 200}
OWN = {B: 200, H: 200}
SEEN = OWN | {S: 200, C: 200}
SENT = {B: 302, H: 302}
GONE = {B: 409, H: 409}
STAFF_403 = {S: 403, C: 403}
CASES = [
    Case("brokers:deals", 403, LISTS),
    Case("brokers:deals", 403, LISTS, data={"export": "xlsx"}, state="xlsx"),
    Case("brokers:deals", 403, LISTS, data={"export": "csv"}, state="csv"),
    Case("brokers:board", 403, LISTS),
    Case("brokers:start", 403, {B: 200}),
    Case("brokers:pool", 403, {B: 200}),
    Case("brokers:take", 403, {B: 302}, waiting, "post"),
    Case("brokers:take", 403, {B: 404}, taken, "post", state="taken"),
    Case("brokers:deal", 404, OWN, at(Stage.LEAD), state="lead"),
    Case("brokers:deal", 404, SEEN, at(Stage.INTENT), state="intent"),
    Case("brokers:edit", 404, OWN, at(Stage.LEAD), state="lead"),
    Case("brokers:edit", 404, OWN | STAFF_403, at(Stage.INTENT), state="intent"),
    Case("brokers:edit", 404, GONE | STAFF_403, at(Stage.SIGNED), state="signed"),
    Case("brokers:log", 404, SENT, at(Stage.LEAD), "post", {"text": "甲"}, state="lead"),
    Case("brokers:log", 404, SENT | STAFF_403, at(Stage.SIGNED), "post", {"text": "甲"}),
    Case("brokers:log", 404, GONE, at(Stage.LOST), "post", {"text": "甲"}, state="lost"),
    Case("brokers:hand_over", 404, OWN, at(Stage.LEAD), state="lead"),
    Case("brokers:hand_over", 404, OWN | STAFF_403, at(Stage.SIGNED), state="signed"),
    Case("brokers:paper", 404, SEEN, paper),
    Case("brokers:move", 404, OWN, to("contact", Stage.LEAD), state="lead on"),
    Case("brokers:move", 404, GONE, to("signed", Stage.LEAD), state="lead far"),
    Case("brokers:move", 404, OWN | STAFF_403, to("signed", Stage.INTENT), state="intent on"),
    Case("brokers:move", 404, OWN | STAFF_403, to("lead", Stage.INTENT), state="intent back"),
    Case("brokers:move", 404, GONE | STAFF_403, to("intent", Stage.SIGNED), state="signed"),
    Case("brokers:move", 404, args=to("registered", Stage.SIGNED), state="by hand"),
    Case("brokers:shelve", 404, OWN, at(Stage.LEAD), state="lead"),
    Case("brokers:shelve", 404, GONE | STAFF_403, at(Stage.SIGNED), state="signed"),
    Case("brokers:resume", 404, SENT, at(Stage.SHELVED), "post", state="shelved"),
    Case("brokers:resume", 404, GONE | STAFF_403, at(Stage.INTENT), "post", state="intent"),
    Case("brokers:lose", 404, OWN, at(Stage.LEAD), state="lead"),
    Case("brokers:lose", 404, GONE | STAFF_403, at(Stage.SIGNED), state="signed"),
]
PREFIXES: dict[str, str] = {}
