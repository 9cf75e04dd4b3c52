"""The columns of the ledger of disclosure."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tables.columns import Column

LEDGER = (
    Column(_("时间"), lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", width=20),
    Column(_("单位"), lambda row: row.organisation.name, width=32),
    Column(_("统一社会信用代码"), lambda row: row.organisation.code, width=20),
    Column(_("查看人"), lambda row: str(row.viewer)),
    Column(_("成果编号"), lambda row: row.listing.number),
    Column(_("成果名称"), lambda row: row.listing.title, width=40),
    Column(_("文件"), lambda row: row.what, width=32),
    Column(_("文件摘要（SHA-256）"), lambda row: row.sha256, width=40),
    Column(
        _("转化链编号"), lambda row: row.agreement.enquiry.chain.number if row.agreement else ""
    ),
)
