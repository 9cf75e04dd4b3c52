"""What the dashboard's table and the list behind a figure look like as files."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Party
from core.tables.columns import Column, Kind

REGIONS = (
    Column(_("区域"), lambda line: line.region or _("合计")),
    Column(_("合同数"), lambda line: line.figures.contracts, Kind.NUMBER),
    Column(_("合同成交额（元）"), lambda line: line.figures.amount_fen, Kind.YUAN, 20),
    Column(_("技术交易额（元）"), lambda line: line.figures.technology_amount_fen, Kind.YUAN, 20),
    Column(_("上年同期（元）"), lambda line: line.last.amount_fen, Kind.YUAN, 20),
    Column(_("同比（%）"), lambda line: line.growth_percent, Kind.PERCENT),
    Column(_("贡献（百分点）"), lambda line: line.contribution, Kind.NUMBER),
    Column(_("年目标（元）"), lambda line: line.progress.target_fen or None, Kind.YUAN, 20),
    Column(_("完成率（%）"), lambda line: line.progress.percent, Kind.PERCENT),
    Column(
        _("较季度目标（元）"),
        lambda line: line.progress.gap_fen if line.progress.target_fen else None,
        Kind.YUAN,
        20,
    ),
    Column(_("进度"), lambda line: line.progress.light.label),
    Column(_("排名"), lambda line: line.rank, Kind.NUMBER),
    Column(_("在途合同数"), lambda line: line.pending.contracts, Kind.NUMBER),
    Column(_("在途成交额（元）"), lambda line: line.pending.amount_fen, Kind.YUAN, 20),
)


def _named(value: Callable[[Contract], Any]) -> Callable[[Any], Any]:
    """The value, where the reader may see the parties and the title of the row."""
    return lambda row: value(row) if row.is_named else None


def names(side: str) -> Callable[[Contract], str]:
    """The parties of one side, joined."""
    return lambda row: "、".join(party.name for party in row.parties.all() if party.side == side)


CONTRACTS = (
    Column(_("登记日期"), lambda row: row.registered_on, Kind.DATE),
    Column(_("统计地区"), lambda row: row.region),
    Column(_("合同类型"), lambda row: row.get_kind_display()),
    Column(_("合同成交额（元）"), lambda row: row.amount_fen, Kind.YUAN, 20),
    Column(_("技术交易额（元）"), lambda row: row.technology_amount_fen, Kind.YUAN, 20),
    Column(_("合同登记编号"), _named(lambda row: row.national_number), width=20),
    Column(_("项目名称"), _named(lambda row: row.title), width=40),
    Column(_("卖方"), _named(names(Party.Side.SELLER)), width=30),
    Column(_("买方"), _named(names(Party.Side.BUYER)), width=30),
)
