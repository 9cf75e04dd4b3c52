"""A person hears that they were let in, opens it, and decides how to be told from now on."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from accounts.models import Membership
from accounts.services import memberships
from core import outbox
from core.models import Notice, NoticeChoice
from tests.e2e.browser import look, shoot
from tests.factories import MembershipFactory

LINK = re.compile(r"退订：http://[^/]+(\S+)")


@pytest.fixture
def member():
    """Somebody whose request an administrator has just confirmed, with mail."""
    asked = MembershipFactory(status=Membership.Status.PENDING, organisation__name="示例仪表厂")
    head = MembershipFactory(organisation=asked.organisation, is_administrator=True).user
    EmailAddress.objects.create(
        user=asked.user, email="a@example.com", verified=True, primary=True
    )
    memberships.confirm_membership(asked.pk, actor=head)
    outbox.drain("notices")
    return asked.user


def test_a_person_opens_a_notice_and_chooses_how_to_be_told(sign_in, visit, member):
    sign_in(member)
    page = visit("/notices/")
    expect(page.get_by_role("heading", name="您在示例仪表厂的角色已确认")).to_be_visible()
    look(page, "notices")
    shoot(page, "notices", (820,))

    page.get_by_role("button", name=re.compile("查看.*您在示例仪表厂")).click()
    expect(page).to_have_url(re.compile("/organisations/mine/$"))
    assert Notice.objects.get(recipient=member).read_at

    page = visit("/notices/choices/")
    page.get_by_label("角色已确认，邮件").select_option("digest")
    look(page, "notice-choices")
    shoot(page, "notice-choices", (820,))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.get_by_label("角色已确认，邮件")).to_have_value("digest")

    # The link of the mail that went before the choice still holds, signed in or not.
    page.context.clear_cookies()
    page = visit(LINK.search(mail.outbox[-1].body)[1])
    look(page, "notice-unsubscribe")
    page.get_by_role("button", name="退订").click()
    expect(page.get_by_text("“角色已确认”不再通过邮件发给您。")).to_be_visible()
    row = NoticeChoice.objects.get(user=member, kind="membership.confirmed", channel="mail")
    assert row.mode == "off"


def test_the_operator_has_what_failed_sent_again(sign_in, visit, operator, member):
    notice = Notice.objects.get(recipient=member)
    delivery = notice.deliveries.get(channel="mail")
    type(delivery).objects.filter(pk=delivery.pk).update(
        status="failed", error="邮件服务器：TimeoutError"
    )
    sign_in(operator)

    page = visit("/deliveries/")
    look(page, "deliveries")
    shoot(page, "deliveries", (820,))
    page.get_by_role("button", name=re.compile("^重试.*角色已确认")).click()

    expect(page.get_by_text("将再次发送。")).to_be_visible()
    outbox.drain("notices")
    delivery.refresh_from_db()
    assert delivery.status == "sent"
