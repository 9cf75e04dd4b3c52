"""Where the person's menu leads to in this room."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Area, Item, signed_in
from core.navigation import register as announce
from marketplace.imports.importers import may_import
from marketplace.permissions import (
    handles_reports,
    is_solver,
    is_writer,
    sees_to_needs,
    speaks_for_a_unit,
)


def register() -> None:
    """Announce this room's places."""
    announce(Item(_("我的成果"), "marketplace:mine", Area.MENU, 12, is_writer))
    announce(Item(_("单位意见"), "marketplace:consents", Area.MENU, 13, speaks_for_a_unit))
    announce(Item(_("成果导入"), "marketplace:imports", Area.MENU, 13, may_import))
    announce(Item(_("我的业绩"), "marketplace:appraisal", Area.MENU, 13, is_writer))
    announce(Item(_("按行业、单位和地区浏览成果"), "marketplace:achievements", Area.DATA, 10))
    announce(Item(_("我的咨询"), "marketplace:enquiries", Area.MENU, 14, signed_in))
    announce(Item(_("披露台账"), "marketplace:ledger", Area.MENU, 15, is_writer))
    announce(Item(_("我的需求"), "marketplace:my_needs", Area.MENU, 16, signed_in))
    announce(Item(_("我的应答"), "marketplace:offers", Area.MENU, 16, is_solver))
    announce(Item(_("举报处理"), "marketplace:reports", Area.MENU, 17, handles_reports))
    announce(Item(_("婉拒理由"), "marketplace:declines", Area.MENU, 18, sees_to_needs))
    announce(Item(_("需求"), "marketplace:needs", Area.PUBLIC, 12))
    announce(Item(_("需求"), "marketplace:desk_needs", Area.DESK, 15, sees_to_needs))
