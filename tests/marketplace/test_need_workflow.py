"""The whole table of needs: every state × arrow, every role × arrow."""

import pytest

from accounts.models import Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, Region
from core.workflow import apply
from marketplace import need_workflow as workflow
from marketplace.models import Need
from tests.factories import MembershipFactory, NeedFactory, RegionFactory

pytestmark = pytest.mark.django_db

Status = Need.Status
DESK = {"need.reach", "need.refine", "need.decline", "need.take_down", "need.settle"}
FIRM = {"need.object", "need.publish", "need.keep", "need.withdraw", "need.settle"}
DESK_ROLES = {Role.SECTION_STAFF, Role.COUNTY_STAFF}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("arrow", workflow.NEED, ids=lambda t: t.action)
def test_every_state_and_action(arrow, status, section_staff):
    need = NeedFactory(status=status)
    actor = section_staff if arrow.action in DESK else need.author

    if status in arrow.sources:
        apply(arrow, need, actor=actor)
        assert Need.objects.get().status == arrow.target
        assert AuditEvent.objects.get().action == arrow.action
    else:
        with pytest.raises(WrongState):
            apply(arrow, need, actor=actor)
        assert not AuditEvent.objects.exists()
        assert Need.objects.get().status == status


@pytest.mark.parametrize("arrow", workflow.NEED, ids=lambda t: t.action)
@pytest.mark.parametrize("role", Role)
def test_every_role_and_action(arrow, role, request):
    person = request.getfixturevalue(role)
    need = NeedFactory(status=min(arrow.sources))

    if role in DESK_ROLES and arrow.action in DESK:
        apply(arrow, need, actor=person)
        assert AuditEvent.objects.get().actor == person
    else:
        with pytest.raises(PermissionDenied):
            apply(arrow, need, actor=person)
        assert not AuditEvent.objects.exists()
        assert Need.objects.get().status == need.status


@pytest.mark.parametrize("arrow", workflow.NEED, ids=lambda t: t.action)
def test_the_firm_does_its_own_and_only_that(arrow):
    need = NeedFactory(status=min(arrow.sources))

    assert arrow.allowed(need.author, need) is (arrow.action in FIRM)


def test_nobody_handles_a_need_of_their_own(section_staff):
    need = NeedFactory(author=section_staff)

    assert workflow.REACH.allowed(section_staff, need) is False


@pytest.mark.parametrize(
    ("code", "is_theirs"), [("360403", True), ("3604Z99", True), ("360481", False)]
)
def test_a_county_sees_to_its_own_and_the_zones_inside(code, is_theirs, county_staff):
    county = RegionFactory()
    place = Region.objects.filter(pk=code).first() or Region.objects.create(
        code=code,
        name=code,
        kind=Region.Kind.ZONE if "Z" in code else Region.Kind.COUNTY,
        county=county if "Z" in code else None,
    )
    need = NeedFactory(region=place)

    assert workflow.REACH.allowed(county_staff, need) is is_theirs
    assert Need.objects.at_desk_of(county_staff).exists() is is_theirs


def test_who_reads_what():
    need = NeedFactory(status=Status.RECEIVED)
    stranger = MembershipFactory().user

    assert not Need.objects.visible_to(stranger).exists()
    assert Need.objects.involving(need.author).exists()
    Need.objects.update(status=Status.OPEN)
    assert Need.objects.visible_to(stranger).exists()
    assert not Need.objects.involving(stranger).exists()


@pytest.mark.parametrize("field", workflow.REQUIRED)
def test_nothing_incomplete_becomes_public(field):
    need = NeedFactory(status=Status.PROPOSED, **{field: ""})

    with pytest.raises(ValidationError) as refusal:
        apply(workflow.PUBLISH, need, actor=need.author)

    assert {*refusal.value.message_dict} == {field}
    assert Need.objects.get().status == Status.PROPOSED


@pytest.mark.parametrize(
    "text",
    [
        "请打 13900000001",
        "电话：139 0000 0001",
        "电话 １３９００００００００１".replace("００００００００１", "０００００００１"),
        "+86-139-0000-0001",
        "座机 0792-8123456",
        "发到 someone@example.com",
        "证件 110101199003071234",
        "微信：example_01",
    ],
)
def test_contact_data_does_not_become_public(text):
    need = NeedFactory(status=Status.PROPOSED, public_text=text)

    with pytest.raises(ValidationError, match="公开内容里不能有"):
        apply(workflow.PUBLISH, need, actor=need.author)


@pytest.mark.parametrize(
    "text",
    ["断头由 40 次降到 10 次", "产量 13900000 米", "标准 GB/T 18369-2022", "ZL202610000000.1"],
)
def test_figures_are_no_contact_data(text):
    need = NeedFactory(status=Status.PROPOSED, public_text=text)

    apply(workflow.PUBLISH, need, actor=need.author)

    assert Need.objects.get().status == Status.OPEN
