"""The words under which a membership is given up, turned down or ended."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PENDING = Membership.Status.PENDING


def acts(client, user, url, *args):
    client.force_login(user)
    page = client.get(reverse(url, args=args)).content.decode()
    return {word for word in ("撤回", "不予确认", "结束") if f"{word}<span" in page}


def test_an_administrator_turns_a_colleagues_request_down(client):
    administrator = MembershipFactory(is_administrator=True)
    MembershipFactory(organisation=administrator.organisation, status=PENDING)

    seen = acts(client, administrator.user, "accounts:members", administrator.organisation_id)

    assert seen == {"不予确认", "结束"}  # the second on the administrator's own role


def test_one_takes_back_ones_own_request(client):
    asked = MembershipFactory(status=PENDING)

    assert acts(client, asked.user, "accounts:mine") == {"撤回"}
    client.post(reverse("accounts:membership_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.status == Membership.Status.ENDED


def test_one_ends_ones_own_role(client):
    assert acts(client, MembershipFactory().user, "accounts:mine") == {"结束"}


def test_the_members_page_says_what_the_office_may_do(client):
    university = OrganisationFactory(kind="university")
    member = MembershipFactory(organisation=university, role=Role.RESEARCHER).user
    client.force_login(member)

    page = client.get(reverse("accounts:members", args=[university.pk])).content.decode()

    assert "可代本单位科研人员填报和提交" in page


def test_whoever_asks_reads_what_each_role_is_for(client):
    company = OrganisationFactory()
    client.force_login(UserFactory())

    page = client.get(reverse("accounts:claim", args=[company.pk])).content.decode()

    assert "代表本企业提需求" in page
    assert "复核登记员的认定结论" not in page
