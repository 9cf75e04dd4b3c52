"""Where the header leads to in this room."""

from django.utils.translation import gettext_lazy as _

from brokers.permissions import works_on_deals
from core.navigation import Area, Item
from core.navigation import register as announce


def register() -> None:
    """Announce this room's places."""
    announce(Item(_("商机"), "brokers:deals", Area.DESK, 10, works_on_deals))
