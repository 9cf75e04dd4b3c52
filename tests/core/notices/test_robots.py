"""A person names the robot of their group; the site calls no other host for it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.contacts import verified
from core import notices
from core.models import AuditEvent, Delivery, WecomRobot
from core.notices import addresses, choosing, robots
from tests.factories import UserFactory

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
ADDRESS = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wecom(settings, told, monkeypatch):
    settings.WECOM_PROVIDER = "wecom"
    monkeypatch.setattr(addresses, "_book", [verified])


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_page_takes_an_address_and_shows_it_masked(client, user):
    url = reverse("core:notice_robot")

    assert client.post(url, {"address": f" {ADDRESS} "}).status_code == 302

    assert robots.key(user) == KEY
    assert verified(user).addresses["wecom"] == KEY
    for page in (url, reverse("core:notice_choices")):
        said = client.get(page).content.decode()
        assert "693***" in said
        assert KEY not in said
    event = AuditEvent.objects.get()
    assert (event.action, event.after, event.actor) == ("wecom_robot.change", "set", user)
    assert KEY not in str(event.__dict__)


def test_an_empty_address_ends_it(client, user):
    robots.choose_robot(ADDRESS, actor=user)

    client.post(reverse("core:notice_robot"), {"address": ""})

    assert not WecomRobot.objects.exists()
    assert AuditEvent.objects.latest("pk").after == "removed"


@pytest.mark.parametrize(
    "text",
    [
        f"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
        f"https://qyapi.weixin.qq.com@169.254.169.254/cgi-bin/webhook/send?key={KEY}",
        f"https://qyapi.weixin.qq.com.example.cn/cgi-bin/webhook/send?key={KEY}",
        f"https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key={KEY}",
        f"https://qyapi.weixin.qq.com/cgi-bin/webhook/../x?key={KEY}",
        f"https://127.0.0.1/cgi-bin/webhook/send?key={KEY}",
        f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}&key={KEY}",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a%0d%0ab",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        KEY,
    ],
)
def test_any_other_address_is_refused_beside_its_field(client, user, text):
    answer = client.post(reverse("core:notice_robot"), {"address": text})

    assert answer.status_code == 200
    assert "请粘贴群机器人的完整地址" in answer.content.decode()
    assert not WecomRobot.objects.exists()
    assert not AuditEvent.objects.exists()


def test_without_the_channel_there_is_no_page(client, user, settings):
    settings.WECOM_PROVIDER = ""

    assert client.get(reverse("core:notice_robot")).status_code == 404


def test_what_is_private_is_not_written_into_a_group(client, user, settings):
    notices.register_kind("secret", "密", "账号", title="密", is_private=True, channels=("wecom",))
    settings.WECOM_PROVIDER = "fake"

    with pytest.raises(ValidationError):
        choosing.choose({("secret", "wecom"): "now"}, actor=user)
    notices.send("secret", [user], actor=None)

    assert not Delivery.objects.filter(channel="wecom").exists()
    assert "不适用" in client.get(reverse("core:notice_choices")).content.decode()
