"""The dashboard as its reader meets it: the sentence, the figures, what is behind them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from contracts.codes import Kind
from contracts.turnover import rollup, statistics, targets
from core.models import Region
from tests.contracts.factories import ContractFactory
from tests.e2e.browser import look
from tests.parts.people import person

WAN = 1_000_000
KINDS = [
    (Kind.DEVELOPMENT, "development.commissioned"),
    (Kind.SERVICE, "service.general"),
    (Kind.TRANSFER, "transfer.secret"),
]


@pytest.fixture
def figures():
    """Two years over every county and zone, and a target that some of them miss."""
    for n, region in enumerate(Region.objects.of_city()):
        for month in (2, 5, 8, 11):
            kind, subkind = KINDS[(n + month) % len(KINDS)]
            facts = {"registered": True, "region": region, "kind": kind, "subkind": subkind}
            last, this = (n + 3) * 211 * WAN, (n + 3) * (200 + 31 * (n % 5)) * WAN
            ContractFactory(**facts, amount_fen=last, registered_on=date(2025, month, 12))
            if month < 8:
                ContractFactory(**facts, amount_fen=this, registered_on=date(2026, month, 12))
    rollup.rebuild()
    last_year = statistics.sums(statistics.whole_year(2025), by=["county"])
    target = targets.draw_up_target(
        2026,
        base_fen=statistics.total(last_year.values()).amount_fen,
        base_note="2025 年登记口径，截至 12 月 31 日",
        growth_percent=Decimal(30),
        weights={code: row.amount_fen for (code,), row in last_year.items()},
        cumulative_percent=[20, 45, 70, 100],
        actor=person(Role.SECTION_STAFF),
    )
    return targets.publish_target(
        target.pk, actor=person(Role.LEADER), now=datetime(2026, 1, 20, tzinfo=UTC)
    )


def test_a_section_steers_by_the_dashboard(figures, sign_in, visit, section_staff):
    sign_in(section_staff)

    page = visit("/turnover/?as_of=2026-06-30")
    expect(page.locator("h1")).to_contain_text("截至 6 月 30 日，全市登记合同成交额")
    look(page, "turnover")

    page.get_by_role("link", name="不含", exact=True).click()
    expect(page.locator("h1")).to_contain_text("全市（不含功能区）")
    page.go_back()
    page.get_by_role("link", name="二季度当季").click()
    look(page, "turnover-quarter")

    page.locator("#regions").get_by_role("row", name="浔阳区").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登记合同")
    look(page, "turnover-contracts")


def test_a_target_is_read_and_drawn_up(figures, sign_in, visit, section_staff):
    sign_in(section_staff)

    page = visit("/turnover/targets/")
    look(page, "targets")
    page.get_by_role("link", name="2026 年第 1 版").click()
    look(page, "target")
    page.get_by_role("link", name="成交额目标").click()
    page.get_by_role("link", name="拟定目标").click()
    look(page, "target-new")
    page.get_by_label("年度").fill("2027")
    page.get_by_label("基数（元）").fill("100,000,000")
    page.get_by_label("基数出处").fill("示例")
    page.get_by_label("浔阳区").fill("100")
    page.get_by_role("button", name="拟定并看分解").click()
    expect(page.get_by_text("目标已拟定")).to_be_visible()
    page.get_by_role("link", name="调整分解").click()
    look(page, "target-cells")
