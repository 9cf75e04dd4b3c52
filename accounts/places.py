"""Where the header and the person's menu lead to in this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import is_operator, may_read_the_trail
from accounts.views.desk import sees_to_organisations
from core.navigation import Area, Item, signed_in
from core.navigation import register as announce

ORGANISATIONS = pgettext_lazy("navigation", "单位")


def register() -> None:
    """Announce this room's places."""
    for item in (
        Item(_("我的资料"), "person:profile", Area.MENU, 2, signed_in),
        Item(_("安全与登录方式"), "mfa_index", Area.MENU, 4, signed_in),
        Item(_("我的通知"), "core:notices", Area.MENU, 6, signed_in),
        Item(_("我的单位"), "accounts:mine", Area.MENU, 10, signed_in),
        Item(_("离岗代理"), "accounts:absences", Area.MENU, 20, signed_in),
        Item(ORGANISATIONS, "accounts:desk_organisations", Area.DESK, 60, sees_to_organisations),
        Item(_("人员"), "accounts:desk_roles", Area.DESK, 70, sees_to_organisations),
        Item(_("审计"), "core:audit", Area.DESK, 75, may_read_the_trail),
        Item(_("投递"), "core:deliveries", Area.DESK, 78, is_operator),
        Item(_("运行"), "core:operations", Area.DESK, 80, is_operator),
        Item(_("隐私政策"), "person:privacy", Area.ABOUT, 20),
    ):
        announce(item)
