"""A person's language: chosen once, kept on the account, used for pages and for what is sent."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.fields import OrganisationField
from accounts.models import Organisation, Role, User
from accounts.services import people
from core import outbox
from core.models import AuditEvent, FakeMessage, Notice
from marketplace.services import enquiries
from tests.factories import (
    EnquiryFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CHINESE, ENGLISH = "zh-hans", "en"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def english(client):
    """Somebody who reads English, in a session that has not opened a page yet."""
    user = UserFactory(language=ENGLISH)
    client.force_login(user)
    return user


def reachable(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_one_act_tells_two_people_each_in_their_own_language():
    enquiry = EnquiryFactory(listing__title="铜箔", listing__author__email="a@example.com")
    author = reachable(enquiry.listing.author)
    office = MembershipFactory(
        organisation=enquiry.listing.organisation,
        role=Role.RESEARCH_OFFICE,
        user__email="b@example.com",
        user__language=ENGLISH,
    ).user
    reachable(office)

    enquiries.ask_again(enquiry.pk, "能寄样品吗？", actor=enquiry.asker)
    outbox.drain("notices")

    said = {notice.recipient: (notice.title, notice.url) for notice in Notice.objects.all()}
    page = f"/enquiries/{enquiry.pk}/"
    assert said == {
        author: ("有新的追问：铜箔", page),
        office: ("A further question: 铜箔", f"/en{page}"),
    }
    texts = dict(FakeMessage.objects.values_list("address", "text"))
    assert texts == {author.phone: "有新的追问：铜箔", office.phone: "A further question: 铜箔"}
    chinese_mail, english_mail = sorted(mail.outbox, key=lambda each: each.to)
    assert (chinese_mail.to, english_mail.to) == ([author.email], [office.email])
    assert "退订：" in chinese_mail.body
    assert "Unsubscribe: " in english_mail.body
    html = english_mail.alternatives[0][0]
    assert '<html lang="en">' in html
    assert "Zhuanhua" in html
    assert "退订" not in html


def test_the_switch_is_kept_and_leads_to_the_same_page(client):
    user = UserFactory()
    client.force_login(user)
    page = client.get(reverse("person:profile")).content.decode()
    sent = {"language": ENGLISH, "next": "/en/me/"}

    answer = client.post(reverse("person:language"), sent)

    user.refresh_from_db()
    assert f'action="{reverse("person:language")}"' in page
    assert '<input type="hidden" name="next" value="/en/me/">' in page
    assert (answer.status_code, answer["Location"], user.language) == (302, "/en/me/", ENGLISH)
    event = AuditEvent.objects.get(action="person.choose_language")
    assert (event.actor, event.changes) == (user, {"language": ["", ENGLISH]})


@pytest.mark.parametrize("target", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_without_a_page_of_ours_it_leads_to_the_own_page_in_that_language(english, client, target):
    sent = {"language": CHINESE, "next": target}

    assert client.post("/en/me/language/", sent)["Location"] == "/me/"


def test_a_language_that_we_do_not_have_is_refused(english, client):
    assert client.post(reverse("person:language"), {"language": "tlh"}).status_code == 400

    english.refresh_from_db()
    assert english.language == ENGLISH
    assert not AuditEvent.objects.exists()


def test_another_device_opens_in_it_once_and_then_follows_the_address(english, client):
    first = client.get("/me/?a=1")
    second = client.get("/me/")

    assert (first.status_code, first["Location"]) == (302, "/en/me/?a=1")
    assert second.status_code == 200


def test_an_address_without_languages_does_not_count_as_the_first_page(english, client):
    first = client.get("/api/v1/docs")

    assert first.status_code == 200
    assert client.get("/me/")["Location"] == "/en/me/"


def test_who_chose_chinese_is_led_from_an_english_address(client):
    client.force_login(UserFactory(language=CHINESE))

    assert client.get("/en/me/")["Location"] == "/me/"


def test_who_chose_nothing_stays_at_the_address(client):
    client.force_login(UserFactory())

    assert client.get("/en/me/").status_code == 200
    assert client.get("/me/").status_code == 200


def test_neither_a_fragment_nor_a_form_is_led_away(english, client):
    fragment = client.get("/me/", headers={"HX-Request": "true"})
    form = client.post("/me/language/", {"language": ENGLISH, "next": "/me/"})

    assert fragment.status_code == 200
    assert form["Location"] == "/me/"


def test_signing_up_on_an_english_page_keeps_english():
    visitor = Client()
    person = {"name": "Ann", "agree": "on", "phone": "13900000001"}

    visitor.post("/en/accounts/signup/", person)
    code = re.search(r"\d{6}", FakeMessage.objects.get().text)[0]
    verify = reverse("account_verify_phone")
    visitor.post(f"/en{verify.removeprefix('/en')}", {"code": code})

    assert User.objects.get(phone="13900000001").language == ENGLISH


def test_a_code_comes_in_the_language_of_whose_address_it_is():
    with translation.override(CHINESE):
        by_mail = UserFactory(language=ENGLISH, email="c@example.com")
        reachable(by_mail)
        by_phone = UserFactory(language=ENGLISH)
        Client().post(reverse("account_request_login_code"), {"email": by_mail.email})
        Client().post(reverse("account_request_login_code"), {"phone": by_phone.phone})

    assert "Your code is" in mail.outbox[-1].body
    assert mail.outbox[-1].body.strip().endswith("Jiujiang Bureau of Science and Technology")
    text = FakeMessage.objects.get()
    assert text.subject == "Zhuanhua sign-in code"
    assert "code" in text.text


def test_the_old_number_hears_of_a_change_in_its_persons_language(
    django_capture_on_commit_callbacks,
):
    user = UserFactory(language=ENGLISH)

    with django_capture_on_commit_callbacks(execute=True):
        people.change_phone(user.pk, "13900000099", verified=True, actor=user)

    assert "account" in FakeMessage.objects.get(address=user.phone).text


def test_a_choice_of_organisations_speaks_the_readers_language(db):
    place = OrganisationFactory(name="示例玻纤有限公司", name_en="Example Glass Fibre Co., Ltd.")
    field = OrganisationField(queryset=Organisation.objects.all(), empty_label=None)

    told = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told[language] = [label for _value, label in field.choices]

    assert told == {"zh-hans": [place.name], "en": [place.name_en]}
