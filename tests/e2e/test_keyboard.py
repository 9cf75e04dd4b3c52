"""An organisation is founded and confirmed by whoever has no mouse, and sees where they are."""

import pytest
from playwright.sync_api import expect

from accounts.models import Organisation
from tests.e2e.hands import RING, SAID, YELLOW
from tests.factories import UserFactory, credit_code

NAME = "江畔阀门（示例）有限公司"
MOST_TABS = 60


@pytest.fixture
def keys(page):
    """Tab until what is in focus begins with the words, see the focus, then press the keys."""

    def reach(words, *presses, typed=""):
        for _tab in range(MOST_TABS):
            page.keyboard.press("Tab")
            if page.evaluate(SAID).startswith(words):
                break
        assert page.evaluate(SAID).startswith(words), words
        assert YELLOW in page.evaluate(RING), words
        page.keyboard.type(typed)
        for key in presses:
            page.keyboard.press(key)

    return reach


@pytest.fixture
def go(keys, page):
    """As `keys`, and wait for the page to which the key leads."""

    def follow(words, key):
        with page.expect_navigation():
            keys(words, key)

    return follow


def test_found_and_confirm_by_keyboard(keys, go, visit, sign_in, section_staff):
    sign_in(UserFactory(name="甲某"))
    page = visit("/organisations/mine/")

    go("登记新单位", "Enter")
    keys("统一社会信用代码", typed=credit_code(1))
    keys("单位名称", typed=NAME)
    keys("单位类型", "ArrowDown")
    keys("所在地区", "ArrowDown")
    keys("您在该单位的角色", "ArrowDown", "ArrowDown")
    keys("联系人姓名", typed="甲某")
    keys("联系人电话", typed="0792-0000000")
    go("增加联系人", "Space")
    expect(page.get_by_label("联系人姓名")).to_have_count(2)
    go("去掉联系人 2", "Enter")
    expect(page.get_by_label("联系人姓名")).to_have_count(1)
    go("提交", "Enter")
    expect(page.get_by_text("等待主管科室或县区确认")).to_be_visible()

    sign_in(section_staff)
    visit("/desk/organisations/?status=pending")
    go(NAME, "Enter")
    go("确认单位", "Space")
    expect(page.get_by_text("单位已确认，申请人可以使用了。")).to_be_visible()

    assert Organisation.objects.get(name=NAME).status == Organisation.Status.CONFIRMED
