"""Every state × action of organisations, who may, and what a denied act leaves behind."""

import pytest

from accounts import workflow
from accounts.models import Membership, Organisation, Role
from accounts.services import organisations
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, OutboxMessage
from core.workflow import apply
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    credit_code,
)

pytestmark = pytest.mark.django_db

Status = Organisation.Status


@pytest.fixture
def announced(monkeypatch):
    monkeypatch.setattr(Organisation, "outbox_topics", ("search",))


def in_state(status):
    heir = OrganisationFactory() if status == Status.MERGED else None
    return OrganisationFactory(status=status, merged_into=heir)


def facts(**changes):
    return {
        "name": "浔阳玻纤（示例）有限公司",
        "code": credit_code(9000900),
        "kind": Organisation.Kind.COMPANY,
        "region": RegionFactory(),
        **changes,
    }


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("transition", workflow.ORGANISATION, ids=lambda t: t.action)
def test_every_state_and_action(transition, status, section_staff, announced):
    organisation = in_state(status)
    changes = {"merged_into": OrganisationFactory()} if transition is workflow.MERGE else {}

    if status in transition.sources:
        apply(transition, organisation, actor=section_staff, changes=changes)
        assert organisation.status == transition.target
        assert AuditEvent.objects.get().action == transition.action
        assert OutboxMessage.objects.count() == 1
    else:
        with pytest.raises(WrongState):
            apply(transition, organisation, actor=section_staff, changes=changes)
        assert not AuditEvent.objects.exists()
        assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("transition", workflow.ORGANISATION, ids=lambda t: t.action)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECTION_STAFF}))
def test_only_the_section_decides_on_the_whole_city(transition, role, request, announced):
    person = request.getfixturevalue(role)
    organisation = OrganisationFactory(pending=True, region=RegionFactory(code="360481"))

    with pytest.raises(PermissionDenied):
        apply(transition, organisation, actor=person)

    assert Organisation.objects.get(pk=organisation.pk).status == Status.PENDING
    assert not AuditEvent.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_county_confirms_in_its_county_and_in_the_zones_inside_it(county_staff):
    zone = RegionFactory(
        code="3604Z99", gb_code=None, kind="zone", name="示例功能区", county_id="360403"
    )
    here = OrganisationFactory(pending=True)
    in_zone = OrganisationFactory(pending=True, region=zone)

    for organisation in (here, in_zone):
        organisations.confirm_organisation(organisation.pk, actor=county_staff)

    assert Organisation.objects.filter(pk__in=[here.pk, in_zone.pk]).confirmed().count() == 2


def test_nobody_confirms_what_they_founded(section_staff):
    organisation = organisations.found_organisation(
        facts(), role=Role.FIRM_MEMBER, actor=section_staff
    )

    with pytest.raises(PermissionDenied):
        organisations.confirm_organisation(organisation.pk, actor=section_staff)


def test_the_founder_is_confirmed_with_the_organisation(section_staff):
    founder = UserFactory()
    organisation = organisations.found_organisation(
        facts(),
        role=Role.FIRM_MEMBER,
        contacts=[{"name": "周某", "phone": "13900000001"}],
        actor=founder,
    )
    assert organisation.status == Status.PENDING

    organisations.confirm_organisation(organisation.pk, actor=section_staff)

    held = founder.memberships.get()
    assert (held.status, held.is_administrator) == (Membership.Status.CONFIRMED, True)
    assert organisation.contacts.get().name == "周某"
    assert founder.groups.get().name == "角色：企业人员"


def test_a_refused_founder_reads_the_reason(section_staff):
    founder = UserFactory()
    organisation = organisations.found_organisation(facts(), role=Role.FIRM_MEMBER, actor=founder)

    organisations.refuse_organisation(organisation.pk, reason="名称不符", actor=section_staff)

    refused = Organisation.objects.visible_to(founder).get(pk=organisation.pk)
    assert (refused.status, refused.refusal_reason) == (Status.REFUSED, "名称不符")
    assert founder.memberships.get().status == Membership.Status.REFUSED


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91360400MA1234567", "应为 18 位，现为 17 位"),
        ("N1360400MA9000900O", "只含数字和大写字母"),
        (
            credit_code(9000900)[:-1] + ("0" if credit_code(9000900)[-1] != "0" else "1"),
            "校验位不符",
        ),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(code, reason):
    with pytest.raises(ValidationError) as refusal:
        organisations.found_organisation(
            facts(code=code), role=Role.FIRM_MEMBER, actor=UserFactory()
        )

    assert reason in refusal.value.message_dict["code"][0]
    assert not AuditEvent.objects.exists()


def full_width(text):
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


@pytest.mark.parametrize(
    "write", [str.lower, full_width, lambda c: f" {c[:8]} {c[8:17]}-{c[17:]} "]
)
def test_a_code_is_read_however_it_was_typed(write):
    organisation = organisations.found_organisation(
        facts(code=write(credit_code(9000900))), role=Role.FIRM_MEMBER, actor=UserFactory()
    )

    assert organisation.code == credit_code(9000900)


@pytest.mark.parametrize("status", [Status.PENDING, Status.CONFIRMED])
def test_founding_a_code_that_stands_leads_to_its_organisation(status):
    standing = OrganisationFactory(status=status, code=credit_code(9000900))

    with pytest.raises(organisations.CodeTaken) as refusal:
        organisations.found_organisation(facts(), role=Role.FIRM_MEMBER, actor=UserFactory())

    assert refusal.value.organisation == standing


def test_a_refused_code_may_be_founded_again():
    OrganisationFactory(refused=True, code=credit_code(9000900))

    organisations.found_organisation(facts(), role=Role.FIRM_MEMBER, actor=UserFactory())

    assert Organisation.objects.pending().count() == 1


@pytest.mark.parametrize("status", Status)
def test_editing_in_every_state(status):
    organisation = in_state(status)
    administrator = MembershipFactory(organisation=organisation, is_administrator=True).user

    if status in workflow.EDITABLE:
        organisations.edit_organisation(
            organisation.pk, {"address": "示例路 1 号"}, actor=administrator
        )
        assert AuditEvent.objects.get().changes == {"address": ["", "示例路 1 号"]}
    else:
        with pytest.raises(PermissionDenied):  # nobody administers what does not stand
            organisations.edit_organisation(organisation.pk, {}, actor=administrator)


def test_a_confirmed_code_stays():
    administrator = MembershipFactory(is_administrator=True)

    with pytest.raises(ValidationError, match="不能修改统一社会信用代码"):
        organisations.edit_organisation(
            administrator.organisation_id,
            {"code": credit_code(9000901)},
            actor=administrator.user,
        )


def test_a_plain_member_does_not_edit(firm_member):
    organisation = firm_member.memberships.get().organisation

    with pytest.raises(PermissionDenied):
        organisations.edit_organisation(organisation.pk, {"address": "别处"}, actor=firm_member)
