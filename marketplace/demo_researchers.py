"""The invented researchers who offer the demo achievements; they join as real ones do."""

from dataclasses import dataclass

from accounts import demo
from accounts.models import Organisation, Role, User
from accounts.services import memberships


@dataclass(frozen=True, slots=True)
class Researcher:
    """A demo person and the number of their organisation in `accounts.demo.PLACES`."""

    name: str
    phone: str
    place: int


RESEARCHERS = (
    Researcher("沈某", "13900000012", 2),  # whom accounts has already made
    Researcher("卢某", "13900000401", 2),
    Researcher("严某", "13900000402", 2),
    Researcher("魏某", "13900000403", 3),
    Researcher("陶某", "13900000404", 3),
    Researcher("姜某", "13900000405", 4),
    Researcher("戚某", "13900000406", 4),
    Researcher("谢某", "13900000407", 5),
    Researcher("邹某", "13900000408", 5),
    Researcher("喻某", "13900000409", 16),
)


def bring_in(one: Researcher, *, section: User) -> tuple[User, Organisation]:
    """The person and the organisation they research at; whoever is missing joins it now."""
    organisation = Organisation.objects.get(name=demo.PLACES[one.place].name, is_demo=True)
    user = User.objects.filter(phone=one.phone).first() or demo.make_person(one.name, one.phone)
    if not user.memberships.filter(organisation=organisation, role=Role.RESEARCHER).exists():
        asked = memberships.request_membership(organisation.pk, role=Role.RESEARCHER, actor=user)
        memberships.confirm_membership(asked.pk, actor=section)
    return User.objects.get(pk=user.pk), organisation  # their roles are read once an instance
