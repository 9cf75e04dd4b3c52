"""What a row of the permission matrix says, and the world that it is asked in.

Each room keeps its rows in a file of its own beside this one: a list `CASES`, and `PREFIXES` (of a
path or of a url's name, with the reason) for addresses of others that one rule covers. A url may
have several cases: one a state of its object.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from accounts.models import Absence, Contact, Membership, Organisation, Role
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.parts.people import person

NOBODY = "nobody"  # signed in, without any role
ANONYMOUS = "anonymous"
CALLERS = (ANONYMOUS, NOBODY, *Role)


def no_arguments(world: Any) -> list[Any]:
    return []


@dataclass(frozen=True)
class Case:
    """A url in one state of its object, and the answer that each caller gets.

    ``others`` is the answer for everybody signed in whom ``answers`` does not name.
    """

    url: str
    others: int
    answers: dict[str, int] = field(default_factory=dict)
    args: Callable[[Any], list[Any]] = no_arguments
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    anonymous: int = 302
    state: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.url} {self.state}".strip()

    def answer(self, caller: str) -> int:
        return self.anonymous if caller == ANONYMOUS else self.answers.get(caller, self.others)


def build_world() -> SimpleNamespace:
    """One person a role, and the rows that the cases name; all in one county."""
    callers = {role: person(role) for role in Role}
    callers[NOBODY] = UserFactory()
    standing = OrganisationFactory()
    held = MembershipFactory(organisation=standing)
    MembershipFactory(organisation=standing, is_administrator=True)
    return SimpleNamespace(
        callers=callers,
        standing=standing,
        held=held,
        pending=OrganisationFactory(pending=True),
        merged=OrganisationFactory(status=Organisation.Status.MERGED, merged_into=standing),
        asked=MembershipFactory(organisation=standing, status=Membership.Status.PENDING),
        contact=Contact.objects.create(organisation=standing, name="周某", phone="13900000001"),
        absence=_absence(date(2098, 1, 1)),
        past_absence=_absence(date(2020, 1, 1)),
    )


def _absence(day: date) -> Absence:
    return Absence.objects.create(
        user=UserFactory(), stand_in=UserFactory(), starts_on=day, ends_on=day
    )
