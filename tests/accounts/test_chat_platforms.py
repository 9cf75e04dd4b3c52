"""WeChat, DingTalk and Feishu, each on where its client is named, against fakes of their hosts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from allauth.socialaccount.providers.feishu.client import FeishuOAuth2Client
from allauth.socialaccount.providers.feishu.views import FeishuOAuth2Adapter
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from config.settings.other_ways import other_ways
from tests.factories import UserFactory

ASKED = {
    "weixin": {"host": "open.weixin.qq.com", "client": "appid", "scope": {"snsapi_login"}},
    "dingtalk": {
        "host": "login.dingtalk.com",
        "client": "client_id",
        "scope": {"openid", "corpid"},
    },
    "feishu": {"host": "open.feishu.cn", "client": "app_id", "scope": {""}},
}
CODE = {"weixin": "code", "dingtalk": "authCode", "feishu": "code"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def visitor(db):
    return Client()


@pytest.fixture
def hosts(httpserver, monkeypatch):
    """The three platforms' token and user-info endpoints; each knows one code and one person."""
    url = httpserver.url_for
    monkeypatch.setattr(WeixinOAuth2Adapter, "access_token_url", url("/weixin/token"))
    monkeypatch.setattr(WeixinOAuth2Adapter, "profile_url", url("/weixin/person"))
    monkeypatch.setattr(DingTalkOAuth2Adapter, "access_token_url", url("/dingtalk/token"))
    monkeypatch.setattr(DingTalkOAuth2Adapter, "profile_url", url("/dingtalk/person"))
    monkeypatch.setattr(FeishuOAuth2Client, "app_access_token_url", url("/feishu/app"))
    monkeypatch.setattr(FeishuOAuth2Adapter, "access_token_url", url("/feishu/token"))
    monkeypatch.setattr(FeishuOAuth2Adapter, "user_info_url", url("/feishu/person"))
    tokens = {"access_token": "t", "refresh_token": "r", "expires_in": 7200}
    httpserver.expect_request("/weixin/token", method="POST").respond_with_json(
        {**tokens, "openid": "person-1"}
    )
    httpserver.expect_request(
        "/weixin/person", query_string={"access_token": "t", "openid": "person-1"}
    ).respond_with_json({"openid": "person-1", "nickname": "甲某".encode().decode("latin-1")})
    httpserver.expect_request(
        "/dingtalk/token",
        json={
            "clientId": "client",
            "clientSecret": "secret",
            "code": "one-code",
            "grantType": "authorization_code",
        },
    ).respond_with_json({"accessToken": "t", "refreshToken": "r", "expireIn": 7200})
    httpserver.expect_request(
        "/dingtalk/person", headers={"x-acs-dingtalk-access-token": "t"}
    ).respond_with_json({"openId": "person-1", "nick": "甲某"})
    httpserver.expect_request("/feishu/app").respond_with_json({"app_access_token": "a"})
    httpserver.expect_request(
        "/feishu/token",
        json={"grant_type": "authorization_code", "code": "one-code", "app_access_token": "a"},
    ).respond_with_json({"data": tokens})
    httpserver.expect_request(
        "/feishu/person", headers={"Authorization": "Bearer t"}
    ).respond_with_json({"code": 0, "data": {"open_id": "person-1", "name": "甲某"}})
    return httpserver


def leave(visitor, platform):
    """The address that the person is sent to, and what it asks for."""
    page = visitor.post(reverse(f"{platform}_login") + "?process=login")
    target = urlsplit(page.context["target"])
    return target, {name: values[0] for name, values in parse_qs(target.query).items()}


@pytest.mark.parametrize("platform", ASKED)
def test_a_platform_is_asked_for_the_right_things(visitor, platform):
    expected = ASKED[platform]

    target, asked = leave(visitor, platform)

    assert (target.scheme, target.netloc) == ("https", expected["host"])
    assert asked[expected["client"]] == "client"
    assert set(asked.get("scope", "").split()) == expected["scope"] - {""}
    assert asked["redirect_uri"] == f"http://testserver/accounts/{platform}/login/callback/"
    assert asked["state"]


@pytest.mark.usefixtures("hosts")
@pytest.mark.parametrize("platform", ASKED)
def test_the_way_back_asks_a_newcomer_for_the_rest(visitor, platform):
    _target, asked = leave(visitor, platform)

    back = visitor.get(
        reverse(f"{platform}_callback"), {CODE[platform]: "one-code", "state": asked["state"]}
    )
    form = visitor.get(back.url).content.decode()

    assert back.url == reverse("socialaccount_signup")
    assert 'value="甲某"' in form


@pytest.mark.usefixtures("hosts")
@pytest.mark.parametrize("platform", ASKED)
def test_the_way_back_lets_a_linked_person_in(visitor, platform):
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider=platform, uid="person-1")
    _target, asked = leave(visitor, platform)

    visitor.get(
        reverse(f"{platform}_callback"), {CODE[platform]: "one-code", "state": asked["state"]}
    )

    assert visitor.session["_auth_user_id"] == str(user.pk)


def test_a_platform_that_refuses_in_words_of_its_own_is_said(visitor, hosts):
    hosts.clear()
    hosts.expect_request("/weixin/token").respond_with_json({"access_token": "t"})
    hosts.expect_request("/weixin/person").respond_with_json({"errcode": 40003})
    _target, asked = leave(visitor, "weixin")

    answer = visitor.get(reverse("weixin_callback"), {"code": "one-code", "state": asked["state"]})

    assert answer.status_code == 502
    assert "没有登录成功" in answer.content.decode()


def test_buttons_show_only_what_is_configured(visitor, settings):
    every = visitor.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = other_ways(
        {"DINGTALK_CLIENT_ID": "client", "DINGTALK_SECRET": "secret"}
    )[1]
    one = visitor.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    none = visitor.get(reverse("account_login")).content.decode()

    assert [name in every for name in ("微信", "钉钉", "飞书", "统一身份认证")] == [True] * 4
    assert [name in one for name in ("微信", "钉钉", "飞书")] == [False, True, False]
    assert "用其他账号登录" not in none


def test_nothing_is_switched_on_without_its_variables():
    assert other_ways({}) == ([], {})


@pytest.mark.parametrize("switch", ["1", "true", "True"])
def test_within_wechat_the_service_account_asks(visitor, settings, switch):
    client = {"WEIXIN_CLIENT_ID": "client", "WEIXIN_SECRET": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = other_ways({**client, "WEIXIN_IN_WECHAT": switch})[1]

    target, asked = leave(visitor, "weixin")

    assert target.path == "/connect/oauth2/authorize"
    assert asked["scope"] == "snsapi_userinfo"
    assert "SCOPE" not in other_ways({**client, "WEIXIN_IN_WECHAT": "0"})[1]["weixin"]


def test_a_client_without_its_secret_is_refused():
    with pytest.raises(ImproperlyConfigured, match="FEISHU_SECRET"):
        other_ways({"FEISHU_CLIENT_ID": "client"})
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID"):
        other_ways({"OIDC_SERVER_URL": "https://example.test"})
