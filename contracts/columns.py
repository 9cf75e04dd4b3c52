"""The columns of this room's exports."""

from django.utils.translation import gettext_lazy as _

from contracts.registration import telling
from core.tables.columns import Column, Kind


def _side(side):
    return lambda contract: "、".join(
        party.name for party in contract.parties.all() if party.side == side
    )


CONTRACT = (
    Column(_("受理编号"), lambda row: row.number, width=18),
    Column(_("合同登记编号"), lambda row: row.national_number, width=20),
    Column(_("项目名称"), lambda row: row.title, width=40),
    Column(_("合同类型"), lambda row: row.get_kind_display()),
    Column(_("卖方"), _side("seller"), width=32),
    Column(_("买方"), _side("buyer"), width=32),
    Column(_("统计地区"), lambda row: row.region),
    Column(_("合同成交额（元）"), lambda row: row.amount_fen, Kind.YUAN),
    Column(_("技术交易额（元）"), lambda row: row.technology_amount_fen, Kind.YUAN),
    Column(_("状态"), lambda row: row.get_status_display()),
    Column(_("签订日期"), lambda row: row.signed_on, Kind.DATE),
    Column(_("受理时间"), lambda row: row.accepted_at, Kind.DATE),
    Column(_("办理期限"), lambda row: row.due_on, Kind.DATE),
    Column(_("期限性质"), lambda row: str(telling.limit(row)) if row.due_on else ""),
    Column(_("登记日期"), lambda row: row.registered_on, Kind.DATE),
)
