"""The core's own places in navigation and footer."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Area, Item, register

register(Item(_("无障碍声明"), "core:accessibility", Area.ABOUT, order=10))
