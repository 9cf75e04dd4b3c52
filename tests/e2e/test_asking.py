"""A firm finds, compares, asks and is let into confidence: by mouse, then by keys alone."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from accounts.models import Role
from cms import site
from marketplace.models import Agreement, Enquiry, FileView, Listing, ListingFile
from search import rebuild
from search.documents import DOCUMENTS
from tests.e2e.browser import look
from tests.e2e.hands import Keys, Mouse
from tests.factories import ListingFactory
from tests.marketplace.test_disclosure import paper
from tests.parts.people import person

SENTENCE = "玻璃纤维拉丝的时候总是断头，能耗也高"


@pytest.fixture
def market(transactional_db, tmp_path, settings):
    """Two achievements that answer the sentence, one of another industry; the first has a file."""
    settings.SEARCH_DIR = tmp_path
    site.set_up()
    listing, *_others = [
        ListingFactory(
            public=True,
            title=title,
            benefit=f"能耗下降 {11 + number}.6%，已在两条产线试用。",
            industry=industry,
        )
        for number, (title, industry) in enumerate(
            [
                ("玻纤拉丝漏板温度场重构与断头预警", "materials"),
                ("高模量玻璃纤维无硼配方与池窑节能熔制", "materials"),
                ("电子级玻璃纤维布开纤与表面处理装备", "electronics"),
            ]
        )
    ]
    row = ListingFile(
        listing=listing, name="检测报告.pdf", ending="pdf", size=9, uploaded_by=listing.author
    )
    row.file.save("", ContentFile(paper()), save=False)
    row.save()
    entry = {"file": row.pk, "kind": "evidence", "tier": "confidential", "title": "检测报告"}
    Listing.objects.filter(pk=listing.pk).update(attachments=[entry])
    assert rebuild.build(DOCUMENTS[Listing])
    return Listing.objects.get(pk=listing.pk)


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_from_a_sentence_to_the_ledger(hand, market, sign_in, visit, page):
    firm, hands = person(Role.FIRM_MEMBER), hand(page)
    walk = _Walk(hands, page, visit, seen=hand is Mouse)

    sign_in(firm)
    walk.finds(market)
    walk.asks()
    sign_in(market.author)
    walk.answers()
    sign_in(firm)
    walk.wants_more()
    sign_in(market.author)
    walk.offers(market)
    sign_in(firm)
    walk.signs()
    walk.opens()
    sign_in(market.author)
    told = walk.exports()

    view = FileView.objects.get()
    assert view.viewer == firm
    assert told["单位"] == firm.organisations().get().name
    assert told["文件"] == view.file.name
    assert told["转化链编号"] == Enquiry.objects.get().chain.number


class _Walk:
    """The steps, each by whose turn it is."""

    def __init__(self, hands, page, visit, *, seen):
        self.hands, self.page, self.visit, self.seen = hands, page, visit, seen

    def look(self, name):
        """What is the same by keys is looked at once."""
        if self.seen:
            look(self.page, name)

    def finds(self, listing):
        rows = self.page.locator(".zh-row")
        self.visit("/search/")
        self.hands.write("检索词", SENTENCE)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        expect(rows).to_have_count(3)
        self.hands.tick("建材")
        expect(rows).to_have_count(2)
        self.look("asking-found")
        self.hands.press("加入比较：玻纤拉丝")
        expect(self.page.locator(".zh-tray li")).to_have_count(1)
        self.hands.press("加入比较：高模量")
        expect(self.page.locator(".zh-tray li")).to_have_count(2)
        self.hands.follow("并排比较")
        self.look("asking-compared")
        self.hands.follow(listing.title)
        self.look("asking-listing")

    def asks(self):
        self.hands.follow("提问")
        self.hands.write("内容", "一台炉子一天断 40 次，能降到多少？")
        self.look("asking-ask")
        self.hands.follow("发送")
        expect(self.page.get_by_text("已送达成果方")).to_be_visible()
        self.look("asking-asked")

    def answers(self):
        self.visit("/notices/")
        self.look("asking-told")
        self.visit("/enquiries/?side=received")
        self.hands.follow("玻纤拉丝")
        self.hands.write("内容", "两条产线上降到 9 次，检测报告可以在保密后提供。")
        self.hands.follow("答复")

    def wants_more(self):
        self.visit("/enquiries/")
        self.hands.follow("玻纤拉丝")
        expect(self.page.get_by_text("两条产线上降到 9 次")).to_be_visible()
        self.look("asking-answered")
        self.hands.follow("申请保密资料")
        self.hands.write("需要哪些资料", "检测报告，评估能否用在 6 μm 线上。")
        self.hands.follow("发送")

    def offers(self, listing):
        self.visit("/enquiries/?side=received")
        self.hands.follow(listing.title)
        self.hands.follow("发出保密协议")
        self.look("asking-offered")

    def signs(self):
        self.visit("/enquiries/")
        self.hands.follow("玻纤拉丝")
        self.hands.follow("保密协议")
        self.look("asking-agreement")
        self.hands.write("签署人姓名", "韩某")
        self.hands.write("签署人职务", "总经理")
        self.hands.tick("我是本单位")
        self.hands.follow("同意并签署")
        assert Agreement.objects.get().status == "in_force"
        self.look("asking-signed")
        here = self.page.url
        self.visit("/en" + Agreement.objects.get().get_absolute_url())
        self.look("asking-signed-en")
        self.visit("/en" + Enquiry.objects.get().get_absolute_url())
        self.look("asking-enquiry-en")
        self.page.goto(here)

    def opens(self):
        with self.page.expect_event("response", lambda answer: "/files/" in answer.url) as got:
            self.hands.press("检测报告")
        assert got.value.status == 200
        assert got.value.headers["content-type"] == "application/pdf"
        self.page.wait_for_url("**/files/**", wait_until="commit")  # or it cuts the next visit off

    def exports(self):
        self.visit("/en/disclosures/")
        self.look("asking-ledger-en")
        self.visit("/disclosures/")
        self.look("asking-ledger")
        with self.page.expect_download() as saved:
            self.hands.press("导出全部 1 条")
        rows = (
            CalamineWorkbook.from_path(str(saved.value.path())).get_sheet_by_index(0).to_python()
        )
        return dict(zip(rows[-2], rows[-1], strict=True))
