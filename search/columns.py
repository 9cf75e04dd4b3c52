"""The columns of an export of found listings."""

from django.utils.translation import gettext_lazy as _

from core.tables.columns import Column, Kind
from marketplace import saying

LISTING = (
    Column(_("编号"), lambda row: row.number),
    Column(_("成果名称"), lambda row: row.title, width=40),
    Column(_("一句话说明"), lambda row: row.benefit, width=40),
    Column(_("解决的问题"), lambda row: row.problem, width=40),
    Column(_("行业"), lambda row: row.get_industry_display()),
    Column(_("技术领域"), lambda row: row.get_field_display()),
    Column(_("技术就绪度"), lambda row: row.trl, Kind.NUMBER),
    Column(_("知识产权"), lambda row: saying.listed(str(kind.label) for kind in row.right_kinds)),
    Column(_("合作方式"), lambda row: saying.modes(row.modes)),
    Column(_("报价方式"), lambda row: row.get_price_kind_display()),
    Column(_("价格（元）"), lambda row: row.price_fen, Kind.YUAN),
    Column(_("来源单位"), lambda row: row.organisation, width=32),
    Column(_("地区"), lambda row: row.region),
    Column(_("发布时间"), lambda row: row.first_published_at, Kind.DATE),
)
