"""The dashboard and what it leads to, as its readers get them."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from accounts.models import Role
from contracts.models import Contract
from contracts.turnover import drawing, rollup, targets
from contracts.turnover.overview import overview
from contracts.turnover.progress import Light
from core.models import AuditEvent, Region
from tests.contracts.factories import ContractFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
WAN = 1_000_000
MID = date(2026, 6, 30)


def registered(amount_wan, region, day):
    return ContractFactory(
        registered=True, amount_fen=amount_wan * WAN, region_id=region, registered_on=day
    )


@pytest.fixture
def figures(db):
    """濂溪 is on its way, 浔阳 is behind, the zone has no base; 60 万元 wait."""
    registered(4_000, "360402", date(2025, 6, 30))
    registered(6_000, "360403", date(2025, 3, 1))
    registered(5_000, "360403", date(2025, 12, 31))
    registered(3_000, "360402", date(2026, 6, 30))
    registered(3_300, "360403", date(2026, 2, 1))
    registered(700, "3604Z01", date(2026, 4, 1))
    registered(999, "360403", date(2026, 7, 1))
    ContractFactory(reviewed=True, amount_fen=60 * WAN, region_id="360403")
    rollup.rebuild()
    target = targets.draw_up_target(
        2026,
        base_fen=10_000 * WAN,
        base_note="示例",
        growth_percent=Decimal(30),
        weights={"360402": 4_000, "360403": 6_000},
        cumulative_percent=[20, 45, 70, 100],
        actor=person(Role.SECTION_STAFF),
    )
    return targets.publish_target(
        target.pk, actor=person(Role.LEADER), now=datetime(2026, 1, 20, tzinfo=UTC)
    )


def line_of(shown, code):
    return next(line for line in shown.lines if line.region.pk == code)


def test_the_city_is_the_sum_of_its_lines(figures):
    shown = overview(MID)

    assert shown.city.figures.amount_fen == 7_000 * WAN
    assert shown.city.last.amount_fen == 10_000 * WAN
    assert sum(line.figures.amount_fen for line in shown.lines) == 7_000 * WAN
    assert sum(line.progress.target_fen for line in shown.lines) == 13_000 * WAN
    assert shown.city.progress.due_fen == 5_850 * WAN
    assert sum(line.contribution for line in shown.lines) == Decimal("-30.00")


def test_a_line_compares_the_same_days_and_its_own_target(figures):
    xunyang = line_of(overview(MID), "360403")

    assert (xunyang.figures.amount_fen, xunyang.last.amount_fen) == (3_300 * WAN, 6_000 * WAN)
    assert xunyang.growth_percent == Decimal("-45.00")
    assert xunyang.progress.target_fen == 7_800 * WAN
    assert xunyang.progress.gap_fen == (3_300 - 3_510) * WAN
    assert xunyang.progress.light == Light.YELLOW
    assert (xunyang.pending.contracts, xunyang.pending.amount_fen) == (1, 60 * WAN)


def test_a_line_without_base_or_target_says_nothing_about_either(figures):
    zone = line_of(overview(MID), "3604Z01")

    assert (zone.growth_percent, zone.progress.light, zone.rank) == (None, Light.NONE, None)


def test_a_growth_over_a_small_base_is_not_printed(figures):
    registered(999, "3604Z01", date(2025, 4, 1))
    rollup.rebuild()

    zone = line_of(overview(MID), "3604Z01")

    assert (zone.is_base_small, zone.growth_percent) == (True, None)


def test_without_zones_neither_rows_nor_totals_hold_them(figures):
    shown = overview(MID, with_zones=False)

    assert not [line for line in shown.lines if line.region.kind == "zone"]
    assert shown.city.figures.amount_fen == 6_300 * WAN


def test_a_quarter_by_itself_has_its_own_target(figures):
    shown = overview(MID, of_quarter=True)

    assert shown.city.figures.amount_fen == 3_700 * WAN
    assert shown.city.progress.target_fen == 3_250 * WAN
    assert shown.city.progress.due_fen == 3_250 * WAN


def test_before_the_target_was_signed_there_was_none(figures):
    assert overview(date(2026, 1, 19)).target is None


def test_registration_moves_county_quarter_and_sentence_by_exactly_its_amount(figures):
    waiting = Contract.objects.get(status="reviewed")
    before = overview(MID)

    Contract.objects.filter(pk=waiting.pk).update(
        status="registered", registered_on=MID, national_number="3604012026000999"
    )
    rollup.refresh([waiting.pk])

    after = overview(MID)
    moved = [
        after.city.figures.amount_fen - before.city.figures.amount_fen,
        line_of(after, "360403").figures.amount_fen - line_of(before, "360403").figures.amount_fen,
        after.quarters[1].figures.amount_fen - before.quarters[1].figures.amount_fen,
        before.city.pending.amount_fen - after.city.pending.amount_fen,
        after.standing.amount_fen - before.standing.amount_fen,
    ]
    assert moved == [60 * WAN] * 5


def test_the_page_says_it_in_a_sentence_with_basis_and_day(client, figures, section_staff):
    client.force_login(section_staff)

    page = client.get(reverse("contracts:turnover"), {"as_of": "2026-06-30"}).content.decode()

    assert "截至 6 月 30 日，全市登记合同成交额 <b>7,000 万元</b>，同比下降 30.0%" in page
    assert "完成年目标 53.8%；比季度目标多 <b>1,150 万元</b>，1 个区域落后。" in page
    assert "登记口径 · 合同成交额 · 按国家登记日期" in page
    assert "数据截至 2026-06-30" in page


def test_the_page_reads_a_bounded_number_of_times(
    client, figures, section_staff, django_assert_max_num_queries
):
    client.force_login(section_staff)

    with django_assert_max_num_queries(21):
        client.get(reverse("contracts:turnover"))


def test_every_figure_opens_the_contracts_that_add_up_to_it(client, figures, section_staff):
    client.force_login(section_staff)
    days = {"since": "2026-01-01", "until": "2026-06-30", "region": "360403"}

    answer = client.get(reverse("contracts:turnover_contracts"), days)

    assert answer.context["sums"]["amount_fen"] == 3_300 * WAN
    assert answer.context["listing"].count == 1


def test_a_leader_follows_a_figure_without_names(client, figures, leader, section_staff):
    url = reverse("contracts:turnover_contracts")
    titles = list(Contract.objects.registered().values_list("title", flat=True))

    client.force_login(leader)
    seen_by_leader = client.get(url).content.decode()
    client.force_login(section_staff)
    seen_by_section = client.get(url).content.decode()

    assert not [title for title in titles if title in seen_by_leader]
    assert all(title in seen_by_section for title in titles)


def test_an_export_holds_the_table_its_basis_and_leaves_a_note(client, figures, section_staff):
    client.force_login(section_staff)

    answer = client.get(reverse("contracts:turnover"), {"as_of": "2026-06-30", "export": "xlsx"})

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert {row[0]: row[2] for row in rows[1:] if row[2]} == {
        "濂溪区": 30_000_000,
        "浔阳区": 33_000_000,
        "九江经济技术开发区": 7_000_000,
        "合计": 70_000_000,
    }
    assert any(
        "登记口径" in str(cell)
        for row in book.get_sheet_by_name("口径").to_python()
        for cell in row
    )
    assert AuditEvent.objects.get(action="table.export").actor == section_staff


def test_a_target_is_drawn_up_adjusted_and_signed_on_pages(client, figures, section_staff, leader):
    client.force_login(section_staff)
    form = {
        "year": 2027, "base_fen": "100,000,000.00", "base_note": "示例", "growth_percent": "30",
        "source": "city", "first": 20, "second": 45, "third": 70,
        **{f"weight_{region.pk}": 0 for region in Region.objects.of_city()},
        "weight_360402": 4, "weight_360403": 6,
    }  # fmt: skip

    drawn = client.post(reverse("contracts:target_new"), form, follow=True)
    target = drawn.context["target"]
    cells = client.get(reverse("contracts:target_cells", args=[target.pk])).context["form"]
    sent = {field.html_name: field.value() for field in cells} | {
        "cell_360402_1": 1039, "cell_3604Z01_1": 1, "section_360402": "county",
    }  # fmt: skip
    wrong = client.post(
        reverse("contracts:target_cells", args=[target.pk]), sent | {"cell_360402_1": 1}
    )
    saved = client.post(reverse("contracts:target_cells", args=[target.pk]), sent)
    client.force_login(leader)
    client.post(reverse("contracts:target_publish", args=[target.pk]))

    assert "各格之和与年目标相差 +1,038 万元" in wrong.content.decode()
    assert saved.status_code == 302
    target.refresh_from_db()
    assert (target.status, target.approved_by, target.total_fen) == (
        "published",
        leader,
        13_000 * WAN,
    )


@pytest.mark.parametrize(
    ("language", "is_yi", "highest"), [("zh-hans", False, "6,000"), ("en", False, "60")]
)
def test_the_chart_counts_in_the_unit_of_its_reader(figures, language, is_yi, highest):
    with translation.override(language):
        chart = drawing.columns(overview(MID).quarters)

    assert (chart.is_yi, chart.grid[-1][2]) == (is_yi, highest)
