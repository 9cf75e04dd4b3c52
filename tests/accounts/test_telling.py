"""Who is told of what is done to organisations, roles, leave and accounts, and who is not."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from accounts.adapters import AccountAdapter
from accounts.models import Absence, Membership, Organisation, Role
from accounts.services import absences, memberships, merge, organisations, people
from core.errors import PermissionDenied
from core.models import Delivery, FakeMessage, Notice
from core.notices import kinds
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    credit_code,
)
from tests.parts.people import person

pytestmark = pytest.mark.django_db


def told():
    """Kind and person of every notice."""
    return sorted(Notice.objects.values_list("kind", "recipient"))


def founding():
    return {
        "name": "新示例单位",
        "code": credit_code(9000801),
        "kind": Organisation.Kind.COMPANY,
        "region": RegionFactory(),
    }


def administrator(organisation):
    return MembershipFactory(organisation=organisation, is_administrator=True).user


def test_a_new_organisation_is_told_to_staff_in_charge_alone(section_staff, county_staff, leader):
    elsewhere = RegionFactory(code="360424", name="修水县")
    far = person(Role.COUNTY_STAFF, organisation__region=elsewhere)
    founder = UserFactory()

    organisation = organisations.found_organisation(
        founding(), role=Role.FIRM_MEMBER, actor=founder
    )

    assert told() == [
        ("organisation.founded", user.pk)
        for user in sorted((section_staff, county_staff), key=id_of)
    ]
    assert not Notice.objects.filter(recipient__in=[far, leader, founder]).exists()
    notice = Notice.objects.get(recipient=county_staff)
    assert notice.title == "新示例单位申请登记"
    assert notice.url == organisation.get_absolute_url()


def id_of(user):
    return user.pk


def test_the_stand_in_of_absent_staff_is_told_too(section_staff):
    stand_in = person(Role.LEADER)
    today = timezone.localdate()
    Absence.objects.create(user=section_staff, stand_in=stand_in, starts_on=today, ends_on=today)

    organisations.found_organisation(founding(), role=Role.FIRM_MEMBER, actor=UserFactory())

    assert {user for _kind, user in told()} == {section_staff.pk, stand_in.pk}


@pytest.mark.parametrize("decision", ["confirmed", "refused"])
def test_the_founder_is_told_the_decision(decision, section_staff):
    founder, stranger = UserFactory(), UserFactory()
    organisation = organisations.found_organisation(
        founding(), role=Role.FIRM_MEMBER, actor=founder
    )
    Notice.objects.all().delete()

    if decision == "confirmed":
        organisations.confirm_organisation(organisation.pk, actor=section_staff)
    else:
        organisations.refuse_organisation(
            organisation.pk, reason="名称与执照不符", actor=section_staff
        )

    assert told() == [(f"organisation.{decision}", founder.pk)]
    assert not Notice.objects.filter(recipient=stranger).exists()
    if decision == "refused":
        assert Notice.objects.get().body == "原因：名称与执照不符。请改正后重新登记。"


def test_a_merge_is_told_to_those_whose_role_moved(section_staff):
    double, heir = OrganisationFactory(), OrganisationFactory()
    moved = MembershipFactory(organisation=double).user
    MembershipFactory(organisation=double, status=Membership.Status.ENDED)
    MembershipFactory(organisation=heir)

    merge.merge_organisation(double.pk, into=heir.pk, actor=section_staff)

    assert told() == [("organisation.merged", moved.pk)]
    assert Notice.objects.get().url == heir.get_absolute_url()


def test_a_request_is_told_to_administrators_and_not_to_colleagues(section_staff):
    organisation = OrganisationFactory()
    head = administrator(organisation)
    MembershipFactory(organisation=organisation)

    memberships.request_membership(
        organisation.pk, role=Role.FIRM_MEMBER, actor=UserFactory(name="乙某")
    )

    assert told() == [("membership.asked", head.pk)]
    notice = Notice.objects.get()
    assert notice.title == f"乙某申请加入{organisation.name}"
    assert notice.url == reverse("accounts:members", args=[organisation.pk])


def test_where_nobody_administers_staff_are_told(section_staff):
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation)

    memberships.request_membership(organisation.pk, role=Role.FIRM_MEMBER, actor=UserFactory())

    assert told() == [("membership.asked", section_staff.pk)]


def test_a_bureau_role_that_is_asked_for_is_told_to_the_operator(operator, section_staff):
    bureau = OrganisationFactory(kind=Organisation.Kind.GOVERNMENT)
    administrator(bureau)

    memberships.request_membership(bureau.pk, role=Role.REGISTRAR, actor=UserFactory())

    assert told() == [("membership.asked_bureau", operator.pk)]
    assert Notice.objects.get().url == reverse("accounts:desk_roles")


ACTS = {
    "membership.confirmed": (memberships.confirm_membership, "pending", {}),
    "membership.refused": (memberships.refuse_membership, "pending", {"reason": "查无此人"}),
    "membership.ended": (memberships.end_membership, "confirmed", {}),
    "membership.administrator": (memberships.make_administrator, "confirmed", {}),
    "membership.dates": (
        memberships.set_dates,
        "confirmed",
        {"valid_from": None, "valid_to": None},
    ),
}


@pytest.mark.parametrize("kind", ACTS)
def test_a_decision_on_a_role_is_told_to_its_person_alone(kind):
    act, status, more = ACTS[kind]
    held = MembershipFactory(status=status)
    head = administrator(held.organisation)

    act(held.pk, actor=head, **more)

    assert told() == [(kind, held.user_id)]
    assert "%(" not in Notice.objects.get().body


@pytest.mark.parametrize("kind", ACTS)
def test_a_denied_act_tells_nobody(kind):
    act, status, more = ACTS[kind]
    held = MembershipFactory(status=status)
    colleague = MembershipFactory(organisation=held.organisation).user

    with pytest.raises(PermissionDenied):
        act(held.pk, actor=colleague, **more)

    assert told() == []
    assert not Delivery.objects.exists()


def test_who_leaves_is_not_told_of_it():
    held = MembershipFactory()

    memberships.end_membership(held.pk, actor=held.user)

    assert told() == []


def test_an_administrator_hears_that_they_are_none_any_more():
    organisation = OrganisationFactory()
    head, other = administrator(organisation), administrator(organisation)

    memberships.unmake_administrator(other.memberships.get().pk, actor=head)

    assert told() == [("membership.no_administrator", other.pk)]


def test_a_role_that_is_granted_is_told(operator):
    user = UserFactory()
    bureau = operator.memberships.get().organisation

    memberships.grant_role(bureau.pk, user_pk=user.pk, role=Role.REGISTRAR, actor=operator)

    assert told() == [("membership.granted", user.pk)]
    assert "登记员" in Notice.objects.get().body


def test_a_role_is_named_in_the_readers_language_not_the_actors():
    held = MembershipFactory(status="pending")
    head = administrator(held.organisation)

    with translation.override("en"):
        memberships.confirm_membership(held.pk, actor=head)

    assert Notice.objects.get().body == "角色：企业人员。现在可以办理业务了。"


def test_leave_and_its_end_are_told_to_both_but_who_did_it():
    held = MembershipFactory()
    stand_in = MembershipFactory(organisation=held.organisation).user
    head = administrator(held.organisation)
    today = timezone.localdate()

    absence = absences.record_absence(
        user_pk=held.user_id,
        stand_in_pk=stand_in.pk,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        actor=held.user,
    )
    absences.end_absence(absence.pk, actor=head)

    assert told() == sorted(
        [
            ("absence.ended", held.user_id),
            ("absence.ended", stand_in.pk),
            ("absence.recorded", stand_in.pk),
        ]
    )


def security():
    return list(Notice.objects.values_list("kind", "title", "is_urgent"))


def test_a_new_password_and_factor_are_told_to_the_person_who_did_it():
    user = UserFactory()

    people.change_password(user.pk, "a-long-enough-password", actor=user)
    people.note_second_factor(user.pk, "person.add_second_factor", "totp", actor=user)

    assert sorted(security()) == [
        ("account.security", "您的账号：修改密码", True),
        ("account.security", "您的账号：增加二次验证方式", True),
    ]
    assert set(Delivery.objects.values_list("channel", "status")) == {
        ("mail", "suppressed"),
        ("sms", "queued"),
    }


def test_another_phone_is_told_to_the_old_one_too(django_capture_on_commit_callbacks):
    user = UserFactory(phone="13900000021")

    with django_capture_on_commit_callbacks(execute=True):
        people.change_phone(user.pk, "13900000022", verified=True, actor=user)

    assert security() == [("account.security", "您的账号：更换手机号码", True)]
    message = FakeMessage.objects.get()
    assert message.address == "13900000021"
    assert "改用另一手机号码" in message.text


def test_the_first_phone_and_mail_of_a_sign_up_tell_nobody():
    user = UserFactory(phone="13900000021", phone_verified=False)
    people.change_phone(user.pk, "13900000021", verified=True, actor=user)
    by_mail = UserFactory(phone=None, phone_verified=False, email="a@example.com")
    EmailAddress.objects.create(user=by_mail, email="a@example.com", verified=True, primary=True)
    people.note_email(by_mail.pk, "a@example.com")

    assert told() == []


def test_a_further_mail_address_is_told():
    user = UserFactory(email="a@example.com")

    people.note_email(user.pk, "a@example.com")

    assert security() == [("account.security", "您的账号：验证邮箱", True)]


def test_an_account_elsewhere_that_signs_in_is_told_once_and_by_us(rf):
    user = UserFactory(email="a@example.com")
    EmailAddress.objects.create(user=user, email="a@example.com", verified=True, primary=True)
    adapter = AccountAdapter(rf.get("/"))
    account = type("Account", (), {"provider": "weixin"})

    adapter.send_notification_mail(
        "socialaccount/email/account_connected", user, {"account": account}
    )
    adapter.send_notification_mail("account/email/password_changed", user)

    assert security() == [("account.security", "您的账号：关联其他账号", True)]
    assert mail.outbox == []


def test_every_kind_leads_to_a_page():
    for kind in kinds.every():
        assert reverse(kind.url_name, args=[1] if kind.links_subject else [])
