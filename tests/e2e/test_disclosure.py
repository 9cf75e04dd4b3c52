"""A firm asks for what is confidential, signs, opens it stamped; the owner exports the ledger."""

import pytest
from django.core.files.base import ContentFile

from accounts.models import Role
from marketplace.models import Agreement, FileView, Listing, ListingFile
from tests.e2e.browser import look
from tests.factories import ListingFactory
from tests.marketplace.test_disclosure import paper
from tests.parts.people import person


@pytest.fixture
def listing():
    made = ListingFactory(public=True)
    row = ListingFile(
        listing=made, name="检测报告.pdf", ending="pdf", size=9, uploaded_by=made.author
    )
    row.file.save("", ContentFile(paper()), save=False)
    row.save()
    entry = {"file": row.pk, "kind": "evidence", "tier": "confidential", "title": "检测报告"}
    Listing.objects.update(attachments=[entry])
    return made


def test_from_a_request_to_the_ledger(sign_in, visit, page, listing, live_server):
    firm = person(Role.FIRM_MEMBER)
    sign_in(firm)
    visit(listing.get_absolute_url())
    page.get_by_role("link", name="申请保密资料").click()
    page.get_by_label("需要哪些资料").fill("检测报告，评估能否用在 6 μm 线上。")
    page.get_by_role("button", name="发送").click()

    sign_in(listing.author)
    visit("/enquiries/?side=received")
    page.get_by_role("link", name=listing.title).click()
    look(page, "agreement-asked")
    page.get_by_role("button", name="发出保密协议").click()

    sign_in(firm)
    visit(Agreement.objects.get().get_absolute_url())
    look(page, "agreement-offered")
    page.get_by_label("签署人姓名").fill("韩某")
    page.get_by_label("签署人职务").focus()
    page.keyboard.type("总经理")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "agreement-signed")
    link = page.get_by_role("link", name="检测报告").get_attribute("href")
    opened = page.request.get(live_server.url + link)
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.status == 200

    sign_in(listing.author)
    visit("/disclosures/")
    look(page, "ledger")
    with page.expect_download() as saved:
        page.get_by_role("link", name="导出全部 1 条").click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    assert FileView.objects.get().viewer == firm
    look(visit("/en/disclosures/"), "ledger-en")
