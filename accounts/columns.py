"""The columns of this room's exports. A file travels further than a page: numbers stay masked."""

from django.utils.translation import gettext_lazy as _

from core.masks import mask_email, mask_name, mask_phone
from core.tables.columns import Column, Kind


def _of_contact(name, mask):
    """The masked ``name`` of each contact of an organisation."""
    return lambda organisation: "、".join(
        mask(getattr(contact, name))
        for contact in organisation.contacts.all()
        if getattr(contact, name)
    )


ORGANISATION = (
    Column(_("名称"), lambda row: row.name, width=32),
    Column(_("统一社会信用代码"), lambda row: row.code, width=22),
    Column(_("类型"), lambda row: row.get_kind_display()),
    Column(_("地区"), lambda row: row.region),
    Column(_("状态"), lambda row: row.get_status_display()),
    Column(_("联系人"), _of_contact("name", mask_name)),
    Column(_("联系电话"), _of_contact("phone", mask_phone)),
    Column(_("联系邮箱"), _of_contact("email", mask_email), width=24),
    Column(_("登记时间"), lambda row: row.created_at, Kind.DATE),
)

MEMBERSHIP = (
    Column(_("姓名"), lambda row: row.user),
    Column(_("手机号码"), lambda row: mask_phone(row.user.phone or "")),
    Column(_("角色"), lambda row: row.get_role_display()),
    Column(_("单位"), lambda row: row.organisation.name, width=32),
    Column(_("统一社会信用代码"), lambda row: row.organisation.code, width=22),
    Column(_("科室"), lambda row: row.section),
    Column(_("单位管理员"), lambda row: _("是") if row.is_administrator else _("否")),
    Column(_("状态"), lambda row: row.get_status_display()),
    Column(_("生效日期"), lambda row: row.valid_from, Kind.DATE),
    Column(_("截止日期"), lambda row: row.valid_to, Kind.DATE),
    Column(_("申请时间"), lambda row: row.created_at, Kind.DATE),
)
