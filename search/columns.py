"""The columns of an export of found listings: those of the import, and what only we know."""

from django.utils.translation import gettext_lazy as _

from core.tables.columns import Column, Kind
from marketplace.imports.columns import columns

LISTING = (
    Column(_("编号"), lambda row: row.number),
    *columns(),
    Column(_("来源单位"), lambda row: row.organisation, width=32),
    Column(_("地区"), lambda row: row.region),
    Column(_("发布时间"), lambda row: row.first_published_at, Kind.DATE),
)
