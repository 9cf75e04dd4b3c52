"""What the pages' frame shows to whom."""

import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.forms import CharField, EmailField, Form
from django.test import RequestFactory
from django.urls import reverse
from django.views.defaults import permission_denied

from core import navigation
from core.forms import show_audience
from core.navigation import Area, Item, Navigation
from core.views import refusals
from tests.factories import UserFactory


class Contact(Form):
    name = CharField(label="姓名", help_text="与证件一致。")
    email = EmailField(label="邮箱", required=False)

    def __init__(self, *args):
        super().__init__(*args)
        show_audience(self.fields, {"email": "仅本单位"})


def test_a_field_is_tied_to_its_hint_its_audience_and_its_error():
    form = str(Contact({"name": "", "email": "x"}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in form
    assert 'aria-describedby="id_email_audience id_email_error"' in form
    assert "谁能看到：仅本单位" in form
    assert form.count("必填") == 1


class Three(Form):
    name, problem, remark, email = (CharField(label=label) for label in "甲乙丙丁")
    sections = (("一", ("name", "problem")), ("二", ("remark", "email")))

    def __init__(self, audience):
        super().__init__()
        show_audience(self.fields, audience)


def test_an_audience_is_said_once_and_beside_a_field_only_where_it_differs():
    drawn = str(Three(dict.fromkeys(("name", "problem", "remark"), "所有人") | {"email": "您"}))

    assert drawn.count("谁能看到：所有人") == 1
    assert drawn.count("谁能看到：您") == 1
    assert drawn.count('aria-describedby="form-audience"') == 3
    assert 'aria-describedby="id_email_audience"' in drawn


def test_a_section_of_its_own_audience_says_it_under_its_legend():
    every = dict.fromkeys(("name", "problem"), "所有人")
    drawn = str(Three(every | dict.fromkeys(("remark", "email"), "您")))

    assert drawn.count("谁能看到：所有人") == drawn.count("谁能看到：您") == 1
    assert drawn.count('aria-describedby="form-2-audience"') == 2
    assert drawn.index("<legend>二") < drawn.index("谁能看到：您")


def test_the_summary_of_errors_links_to_the_fields():
    form = str(Contact({"name": "", "email": ""}))

    assert '<a href="#id_name">姓名</a>' in form
    assert '<a href="#id_email">' not in form


def test_navigation_leaves_out_what_the_reader_may_not_do(monkeypatch, registrar, broker):
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(
        Item("登记", "core:accessibility", Area.DESK, allowed=lambda user: user == registrar)
    )
    request = RequestFactory().get(reverse("core:accessibility"))

    request.user = registrar
    assert [(link.label, link.current) for link in Navigation(request)["desk"]] == [("登记", True)]
    assert Navigation(request).frame == "desk.html"
    request.user = broker
    assert Navigation(request)["desk"] == []
    assert Navigation(request).frame == "base.html"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/search/", "成果"),
        ("/search/compare/", "成果"),
        ("/achievements/industry/steel/", "成果"),
        ("/search/needs/?q=断头", "需求"),
        ("/needs/", "需求"),
        ("/en/search/needs/?q=断头", "Needs"),
        ("/privacy/", None),
    ],
)
def test_a_page_stands_below_one_place_at_most(client, db, path, current):
    row = re.search(r'<nav class="zh-nav".*?</nav>', client.get(path).content.decode())[0]

    assert re.findall(r'aria-current="page">([^<]+)', row) == ([current] if current else [])


def test_every_announced_place_exists(db):
    assert all(item.url for item in navigation.registered())


def test_the_care_edition_is_kept_and_leads_back_to_the_page(client, db):
    back = reverse("core:accessibility")

    answer = client.post(reverse("core:care"), {"care": "on", "next": back})

    assert answer.url == back
    assert 'data-zh-care="on"' in client.get(back).content.decode()
    client.post(reverse("core:care"), {"care": "off", "next": back})
    assert "data-zh-care" not in client.get(back).content.decode()


@pytest.mark.parametrize(
    ("chosen", "attribute", "media"),
    [
        ("dark", 'data-bs-theme="dark"', 'media="screen"'),
        ("light", 'data-bs-theme="light"', ""),
        ("system", 'data-bs-theme="light"', 'media="screen and (prefers-color-scheme: dark)"'),
        ("purple", 'data-bs-theme="light"', 'media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_the_colours_chosen_are_kept(client, db, chosen, attribute, media):
    back = reverse("core:accessibility")

    answer = client.post(reverse("core:theme"), {"theme": chosen, "next": back})
    page = client.get(back).content.decode()

    assert answer.url == back
    assert attribute in page
    assert ("core/css/dark.css" in page) == bool(media)
    assert media in page


def test_an_english_page_bears_english_names(client, db):
    page = client.get("/en/accessibility/").content.decode()

    assert "Jiujiang Bureau of Science and Technology" in page
    assert "九江市科学技术局" not in page
    assert " · Zhuanhua</title>" in page


def test_the_care_switch_leads_to_no_other_site(client, db):
    answer = client.post(reverse("core:care"), {"care": "on", "next": "https://example.org/"})

    assert answer.url == "/"


def test_the_language_switch_keeps_the_page(client, db):
    assert 'href="/en/accessibility/?a=1"' in client.get("/accessibility/?a=1").content.decode()
    assert 'href="/accessibility/?a=1"' in client.get("/en/accessibility/?a=1").content.decode()


def test_a_page_nobody_knows_is_404_on_a_page_of_ours(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (lambda request: refusals.bad_request(request, ValueError()), 400, "读不懂"),
        (lambda request: refusals.bad_request(request, RequestDataTooBig()), 413, "太大"),
        (refusals.server_error, 500, "系统出错了"),
    ],
)
def test_the_worst_pages_need_no_database(rf, answer, status, says):
    response = answer(rf.get("/"))

    assert response.status_code == status
    assert says in response.content.decode()


def test_maintenance_answers_everything_with_503(client, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()

    answer = client.get("/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "600"


def test_a_refusal_names_the_act(rf, registrar):
    request = rf.get("/")
    request.user = registrar

    page = permission_denied(request, PermissionDenied("chain.start")).content.decode()

    assert "您要做的是：建立转化链" in page
    assert "登记员" in page


def test_who_belongs_nowhere_yet_is_shown_the_way_in(rf, registrar):
    request = rf.get("/listings/new/")

    pages = []
    for request.user in (UserFactory(), registrar):
        refusal = permission_denied(request, PermissionDenied("listing.begin"))
        pages.append("加入或登记一家单位" in refusal.content.decode())

    assert pages == [True, False]
