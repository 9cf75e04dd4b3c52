"""One achievement goes from its author's desk to registered turnover, each step by whose it is.

The worker runs beside the site, as it does for real: nothing here carries a message by hand.
"""

import os
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from accounts.services.groups import mirror
from brokers.models import Deal
from contracts.models import Contract
from core import audit
from core.audit_check import verify
from core.models import AuditUnsealed
from marketplace import setup
from marketplace.models import Enquiry, Listing
from search import rebuild
from search.documents import DOCUMENTS
from tests.contracts.factories import JurisdictionFactory
from tests.e2e.browser import look
from tests.e2e.hands import send
from tests.factories import MembershipFactory, RegionFactory
from tests.parts.people import person
from tests.parts.workers import ROOT, database_url, wait_until

NUMBER = "3604012026000123"
SENTENCE = "多层板压合后铜箔老是分层，有没有不用铬的处理办法"
TEXTS = {
    "成果名称": "示例铜箔常温表面处理工艺",
    "一句话说明": "抗剥离强度由 0.9 提高到 1.3 N/mm。",
    "解决什么问题": "极薄铜箔与树脂结合不牢，多层板压合后易分层。",
    "成果简介": "两步法在铜箔表面生成纳米瘤化层，不含铬与砷。",
    "成熟度证据": "2026 年 3 月第三方检测报告。",
    "已知局限与风险": "只在 9～35 μm 铜箔上试过。",
}
PAPER = {
    "name": "合同.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}


@pytest.fixture
def worker(transactional_db, tmp_path, settings):
    """A worker process on this test's database and index, ended with the test."""
    settings.SEARCH_DIR = tmp_path / "search"
    for source in DOCUMENTS.values():
        assert rebuild.build(source)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.parts.slow_settings",
        "DATABASE_URL": database_url(),
        "SEARCH_DIR": str(settings.SEARCH_DIR),
    }
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
    yield process
    process.kill()
    process.wait(10)


@pytest.fixture
def people(worker):
    """Everybody whose turn comes, at organisations of one county."""
    setup.set_up()
    region = RegionFactory()
    body = JurisdictionFactory(region=region).body
    researcher = person(Role.RESEARCHER, organisation__region=region)
    unit = researcher.organisations().get()
    everybody = SimpleNamespace(
        researcher=researcher,
        office=MembershipFactory(organisation=unit, role=Role.RESEARCH_OFFICE).user,
        editor=person(Role.SITE_EDITOR),
        firm=person(Role.FIRM_MEMBER, organisation__region=region),
        stranger=person(Role.FIRM_MEMBER),
        broker=person(Role.BROKER),
        registrar=MembershipFactory(organisation=body, role=Role.REGISTRAR).user,
        reviewer=MembershipFactory(organisation=body, role=Role.REVIEWER).user,
        section=person(Role.SECTION_STAFF),
    )
    mirror([everybody.editor.pk])
    return everybody


def test_the_chain_from_a_listing_to_registered_turnover(people, sign_in, visit):
    listing = _list(people, sign_in, visit)
    _find(people, sign_in, visit, listing)
    enquiry = _ask(people, sign_in, visit, listing)
    deal = _deal(people, sign_in, visit, enquiry)
    contract = _contract(people, sign_in, visit, deal)
    _register(people, sign_in, visit, contract)
    _prove(people, sign_in, visit, contract, deal)


def _list(people, sign_in, visit):
    """A researcher writes; the unit agrees; an editor passes it in Wagtail's admin."""
    sign_in(people.researcher)
    page = visit("/listings/new/")
    page.get_by_label("我声明").check()
    send(page.get_by_role("button", name="开始填写"))
    for label, text in TEXTS.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("技术就绪度").fill("6")
    page.get_by_label("行业").select_option("nonferrous")
    page.get_by_label("技术领域").select_option("05")
    page.locator("[name=rights-0-kind]").select_option("secret")
    page.get_by_label("技术许可").check()
    send(page.get_by_role("button", name="保存"))
    send(page.get_by_role("button", name="提交审查"))
    listing = Listing.objects.get()

    sign_in(people.office)
    page = visit("/listings/consents/")
    page.get_by_role("link", name=listing.title).click()
    for point in ("权属清楚", "不涉密", "不属限制", "同意合作方式与价格"):
        page.get_by_label(point).check()
    send(page.get_by_role("button", name="同意，送网站审查"))

    sign_in(people.editor)
    page = visit(f"/admin/snippets/marketplace/listing/edit/{listing.pk}/")
    page.locator("footer .w-dropdown__toggle").first.click()
    page.get_by_role("button", name="同意发布").click()
    page.locator(".modal-dialog [name=comment]").fill("不涉密，数字已核对。")
    send(page.locator(".modal-dialog :is(button, input)[type=submit]"))
    listing.refresh_from_db()
    assert listing.live
    return listing


def _find(people, sign_in, visit, listing):
    """The worker carries it to the engine; a firm finds it in its own words, a program too."""
    page = visit("/search/")
    api = page.url.replace("/search/", "/api/v1/search/listings")

    def found():
        answer = page.request.get(api, params={"q": SENTENCE})
        return answer.json()["results"]

    wait_until(found)
    assert [row["title"] for row in found()] == [listing.title]

    sign_in(people.firm)
    page = visit("/search/")
    page.get_by_role("main").get_by_role("combobox", name="检索词").fill(SENTENCE)
    page.get_by_role("main").get_by_role("combobox", name="检索词").press("Enter")
    look(page, "chain-found")
    page.get_by_role("link", name=listing.title, exact=True).click()
    look(page, "chain-listing")


def _ask(people, sign_in, visit, listing):
    """The firm asks, the owner answers; a third party is told nothing."""
    page = visit(listing.get_absolute_url())
    page.get_by_role("link", name="提问", exact=True).click()
    page.get_by_label("内容").fill("6 μm 铜箔上试过吗？")
    send(page.get_by_role("button", name="发送"))
    enquiry = Enquiry.objects.get()

    sign_in(people.researcher)
    page = visit(f"/enquiries/{enquiry.pk}/")
    page.get_by_label("内容").fill("还没有，9 μm 的检测报告可以提供。")
    send(page.get_by_role("button", name="答复"))
    expect(page.get_by_text(enquiry.chain.number).first).to_be_visible()
    look(page, "chain-answered")

    sign_in(people.stranger)
    assert page.goto(page.url).status == 404
    return enquiry


def _deal(people, sign_in, visit, enquiry):
    """A broker takes the enquiry as a deal; each stage asks its own evidence."""
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    sign_in(people.broker)
    page = visit("/deals/pool/")
    send(page.get_by_role("button", name="接手"))
    deal = Deal.objects.get()
    assert deal.chain == enquiry.chain
    page = visit(deal.get_absolute_url())
    for stage, brought in (
        ("contact", {"buyer_on": day, "seller_on": day}),
        ("negotiation", {"happened_on": day, "text": "双方确认先做小试。"}),
        (
            "intent",
            {"happened_on": day, "price_low_fen": "900,000", "price_high_fen": "1,100,000"},
        ),
        ("signed", {"happened_on": day, "amount_fen": "1,000,000.00"}),
    ):
        form = page.locator(f"form[action$='/to/{stage}/']")
        for name, value in brought.items():
            form.locator(f"[name={name}]").fill(value)
        if stage == "intent":
            form.locator("[name=price_way]").select_option("instalments")
        if stage == "signed":
            form.locator("[name=kind]").select_option("licence")
            form.locator("[name=file]").set_input_files(PAPER)
        look(page, f"chain-deal-{stage}")
        send(form.get_by_role("button", name="保存并移至"))
    look(visit("/deals/board/"), "chain-board")
    deal.refresh_from_db()
    assert (deal.status, deal.amount_fen) == ("signed", 100_000_000)
    return deal


def _contract(people, sign_in, visit, deal):
    """The draft came with the deal; the seller completes it, is told what lacks, and files."""
    contract = Contract.objects.get()
    assert (contract.deal, contract.chain) == (deal, deal.chain)
    day = timezone.localdate() - timedelta(days=3)
    sign_in(people.researcher)
    page = visit(f"/contracts/{contract.pk}/edit/")
    expect(page.get_by_label("项目名称")).to_have_value(deal.listing.title)
    expect(page.get_by_label("合同成交额（元）")).to_have_value("1,000,000.00")
    page.get_by_label("合同类别").select_option("licence.secret")
    page.get_by_label("有效期起").fill(day.isoformat())
    page.get_by_label("有效期止").fill((day + timedelta(days=3 * 365)).isoformat())
    page.get_by_label("支付方式").select_option("instalments")
    page.get_by_label("社会经济目标").select_option("industry")
    page.get_by_label("买方国民经济行业").select_option("C")
    page.get_by_label("知识产权类型").select_option("secret")
    page.locator("[name=cost-0-kind]").select_option("equipment")
    page.locator("[name=cost-0-label]").fill("处理槽")
    page.locator("[name=cost-0-amount]").fill("120,000.00")
    look(page, "chain-contract-form")
    send(page.get_by_role("button", name="保存，下一步"))
    contract.refresh_from_db()
    assert (contract.amount_fen, contract.technology_amount_fen) == (100_000_000, 88_000_000)

    page = visit(contract.get_absolute_url())
    send(page.get_by_role("button", name="提交申请"))
    assert Contract.objects.get().status == "draft"
    look(page, "chain-contract-blocked")
    page.get_by_role("link", name="上传材料").first.click()
    page.get_by_label("文件").set_input_files(PAPER)
    page.get_by_label("该材料不涉及国家秘密").check()
    send(page.get_by_role("button", name="上传", exact=True))
    page = visit(contract.get_absolute_url())
    send(page.get_by_role("button", name="提交申请"))
    assert Contract.objects.get().status == "submitted"
    look(page, "chain-contract-filed")
    return contract


def _register(people, sign_in, visit, contract):
    """One determines, another reviews, the national number makes it turnover: by its amount."""
    desk = f"/desk/contracts/{contract.pk}/"
    sign_in(people.registrar)
    page = visit(desk)
    send(page.get_by_role("button", name="受理"))
    page.get_by_role("link", name="认定通过").click()
    send(page.locator("main form button.btn-primary").last)
    expect(visit(f"{desk}review/").get_by_role("heading", level=1)).to_have_count(1)
    assert page.goto(page.url).status == 403

    sign_in(people.reviewer)
    page = visit(desk)
    look(page, "chain-review")
    page.get_by_role("link", name="复核通过").click()
    send(page.locator("main form button.btn-primary").last)

    assert _turnover(people, sign_in, visit) == ("0", "1 项")

    sign_in(people.registrar)
    page = visit(desk)
    page.get_by_role("link", name="录入国家登记编号").click()
    page.get_by_label("合同登记编号").fill(NUMBER)
    page.get_by_label("国家系统登记日期").fill(timezone.localdate().isoformat())
    send(page.locator("main form button.btn-primary").last)
    assert Contract.objects.get().status == "registered"
    wait_until(lambda: _turnover(people, sign_in, visit) == ("100", "0 项"))
    look(visit("/turnover/"), "chain-turnover")


def _turnover(people, sign_in, visit):
    """The city's registered turnover in 万元 and what is on its way, as a section reads them."""
    sign_in(people.section)
    page = visit("/turnover/")
    figure = page.locator(".zh-stat .zh-fig a").first.inner_text()
    return figure, page.locator(".zh-panel .zh-facts dd").first.inner_text().strip()


def _prove(people, sign_in, visit, contract, deal):
    """The number verifies and says no more; the chain tells its steps; the trail holds."""
    deal.refresh_from_db()
    assert (deal.status, deal.national_number) == ("registered", NUMBER)
    sign_in(people.stranger)
    page = visit(f"/verify/{NUMBER}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("有效")
    assert contract.title not in page.content()
    look(page, "chain-verify")

    sign_in(people.researcher)
    page = visit(f"/chains/{deal.chain.number}/")
    steps = " ".join(page.locator(".zh-chain li").all_inner_texts())
    for step in ("提出咨询", "答复咨询", "签约", "提交申请", "认定通过", "复核通过"):
        assert step in steps
    look(page, "chain-whole")
    sign_in(people.stranger)
    assert page.goto(page.url).status == 404

    wait_until(lambda: not AuditUnsealed.objects.exists())
    assert list(verify(heads=[audit.head()])) == []
    call_command("turnover_check")
