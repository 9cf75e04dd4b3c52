"""A firm leaves a problem from a phone, the desk calls and refines, the firm confirms by its link.

By touch on a phone and at a desk; then all of it by keys alone.
"""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import Role
from cms import site
from core import outbox
from core.models import FakeMessage
from marketplace.models import Listing, Need
from search import rebuild
from search.documents import DOCUMENTS
from tests.e2e.browser import look
from tests.e2e.hands import Keys, Mouse
from tests.factories import RegionFactory
from tests.parts.people import person

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
NUMBER = "13900000711"


@pytest.fixture
def county(transactional_db, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    site.set_up()
    for model in (Listing, Need):
        assert rebuild.build(DOCUMENTS[model])
    city = RegionFactory(code=settings.CITY_REGION_CODE, name="九江市", kind="city")
    return RegionFactory(parent=city)


def texted(pattern):
    """What stands in the latest text message."""
    return re.search(pattern, FakeMessage.objects.latest("pk").text)[0]


class _Walk:
    """The steps, each by whose turn it is."""

    def __init__(self, hands, page, visit, *, seen):
        self.hands, self.page, self.visit, self.seen = hands, page, visit, seen

    def look(self, name):
        """What is the same by keys is looked at once."""
        if self.seen:
            look(self.page, name)

    def proves_the_phone(self):
        cache.clear()
        self.hands.write("手机号码", NUMBER)
        self.hands.tick("我已阅读并同意隐私政策")
        self.hands.follow("获取短信验证码")
        self.look("need-code")
        self.hands.write("验证码", texted(r"\d{6}"))
        self.hands.follow("确认")

    def leaves(self):
        self.page.set_viewport_size(PHONE)
        self.visit("/search/?q=拉丝断头")
        self.hands.follow("我有技术难题")
        self.look("need-begin")
        self.proves_the_phone()
        expect(self.page.get_by_label("现在遇到什么问题")).to_have_value("拉丝断头")
        self.look("need-leave")
        self.hands.write("现在遇到什么问题", "拉丝断头多，一台炉子一天断 40 次。")
        self.hands.write("试过什么办法", "换过两家浸润剂，没有用。")
        self.hands.write("怎么称呼您", "何经理")
        self.hands.write("企业名称", "江畔玻纤（示例）有限公司")
        self.hands.choose("企业所在地区", "浔阳区")
        self.hands.tick("以上内容不涉及国家秘密")
        self.hands.follow("提交")
        self.look("need-left")

    def refines(self):
        self.page.set_viewport_size(DESK)
        self.visit("/desk/needs/")
        self.look("need-queue")
        self.hands.follow("拉丝断头多")
        self.hands.tick("联系上了")
        self.hands.write("通话记录", "断头集中在漏板边部，愿意付费试验。")
        self.hands.follow("记下这次联系")
        self.look("need-desk")
        self.hands.follow("提炼需求")
        self.hands.write("需求名称", "降低玻纤拉丝断头率")
        self.hands.choose("行业", "建材")
        self.hands.write("提炼稿", "漏板边部温差约 12 ℃，求温控方案。")
        self.hands.write("指标", "断头由每天 40 次降到 10 次以下")
        self.hands.write("公开稿", "某玻纤企业求降低拉丝断头率的漏板温控方案。")
        self.hands.tick("我已审查")
        self.look("need-refine")
        self.hands.follow("发给企业确认")

    def confirms(self):
        """The link shows; to answer takes the phone again."""
        self.page.set_viewport_size(PHONE)
        self.visit(texted(r"/needs/link/[^/]+/"))
        self.look("need-link")
        self.hands.follow("查看")
        self.look("need-linked")
        self.hands.follow("手机验证")
        self.proves_the_phone()
        self.look("need-confirm")
        self.hands.tick("同意公开")
        self.hands.follow("提炼稿没有问题")
        assert Need.objects.get().status == Need.Status.OPEN
        self.look("need-confirmed")

    def is_found(self):
        outbox.drain("search")
        self.visit("/search/needs/")
        self.visit("/search/needs/?q=断头率怎么降")
        expect(self.page.locator(".zh-row")).to_have_count(1)
        self.look("need-found")
        self.hands.follow("降低玻纤拉丝断头率")
        expect(self.page.get_by_text("浔阳区一家企业")).to_be_visible()
        assert not self.page.get_by_text("江畔玻纤").count()
        self.look("need-public")


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_from_a_phone_to_the_public_page(hand, visit, page, sign_in, county):
    walk = _Walk(hand(page), page, visit, seen=hand is Mouse)

    walk.leaves()
    sign_in(person(Role.COUNTY_STAFF))
    walk.refines()
    page.context.clear_cookies()
    walk.confirms()
    page.context.clear_cookies()
    walk.is_found()

    visit("/en/needs/")
    walk.look("need-index-en")
    walk.hands.follow("降低玻纤拉丝断头率")
    walk.look("need-public-en")
