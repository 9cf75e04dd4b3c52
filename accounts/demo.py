"""Invented people and organisations to try the product with; only with DEMO=1.

All of it goes through the services that real people use, so that the trail and the queues look as
they will. Codes bear DEM in the body, names end in （示例）: nobody has them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from stdnum.cn import uscc

from accounts.demo_names import NAMES_EN
from accounts.models import BUREAU_ROLES, Organisation, Role, User
from accounts.services import consents, memberships, merge, organisations
from accounts.services.people import enrol_demo_second_factor
from accounts.sign_in.demo import demo_secret
from core import records
from core.models import Channel, Mode, Region
from core.notices import choosing, kinds

PASSWORD = "zhuanhua-demo"  # noqa: S105 — known to everyone, and refused in production
Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class Person:
    """A demo person: role, name, phone and the number of their organisation in `PLACES`."""

    role: Role
    name: str
    phone: str
    place: int


@dataclass(frozen=True, slots=True)
class Place:
    """A demo organisation and the code of its region."""

    name: str
    kind: str
    region: str
    scale: str = ""
    labels: tuple[str, ...] = ()


PLACES = (
    Place("市科技主管部门（示例）", Kind.GOVERNMENT, ""),
    Place("浔阳区科技主管部门（示例）", Kind.GOVERNMENT, "360403"),
    Place("匡庐理工大学（示例）", Kind.UNIVERSITY, "360402"),
    Place("鄱湖师范学院（示例）", Kind.UNIVERSITY, "360482"),
    Place("浔江智能装备研究院（示例）", Kind.INSTITUTE, "3604Z01"),
    Place("江州新材料研究所（示例）", Kind.INSTITUTE, "360404"),
    Place("湓浦机电（示例）有限公司", Kind.COMPANY, "360403", "medium", ("high_tech",)),
    Place("修江竹木（示例）有限公司", Kind.COMPANY, "360424", "small", ("tech_sme",)),
    Place("豫宁食品（示例）有限公司", Kind.COMPANY, "360423", "small"),
    Place(
        "艾城有机硅（示例）有限公司", Kind.COMPANY, "360425", "large", ("high_tech", "platform")
    ),
    Place("敷阳玻纤（示例）有限公司", Kind.COMPANY, "360426", "micro", ("tech_sme",)),
    Place("都湖渔具（示例）有限公司", Kind.COMPANY, "360428", "small"),
    Place("石钟精细化工（示例）有限公司", Kind.COMPANY, "360429", "medium", ("gazelle",)),
    Place("龙城纺织（示例）有限公司", Kind.COMPANY, "360430", "small"),
    Place("赤湖铜业（示例）有限公司", Kind.COMPANY, "360481", "large", ("leader",)),
    Place("云居旅游装备（示例）有限公司", Kind.COMPANY, "360483", "micro"),
    Place("八里湖医院（示例）", Kind.HOSPITAL, "3604Z02"),
    Place("技术市场协会（示例）", Kind.ASSOCIATION, "360403"),
    Place("浔阳技术转移中心（示例）", Kind.AGENCY, "360403"),
    Place("测试服务站（示例）", Kind.OTHER, "3604Z06"),
)
# Beyond the twenty: one that waits, one that was refused, one that was merged into `MERGED_INTO`.
WAITING = Place("待核电子（示例）有限公司", Kind.COMPANY, "360403", "micro")
REFUSED = Place("名称有误（示例）有限公司", Kind.COMPANY, "360404")
DOUBLE = Place("湓浦机电厂（示例）", Kind.COMPANY, "360403")
MERGED_INTO = 6

PEOPLE = (
    Person(Role.OPERATOR, "丁某", "13900000001", 0),
    Person(Role.SECTION_STAFF, "周某", "13900000002", 0),
    Person(Role.REGISTRAR, "吴某", "13900000003", 0),
    Person(Role.REGISTRAR, "吴某某", "13900000004", 0),
    Person(Role.REVIEWER, "郑某", "13900000005", 0),
    Person(Role.REVIEWER, "郑某某", "13900000006", 0),
    Person(Role.COUNTY_STAFF, "冯某", "13900000007", 1),
    Person(Role.LEADER, "陈某", "13900000008", 0),
    Person(Role.TAX_READER, "褚某", "13900000009", 0),
    Person(Role.SITE_EDITOR, "卫某", "13900000010", 0),
    # Nobody passes a text of their own: a second editor reviews the first one's.
    Person(Role.SITE_EDITOR, "卫某某", "13900000016", 0),
    Person(Role.RESEARCH_OFFICE, "蒋某", "13900000011", 2),
    Person(Role.RESEARCHER, "沈某", "13900000012", 2),
    Person(Role.FIRM_MEMBER, "韩某", "13900000013", 6),
    Person(Role.AGENCY_HEAD, "杨某", "13900000014", 18),
    Person(Role.BROKER, "朱某", "13900000015", 18),
)


def demo_people() -> list[tuple[str, str, str]]:
    """Role, name and phone of everyone to sign in as; `make run` prints it."""
    return [(str(person.role.label), person.name, person.phone) for person in PEOPLE]


def load() -> bool:
    """Make the demo rows; returns whether there was anything to make."""
    is_new = not User.objects.filter(phone=PEOPLE[0].phone).exists()
    with transaction.atomic():
        if is_new:
            _load()
        agree()
    return is_new


def make_person(name: str, phone: str) -> User:
    """A demo person whose password everyone knows; other rooms bring some of their own."""
    email = f"{phone}@example.com"
    user = User(name=name, phone=phone, phone_verified=True, email=email, is_demo=True)
    user.password = _hashed()
    return records.create(user, "person.load_demo", actor=None)


@cache
def _hashed() -> str:
    """One hash for all: it takes most of a second, and there is nothing to hide."""
    return make_password(PASSWORD)


def agree() -> None:
    """So that a new privacy notice does not stand before every demo sign-in."""
    notice = consents.notice_in_force()
    for user in User.objects.filter(is_demo=True, is_active=True):
        if notice is not None and not consents.has_agreed(user, notice):
            consents.give_consent(user.pk, actor=user, ip_address=None)


def place(number: int) -> Organisation:
    """The organisation of that number in `PLACES`."""
    return Organisation.objects.get(name=PLACES[number].name, is_demo=True)


def person_at(organisation: Organisation, role: Role) -> User:
    """The first who holds ``role`` there."""
    held = organisation.memberships.in_force().filter(role=role).order_by("pk")
    return held.select_related("user")[0].user


@contextmanager
def untold(
    people: Iterable[User],
    codes: Iterable[str],
    ways: Iterable[Channel] = (Channel.MAIL, Channel.SMS),
) -> Iterator[None]:
    """Within it nobody of ``people`` is told of these kinds by ``ways``: it is the demo's past."""
    pairs = [(kinds.get(code), way) for code in codes for way in ways]
    quiet: choosing.Wishes = {(kind.code, way): Mode.OFF for kind, way in pairs}
    usual: choosing.Wishes = {(kind.code, way): kind.usual_mode(way) for kind, way in pairs}
    everyone = list(people)
    for person in everyone:
        choosing.choose(quiet, actor=person)
    yield
    for person in everyone:
        choosing.choose(usual, actor=person)


def _load() -> None:
    users = {person.phone: make_person(person.name, person.phone) for person in PEOPLE}
    bureaus = [_bureau(number) for number in (0, 1)]
    operator = users[PEOPLE[0].phone]
    memberships.appoint_first_operator(bureaus[0].pk, user_pk=operator.pk)
    for person in PEOPLE[1:]:
        if person.role in BUREAU_ROLES:
            memberships.grant_role(
                bureaus[person.place].pk,
                user_pk=users[person.phone].pk,
                role=person.role,
                actor=operator,
            )
    section = users[PEOPLE[1].phone]
    for person in PEOPLE:
        if person.role in BUREAU_ROLES:
            enrol_demo_second_factor(users[person.phone], demo_secret(person.role))
    standing = {
        number: _standing(number, users, section) for number in range(len(bureaus), len(PLACES))
    }
    for person in PEOPLE:
        held = users[person.phone].memberships
        if person.role not in BUREAU_ROLES and not held.exists():
            asked = memberships.request_membership(
                standing[person.place].pk, role=person.role, actor=users[person.phone]
            )
            memberships.confirm_membership(asked.pk, actor=section)
    _odd_ones(standing, section)


def _odd_ones(standing: dict[int, Organisation], section: User) -> None:
    """So that queues and tombstones have something to show."""
    founders = [
        make_person(name, f"139000001{n:02}") for n, name in enumerate(("秦某", "尤某", "许某"))
    ]
    rows = [
        _found(place, len(PLACES) + n, Role.FIRM_MEMBER, founders[n])
        for n, place in enumerate((WAITING, REFUSED, DOUBLE))
    ]
    organisations.refuse_organisation(
        rows[1].pk, reason="名称与营业执照不一致，请核对后重新登记。", actor=section
    )
    merge.merge_organisation(rows[2].pk, into=standing[MERGED_INTO].pk, actor=section)


def _code(number: int) -> str:
    body = f"Y1360400DEM{number:06d}"
    return body + str(uscc.calc_check_digit(body))


def _facts(place: Place, number: int) -> dict[str, Any]:
    return {
        "name": place.name,
        "name_en": NAMES_EN.get(place.name, ""),
        "code": _code(number),
        "kind": place.kind,
        "region": Region.objects.get(pk=place.region or settings.CITY_REGION_CODE),
        "scale": place.scale,
        "labels": list(place.labels),
        "address": f"示例路 {number + 1} 号",
    }


def _bureau(number: int) -> Organisation:
    """A public authority, confirmed by the system: before it nobody could confirm anything."""
    organisation = Organisation(
        **_facts(PLACES[number], number), status=Organisation.Status.CONFIRMED, is_demo=True
    )
    return records.create(organisation, "organisation.found", actor=None)


def _standing(number: int, users: dict[str, User], section: User) -> Organisation:
    """A confirmed organisation, founded by the first demo person who belongs to it."""
    here = [person for person in PEOPLE if person.place == number]
    founder = (
        users[here[0].phone] if here else make_person(f"何某{number:02}", f"139000002{number:02}")
    )
    role = here[0].role if here else Role.FIRM_MEMBER
    organisation = _found(PLACES[number], number, role, founder)
    return organisations.confirm_organisation(organisation.pk, actor=section)


def _found(place: Place, number: int, role: Role, founder: User) -> Organisation:
    contact = {"name": "何某", "post": "办公室", "phone": f"139000003{number:02}"}
    return organisations.found_organisation(
        _facts(place, number), role=role, contacts=[contact], is_demo=True, actor=founder
    )
