"""Where navigation leads to in this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.registration.permissions import is_desk, may_file
from core.navigation import Area, Item
from core.navigation import register as announce


def register() -> None:
    """Announce this room's places."""
    for item in (
        Item(_("合同"), "contracts:mine", Area.PUBLIC, 40, may_file),
        Item(pgettext_lazy("navigation", "登记"), "contracts:desk", Area.DESK, 20, is_desk),
        Item(_("核验登记"), "contracts:verify_ask", Area.HELP, 20),
    ):
        announce(item)
