"""Turnover and targets."""

from accounts.models import Role
from tests.contracts.turnover.factories import TargetFactory
from tests.permissions.table import Case

READERS = (
    Role.SECTION_STAFF,
    Role.COUNTY_STAFF,
    Role.LEADER,
    Role.REGISTRAR,
    Role.REVIEWER,
    Role.TAX_READER,
)


def readers(code, **others):
    """All who read turnover get ``code``, but those named."""
    return dict.fromkeys(READERS, code) | {Role(name): got for name, got in others.items()}


def draft(world):
    return [TargetFactory().pk]


def published(world):
    return [TargetFactory(published=True).pk]


CASES: list[Case] = [
    Case("contracts:turnover", 403, readers(200)),
    Case("contracts:turnover", 403, readers(200), data={"export": "xlsx"}, state="xlsx"),
    Case("contracts:turnover_contracts", 403, readers(200)),
    *(
        Case("contracts:turnover_contracts", 403, readers(200), data={"export": form}, state=form)
        for form in ("xlsx", "csv")
    ),
    Case("contracts:targets", 403, readers(200)),
    Case("contracts:target_new", 403, {Role.SECTION_STAFF: 200}),
    Case("contracts:target", 403, readers(200), draft),
    Case("contracts:target_cells", 403, readers(403, section_staff=200), draft),
    Case(
        "contracts:target_cells", 403, readers(403, section_staff=409), published, state="signed"
    ),
    Case(
        "contracts:target_publish", 403, readers(403, section_staff=302, leader=302), draft, "post"
    ),
    Case(
        "contracts:target_publish",
        403,
        readers(403, section_staff=409, leader=409),
        published,
        "post",
        state="signed",
    ),
    Case("contracts:target_discard", 403, readers(403, section_staff=302), draft, "post"),
    Case(
        "contracts:target_discard",
        403,
        readers(403, section_staff=409),
        published,
        "post",
        state="signed",
    ),
]
PREFIXES: dict[str, str] = {}
