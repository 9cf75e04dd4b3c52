"""A firm leaves a problem from a phone, the desk calls and refines, the firm confirms."""

import re

import pytest
from django.core.cache import cache

from accounts.models import Role
from core.models import FakeMessage
from marketplace.models import Need
from tests.e2e.browser import look
from tests.factories import RegionFactory
from tests.parts.people import person

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def county(settings):
    city = RegionFactory(code=settings.CITY_REGION_CODE, name="九江市", kind="city")
    return RegionFactory(parent=city)


@pytest.fixture
def keyed(page):
    """Tab until what is in focus is so called, then type or press."""

    def reach(label, *presses, typed=""):
        wanted = page.get_by_label(label).first if presses or typed else None
        for _tab in range(80):
            page.keyboard.press("Tab")
            if wanted.evaluate("it => it === document.activeElement"):
                break
        else:
            pytest.fail(f"the keyboard does not reach {label}")
        if typed:
            page.keyboard.type(typed)
        for key in presses:
            page.keyboard.press(key)

    return reach


def left_from_a_phone(visit, page):
    """The firm's part, as a stranger."""
    cache.clear()
    page.set_viewport_size(PHONE)
    visit("/needs/new/?q=拉丝断头")
    look(page, "need-begin")
    page.get_by_label("手机号码").fill("13900000711")
    page.get_by_label("我已阅读并同意隐私政策").check()
    page.get_by_role("button", name="获取短信验证码").click()
    code = re.search(r"\d{6}", FakeMessage.objects.latest("pk").text)[0]
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="确认").click()
    assert page.get_by_label("现在遇到什么问题").input_value() == "拉丝断头"
    look(page, "need-leave")
    page.get_by_label("现在遇到什么问题").fill("拉丝断头多，一台炉子一天断 40 次。")
    page.get_by_label("试过什么办法").fill("换过两家浸润剂，没有用。")
    page.get_by_label("怎么称呼您").fill("何经理")
    page.get_by_label("企业名称", exact=True).fill("江畔玻纤（示例）有限公司")
    page.get_by_label("企业所在地区").select_option(label="浔阳区")
    page.get_by_label("以上内容不涉及国家秘密").check()
    page.get_by_role("button", name="提交").click()
    look(page, "need-left")
    return Need.objects.get()


def refined_at_the_desk(visit, page):
    """The desk's part."""
    page = visit("/desk/needs/")
    look(page, "need-queue")
    page.get_by_role("link", name="拉丝断头多").click()
    page.get_by_label("联系上了", exact=True).check()
    page.get_by_label("通话记录").fill("断头集中在漏板边部，愿意付费试验。")
    page.get_by_role("button", name="记下这次联系").click()
    look(page, "need-desk")
    page.get_by_role("link", name="提炼需求").click()
    page.get_by_label("需求名称").fill("降低玻纤拉丝断头率")
    page.get_by_label("行业").select_option("materials")
    page.get_by_label("提炼稿").fill("漏板边部温差约 12 ℃，求温控方案。")
    page.get_by_label("指标").fill("断头由每天 40 次降到 10 次以下")
    page.locator("#id_public_text").fill("某玻纤企业求降低拉丝断头率的漏板温控方案。")
    page.get_by_label("我已审查").check()
    look(page, "need-refine")
    page.get_by_role("button", name="发给企业确认").click()


def test_from_a_phone_to_the_public_page(visit, page, sign_in, county):
    need = left_from_a_phone(visit, page)
    sign_in(person(Role.COUNTY_STAFF))
    refined_at_the_desk(visit, page)

    sign_in(need.author)
    page = visit(need.get_absolute_url())
    look(page, "need-confirm")
    page.get_by_label("同意公开").check()
    page.get_by_role("button", name="提炼稿没有问题，确认").click()
    page = visit("/needs/")
    look(page, "need-index")
    page.get_by_role("link", name="降低玻纤拉丝断头率").click()
    look(page, "need-public")
    assert page.get_by_text("浔阳区一家企业").is_visible()
    assert not page.get_by_text("江畔玻纤").count()
    look(visit(f"/en/needs/{need.number}/"), "need-public-en")
    assert Need.objects.get().status == Need.Status.OPEN


def test_leave_a_need_by_keyboard(visit, page, sign_in, county, keyed):
    sign_in(person(Role.FIRM_MEMBER))
    visit("/needs/new/")

    keyed("现在遇到什么问题", typed="蒸汽消耗高。")
    keyed("怎么称呼您", "Tab")
    keyed("企业所在地区", "ArrowDown")
    keyed("以上内容不涉及国家秘密", "Space")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

    assert Need.objects.get().problem == "蒸汽消耗高。"
