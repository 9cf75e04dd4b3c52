"""The pages of needs: from a phone, at the desk, and what everybody reads."""

import re
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import FakeMessage
from marketplace.forms.need import NeedForm
from marketplace.models import Need
from marketplace.services import need_links
from tests.factories import NeedFactory, OfferFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "一台炉子一天断 40 次"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def county(settings):
    city = RegionFactory(code=settings.CITY_REGION_CODE, name="市", kind="city")
    return RegionFactory(parent=city)


def sent_code():
    return FakeMessage.objects.latest("pk").text.split()[1][:6]


def test_a_stranger_leaves_a_need_with_nothing_but_a_phone(county):
    visitor = Client()
    page = reverse("marketplace:leave_need") + "?q=拉丝断头"
    asked = visitor.get(page).content.decode()
    assert "拉丝断头" in asked
    here = reverse("person:enter")
    visitor.post(here, {"phone": "13900000701", "agree": "on", "next": page})
    verified = visitor.post(reverse("account_verify_phone"), {"code": sent_code()})
    assert unquote(verified["Location"]) == page
    assert "拉丝断头" in visitor.get(page).content.decode()

    done = visitor.post(
        page,
        {
            "problem": SECRET,
            "contact": "示例经理",
            "region": county.pk,
            "is_name_hidden": "on",
            "is_declared_open": "on",
        },
    )

    need = Need.objects.get()
    assert done["Location"] == need.get_absolute_url()
    assert need.author == User.objects.get(phone="13900000701")
    assert need.is_name_hidden
    assert SECRET in visitor.get(need.get_absolute_url()).content.decode()


def test_somebody_known_comes_in_by_the_same_door(county):
    user = UserFactory(phone="13900000702")
    visitor = Client()

    visitor.post(
        reverse("person:enter"),
        {"phone": user.phone, "agree": "on", "next": reverse("marketplace:my_needs")},
    )
    done = visitor.post(reverse("account_verify_phone"), {"code": sent_code()})

    assert done["Location"] == reverse("marketplace:my_needs")
    assert visitor.session["_auth_user_id"] == str(user.pk)


def test_the_door_says_the_same_to_everybody_and_not_too_often():
    UserFactory(phone="13900000703")
    answers = [
        Client().post(reverse("person:enter"), {"phone": phone, "agree": "on"}).status_code
        for phone in ("13900000703", "13900000704")
    ]
    again = Client().post(reverse("person:enter"), {"phone": "13900000703", "agree": "on"})

    assert answers == [302, 302]
    assert again.status_code == 200  # the form again, with what is wrong


def test_each_field_says_who_sees_it(client, county):
    client.force_login(UserFactory())
    page = client.get(reverse("marketplace:leave_need")).content.decode()

    assert page.count("谁能看到：只有您和所在县区、科室的工作人员") == 1
    for name in ("problem", "tried", "photo", "contact", "region", "wanted_by"):
        control = re.search(rf'<[^>]* id="id_{name}"[^>]*>', page)[0]
        assert "form-audience" in re.search(r'aria-describedby="([^"]*)"', control)[1].split()
    assert 'id="form-audience"' in page
    assert "谁能看到：默认不公开；您确认后才公开" in page
    assert 'id="id_company_audience"' in page


def test_everybody_reads_the_public_text_and_nothing_else(client):
    need = NeedFactory(status=Need.Status.OPEN)
    hidden = (SECRET, need.tried, need.refined, need.company, need.contact, need.author.phone)

    for url in (
        reverse("marketplace:needs"),
        reverse("marketplace:public_need", args=[need.number]),
    ):
        page = client.get(url).content.decode()
        assert need.public_text in page
        assert [text for text in hidden if text in page] == []
        assert "浔阳区一家企业" in page


@pytest.mark.parametrize("status", [one for one in Need.Status if one != Need.Status.OPEN])
def test_nothing_else_is_public(client, status):
    need = NeedFactory(status=status)

    assert need.public_text not in client.get(reverse("marketplace:needs")).content.decode()
    answer = client.get(reverse("marketplace:public_need", args=[need.number]))
    assert answer.status_code == 404


def test_a_public_need_does_not_open_its_timeline(client, firm_member):
    need = NeedFactory(status=Need.Status.OPEN)
    client.force_login(firm_member)

    assert client.get(reverse("core:chain", args=[need.chain.number])).status_code == 404


def test_a_link_of_a_text_message_lets_read_and_not_act(monkeypatch):
    need = NeedFactory(status=Need.Status.PROPOSED)
    monkeypatch.setattr(need_links.secrets, "token_urlsafe", lambda _n: "known")
    need_links.send_link(need)
    bearer, page = Client(), reverse("marketplace:need_link", args=["known"])

    assert bearer.get(page).status_code == 200  # a phone that opens links does not use it up
    opened = bearer.post(page, follow=True)
    assert need.refined in opened.content.decode()
    assert "链接只能查看" in opened.content.decode()
    assert bearer.post(page).status_code == 404
    refused = bearer.post(need.get_absolute_url(), {"may_publish": "1", "version": need.version})
    assert refused.status_code == 403
    assert Client().get(need.get_absolute_url()).status_code == 302
    assert Need.objects.get().status == Need.Status.PROPOSED


def test_desk_and_firm_by_their_pages(client, county_staff, county):
    need = NeedFactory(title="", refined="", public_text="", refined_confirmed_at=None)
    client.force_login(county_staff)
    desk = reverse("marketplace:desk_need", args=[need.pk])
    assert need.author.phone in client.get(desk).content.decode()
    client.post(desk, {"is_reached": "1", "note": "说清了"})
    refine = reverse("marketplace:need_refine", args=[need.pk])
    texts = {
        "title": "降低断头率",
        "industry": "materials",
        "refined": "漏板温差大。",
        "public_text": "电话 13900000001",
        "is_cleared": "on",
    }
    wrong = client.post(refine, texts)
    assert "公开内容里不能有手机号码" in wrong.content.decode()
    client.post(refine, texts | {"public_text": "求温控方案。"})
    need.refresh_from_db()
    client.force_login(need.author)

    client.post(need.get_absolute_url(), {"may_publish": "1", "version": need.version})

    assert "求温控方案。" in Client().get(reverse("marketplace:needs")).content.decode()


def test_pages_ask_a_bounded_number_of_questions(
    client, county_staff, django_assert_max_num_queries
):
    made = [NeedFactory(status=Need.Status.OPEN) for _n in range(15)]

    with django_assert_max_num_queries(6):
        Client().get(reverse("marketplace:needs"))
    # A session's first page also notes the device.
    client.force_login(county_staff)
    client.get(reverse("marketplace:desk_needs"))
    with django_assert_max_num_queries(14):
        client.get(reverse("marketplace:desk_needs"))
    client.force_login(made[0].author)
    client.get(reverse("marketplace:my_needs"))
    for _answer in range(5):
        OfferFactory(need=made[0])
    with django_assert_max_num_queries(13):
        client.get(made[0].get_absolute_url())


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("面议", None), (" （面议） ", None), ("面议。", None), ("可面议", None),
        ("Negotiable", None),
        ("无", None), ("", None), ("30,000.00", 3_000_000), ("30000元", 3_000_000),
    ],
)  # fmt: skip
def test_a_budget_may_be_open_as_its_hint_says(said, fen):
    form = NeedForm({"budget_fen": said}, user=UserFactory())
    form.is_valid()

    assert "budget_fen" not in form.errors
    assert form.cleaned_data["budget_fen"] == fen


@pytest.mark.parametrize(
    ("sent", "least", "most"),
    [
        ({"budget_fen": "30万"}, None, 30_000_000),
        ({"budget_fen": "30-50万"}, 30_000_000, 50_000_000),
        ({"budget_fen": "30万左右"}, None, 30_000_000),
        ({"budget_fen": "不超过50万元"}, None, 50_000_000),
        # By the number pad of a phone: two numbers, and the unit beside them.
        ({"budget_fen": "30", "budget_fen_unit": "万元"}, None, 30_000_000),
        ({"budget_fen": "30", "budget_fen_to": "50", "budget_fen_unit": "万元"}, 3e7, 5e7),
        ({"budget_fen": "30000", "budget_fen_unit": "元"}, None, 3_000_000),
        # What was typed with its own unit is not multiplied again.
        ({"budget_fen": "300000元", "budget_fen_unit": "万元"}, None, 30_000_000),
        ({"budget_fen": "", "budget_fen_unit": "万元"}, None, None),
        ({"budget_fen": "", "budget_fen_unit": "面议"}, None, None),
    ],
)
def test_a_budget_is_said_as_people_say_it(sent, least, most):
    form = NeedForm(sent, user=UserFactory())
    form.is_valid()

    assert "budget_fen" not in form.errors
    assert form.cleaned_data["budget_from_fen"] == least
    assert form.cleaned_data["budget_fen"] == most
    assert 'inputmode="decimal"' in str(form["budget_fen"])


def test_a_budget_that_is_refused_is_shown_as_it_was_typed():
    form = NeedForm(
        {"budget_fen": "50", "budget_fen_to": "30", "budget_fen_unit": "元"}, user=UserFactory()
    )

    drawn = str(form["budget_fen"])
    assert form.errors["budget_fen"] == ["前一个金额大于后一个，请核对。"]
    assert 'value="50"' in drawn
    assert 'value="30"' in drawn
    assert '<option value="元" selected>' in drawn


@pytest.mark.parametrize("said", ["面议左右", "三万", "-1", "30", "30.5.5万"])
def test_what_is_no_amount_and_no_such_word_is_refused(said):
    assert "budget_fen" in NeedForm({"budget_fen": said}, user=UserFactory()).errors


def test_pages_say_both_ends_of_a_budget(client):
    need = NeedFactory(status=Need.Status.OPEN, budget_from_fen=30_000_000, budget_fen=50_000_000)

    page = client.get(reverse("marketplace:public_need", args=[need.number])).content.decode()

    assert "30 万元～50 万元" in page


def test_pages_of_taking_a_public_need_down(client, county_staff):
    need = NeedFactory(status=Need.Status.OPEN)
    public = reverse("marketplace:public_need", args=[need.number])
    take_down = reverse("marketplace:need_take_down", args=[need.pk])
    client.force_login(county_staff)
    assert (
        take_down in client.get(reverse("marketplace:desk_need", args=[need.pk])).content.decode()
    )
    assert "撤下原因" in client.get(take_down).content.decode()

    done = client.post(take_down, {"reason": "写出了工艺参数"}, follow=True).content.decode()

    assert "已撤下，并已通知企业。" in done
    assert "已从公开列表撤下：写出了工艺参数" in done
    assert take_down not in done
    refine = reverse("marketplace:need_refine", args=[need.pk])
    assert "写出了工艺参数" in client.get(refine).content.decode()
    assert Client().get(public).status_code == 404
    assert client.get(take_down).status_code == 409
    client.force_login(need.author)
    assert "写出了工艺参数" in client.get(need.get_absolute_url()).content.decode()


def test_english_pages_say_what_a_need_is_or_that_it_is_in_chinese(client):
    told = NeedFactory(status=Need.Status.OPEN, english_summary="Fewer breaks in drawing.")
    untold = NeedFactory(status=Need.Status.OPEN)
    rows = reverse("marketplace:needs")
    addresses = [reverse("marketplace:public_need", args=[one.number]) for one in (told, untold)]

    listed = client.get(f"/en{rows}").content.decode()
    pages = [client.get(f"/en{address}").content.decode() for address in addresses]

    assert listed.count("Fewer breaks in drawing.") == 1
    assert listed.count("This need is described in Chinese only.") == 1
    assert "Fewer breaks in drawing." in pages[0]
    assert "This need is described in Chinese only." in pages[1]
    assert "described in Chinese only" not in pages[0]
    assert "Fewer breaks" not in client.get(rows).content.decode()
