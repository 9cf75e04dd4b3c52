"""Leave and stand-ins: on which days, who, and what the groups show."""

from datetime import date

import pytest
import time_machine

from accounts.models import Absence, Role
from accounts.permissions import acts_for
from accounts.services import absences, groups, memberships
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from tests.factories import MembershipFactory, UserFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db

BEFORE = "2026-07-01T04:00:00Z"
DAYS = {"starts_on": date(2026, 7, 6), "ends_on": date(2026, 7, 10)}


@pytest.fixture
def pair(db):
    """A registrar and a reviewer at the same bureau: A and B."""
    away = person(Role.REGISTRAR)
    bureau = away.memberships.get().organisation
    return away, MembershipFactory(role=Role.REVIEWER, organisation=bureau).user


def record(away, stand_in, **changes):
    given = {"user_pk": away.pk, "stand_in_pk": stand_in.pk, **DAYS, "actor": away, **changes}
    with time_machine.travel(BEFORE, tick=False):
        return absences.record_absence(**given)


@pytest.mark.parametrize(
    ("moment", "acts"),
    [
        ("2026-07-05T15:59:59Z", False),  # 5 July, 23:59:59 in Shanghai
        ("2026-07-05T16:00:00Z", True),
        ("2026-07-10T15:59:59Z", True),
        ("2026-07-10T16:00:00Z", False),
    ],
)
def test_a_stand_in_acts_on_those_days_in_shanghai(pair, moment, acts):
    away, stand_in = pair
    record(away, stand_in)

    with time_machine.travel(moment, tick=False):
        groups.mirror_all()

        assert stand_in.has_role(Role.REGISTRAR) is acts
        assert stand_in.groups.filter(name="角色：登记员").exists() is acts
        assert away.has_role(Role.REGISTRAR)


def test_leave_is_no_way_to_hand_out_bureau_roles(pair):
    away, _stand_in = pair
    colleague = MembershipFactory(
        role=Role.RESEARCHER, organisation=away.memberships.get().organisation
    ).user

    for other in (UserFactory(), colleague):
        with pytest.raises(ValidationError, match="代理人不在岗位所在单位"):
            record(away, other)

    assert not AuditEvent.objects.exists()


def test_two_spans_of_leave_do_not_overlap(pair):
    away, stand_in = pair
    record(away, stand_in)

    with pytest.raises(ValidationError, match="已经登记过"):
        record(away, stand_in, starts_on=date(2026, 7, 10), ends_on=date(2026, 7, 12))
    with pytest.raises(ValidationError, match="也离岗"):
        record(stand_in, away)


def test_past_days_are_refused(pair):
    with pytest.raises(ValidationError, match="已经过去"):
        record(*pair, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 2))


def test_a_colleague_does_not_send_others_on_leave(pair):
    away, stand_in = pair

    with pytest.raises(PermissionDenied):
        record(away, stand_in, actor=stand_in)

    assert not AuditEvent.objects.exists()


def test_coming_back_early_ends_it_today(pair):
    away, stand_in = pair
    absence = record(away, stand_in)

    with time_machine.travel("2026-07-08T04:00:00Z", tick=False):
        absences.end_absence(absence.pk, actor=away)

        assert not stand_in.has_role(Role.REGISTRAR)
    absence.refresh_from_db()
    assert absence.ends_on == date(2026, 7, 7)


def test_leave_that_has_not_begun_is_taken_back(pair):
    absence = record(*pair)

    with time_machine.travel(BEFORE, tick=False):
        absences.end_absence(absence.pk, actor=pair[0])

    assert not Absence.objects.exists()


def test_leave_that_is_over_stays(pair):
    absence = record(*pair)

    with time_machine.travel("2026-08-01T04:00:00Z", tick=False), pytest.raises(WrongState):
        absences.end_absence(absence.pk, actor=pair[0])


def test_groups_follow_grant_end_and_expiry(operator):
    bureau = operator.memberships.get().organisation
    user = UserFactory()

    with time_machine.travel("2026-07-01T04:00:00Z", tick=False):
        operator = type(operator).objects.get(pk=operator.pk)
        held = memberships.grant_role(
            bureau.pk,
            user_pk=user.pk,
            role=Role.SITE_EDITOR,
            valid_to=date(2026, 7, 31),
            actor=operator,
        )
        assert [group.name for group in user.groups.all()] == ["角色：网站编辑"]
        assert type(user).objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")

    with time_machine.travel("2026-07-31T16:00:00Z", tick=False):
        groups.mirror_all()
        assert not user.groups.exists()

    with time_machine.travel("2026-07-02T04:00:00Z", tick=False):
        groups.mirror_all()
        assert user.groups.exists()
        memberships.end_membership(held.pk, actor=user)
        assert not user.groups.exists()


def test_foreign_groups_stay_as_they_are(site_editor):
    own = site_editor.groups.create(name="别的组")

    groups.mirror_all()

    assert set(site_editor.groups.values_list("name", flat=True)) == {own.name, "角色：网站编辑"}


def test_an_office_acts_for_the_researchers_of_its_house(research_office):
    house = research_office.memberships.get().organisation
    own = MembershipFactory(role=Role.RESEARCHER, organisation=house).user
    foreign = person(Role.RESEARCHER)

    assert acts_for(research_office, own)
    assert acts_for(own, own)
    assert not acts_for(research_office, foreign)
    assert not acts_for(own, research_office)
