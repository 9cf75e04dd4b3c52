"""Signing in through another platform: a whole OpenID Connect round, and whom it may let in."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Consent, PrivacyNotice, User
from accounts.sign_in.demo import demo_secret
from config.settings.other_ways import other_ways
from core.models import AuditEvent, FakeMessage
from tests.factories import UserFactory
from tests.parts.openid import CLIENT, SECRET, Provider

LOGIN = "/accounts/oidc/oidc/login/"
CALLBACK = "http://testserver/accounts/oidc/oidc/login/callback/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def provider(httpserver, settings):
    """The provider, and this installation's client at it."""
    found = Provider(httpserver)
    variables = {"OIDC_SERVER_URL": found.url, "OIDC_CLIENT_ID": CLIENT, "OIDC_SECRET": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = other_ways(variables)[1]
    return found


@pytest.fixture
def visitor(db):
    return Client()


def through(visitor, provider, process="login"):
    """What the person gets who presses the button, agrees at the provider and comes back."""
    leaving = visitor.post(f"{LOGIN}?process={process}")
    return visitor.get(provider.agree(leaving.context["target"]))


def signed_in(client):
    return "_auth_user_id" in client.session


def linked(user, sub="person-1"):
    return SocialAccount.objects.create(user=user, provider="oidc", uid=sub)


def actions(user):
    return list(AuditEvent.objects.filter(actor=user).values_list("action", flat=True))


def test_what_the_provider_is_asked_for(visitor, provider):
    through(visitor, provider)

    asked = provider.asked[0]
    assert set(asked.pop("scope").split()) == {"openid", "profile", "email"}
    assert {name: asked[name] for name in ("client_id", "redirect_uri", "response_type")} == {
        "client_id": CLIENT,
        "redirect_uri": CALLBACK,
        "response_type": "code",
    }
    assert asked["code_challenge_method"] == "S256"


def test_a_form_answers_with_a_page_that_leaves(visitor, provider):
    """`form-action 'self'` would stop a browser from following a redirect to another host."""
    page = visitor.post(f"{LOGIN}?process=login")

    assert page.status_code == 200
    assert f'content="0;url={provider.url}/authorize?' in page.content.decode()


def test_the_first_sign_in_asks_for_what_is_missing(visitor, provider):
    notice = PrivacyNotice.objects.create(version="1", effective_on="2026-01-01", text="正文")

    back = through(visitor, provider)
    form = visitor.get(back.url).content.decode()
    bare = visitor.post(back.url, {"name": "甲某", "phone": "13900000001"})
    visitor.post(back.url, {"name": "甲某", "phone": "13900000001", "agree": "on"})
    unproved = signed_in(visitor)
    code = FakeMessage.objects.latest("pk").text.split()[1][:6]
    visitor.post(reverse("account_verify_phone"), {"code": code})

    user = User.objects.get(phone="13900000001")
    assert back.url == reverse("socialaccount_signup")
    assert 'value="甲某"' in form
    assert "须先阅读并同意隐私政策" in bare.content.decode()
    assert not unproved
    assert signed_in(visitor)
    assert user.phone_verified
    assert Consent.objects.get(user=user).notice == notice
    assert {"person.sign_up", "person.connect", "consent.give"} <= set(actions(user))


def test_an_address_that_the_provider_proved_needs_no_code(visitor, provider):
    provider.person |= {"email": "a@example.org", "email_verified": True}

    back = through(visitor, provider)
    visitor.post(back.url, {"name": "甲某", "email": "a@example.org", "agree": "on"})

    assert signed_in(visitor)
    assert EmailAddress.objects.get(email="a@example.org").verified


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ({"email": "a@example.org", "email_verified": False}, "a@example.org"),
        ({"email": "a@example.org", "email_verified": True}, "b@example.org"),
    ],
    ids=["unproved", "another"],
)
def test_an_address_that_it_did_not_prove_is_asked_for_its_code(visitor, provider, said, typed):
    provider.person |= said

    back = through(visitor, provider)
    visitor.post(back.url, {"name": "甲某", "email": typed, "agree": "on"})

    assert not signed_in(visitor)
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert mail.outbox[-1].to == [typed]


@pytest.mark.parametrize("verified", [True, False])
def test_nobody_comes_into_an_account_by_its_address(visitor, provider, verified):
    owner = UserFactory(email="a@example.org")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    provider.person |= {"email": "a@example.org", "email_verified": verified}

    back = through(visitor, provider)
    visitor.post(back.url, {"name": "冒名", "email": "a@example.org", "agree": "on"})

    assert not signed_in(visitor)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_a_linked_person_is_let_in(visitor, provider, firm_member):
    linked(firm_member)

    through(visitor, provider)

    assert visitor.session["_auth_user_id"] == str(firm_member.pk)


def test_staff_still_show_their_second_factor(visitor, provider, registrar):
    TOTP.activate(registrar, demo_secret("registrar"))
    linked(registrar)

    back = through(visitor, provider)

    assert back.url == reverse("mfa_authenticate")
    assert not signed_in(visitor)


def test_staff_without_one_reach_nothing_but_enrolment(visitor, provider, registrar):
    linked(registrar)

    through(visitor, provider)

    assert visitor.get("/organisations/").url == reverse("mfa_index")


def test_a_closed_account_is_not_let_in(visitor, provider, firm_member):
    linked(firm_member)
    User.objects.filter(pk=firm_member.pk).update(is_active=False)

    back = through(visitor, provider)

    assert back.url == reverse("account_inactive")
    assert not signed_in(visitor)


def test_a_person_links_and_unlinks(client, provider, firm_member):
    client.force_login(firm_member)
    PrivacyNotice.objects.all().delete()

    through(client, provider, "connect")
    shown = client.get(reverse("socialaccount_connections")).content.decode()
    one = SocialAccount.objects.get()
    client.post(reverse("socialaccount_connections"), {"account": one.pk})

    assert (one.user, one.uid) == (firm_member, "person-1")
    assert "统一身份认证" in shown
    assert not SocialAccount.objects.exists()
    assert actions(firm_member) == ["person.connect", "person.disconnect"]


def test_linking_asks_again_for_a_password_that_there_is(visitor, provider, firm_member):
    firm_member.set_password("a-long-enough-password")
    firm_member.save()
    visitor.force_login(firm_member, "django.contrib.auth.backends.ModelBackend")

    asked = through(visitor, provider, "connect")
    before = SocialAccount.objects.count()
    visitor.post(reverse("account_reauthenticate"), {"password": "a-long-enough-password"})

    assert asked.url == reverse("account_reauthenticate")
    assert before == 0
    assert SocialAccount.objects.get().user == firm_member
    assert actions(firm_member) == ["person.connect"]


def test_an_account_that_is_anothers_is_not_linked_twice(client, provider, firm_member):
    owner = UserFactory()
    linked(owner)
    client.force_login(firm_member)

    through(client, provider, "connect")
    page = client.get(reverse("socialaccount_connections")).content.decode()

    assert "已关联到另一个人" in page
    assert SocialAccount.objects.get().user == owner
    assert actions(firm_member) == []


def test_the_last_way_in_is_not_unlinked(client, provider, db):
    user = UserFactory(phone=None, phone_verified=False)
    one = linked(user)
    client.force_login(user)

    page = client.post(reverse("socialaccount_connections"), {"account": one.pk})

    assert "将无法登录" in page.content.decode()
    assert SocialAccount.objects.exists()


def test_a_strangers_state_is_refused(visitor, provider):
    leaving = visitor.post(f"{LOGIN}?process=login")
    back = provider.agree(leaving.context["target"])

    answer = Client().get(back)

    assert answer.status_code == 401
    assert "没有登录成功" in answer.content.decode()


def test_who_changes_their_mind_is_told_how_to_go_on(visitor, provider):
    leaving = visitor.post(f"{LOGIN}?process=login")
    state = provider.agree(leaving.context["target"]).partition("state=")[2]

    answer = visitor.get(f"{CALLBACK}?error=access_denied&state={state}", follow=True)

    assert "已取消登录" in answer.content.decode()


def test_a_provider_that_does_not_answer_is_said(visitor, provider, httpserver):
    httpserver.clear()

    answer = visitor.post(f"{LOGIN}?process=login")

    assert answer.status_code == 502
    assert "没有登录成功" in answer.content.decode()
