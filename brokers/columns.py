"""The columns of this room's export."""

from django.utils.translation import gettext_lazy as _

from core.tables.columns import Column, Kind

DEAL = (
    Column(_("商机编号"), lambda row: row.number, width=18),
    Column(_("商机名称"), lambda row: row.title, width=36),
    Column(_("转化链"), lambda row: row.chain.number, width=18),
    Column(_("阶段"), lambda row: row.get_status_display()),
    Column(_("进入阶段时间"), lambda row: row.stage_since, Kind.DATE),
    Column(_("买方"), lambda row: row.buyer.name if row.buyer else row.buyer_name, width=32),
    Column(_("卖方"), lambda row: row.seller.name if row.seller else "", width=32),
    Column(_("金额（元）"), lambda row: row.amount_fen, Kind.YUAN),
    Column(_("合同类型"), lambda row: row.get_kind_display()),
    Column(_("预计签约日期"), lambda row: row.expected_on, Kind.DATE),
    Column(_("签订日期"), lambda row: row.signed_on, Kind.DATE),
    Column(_("合同登记编号"), lambda row: row.national_number, width=20),
    Column(_("技术经纪人"), lambda row: row.broker),
    Column(_("技术转移机构"), lambda row: row.agency.name, width=32),
    Column(_("失败原因"), lambda row: row.get_lost_reason_display()),
)
