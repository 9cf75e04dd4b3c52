"""A browser's own long name as people say it."""

import re
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The first that fits: Chrome calls itself Safari too, and everybody Mozilla.
_BROWSERS = (
    (r"MicroMessenger", _("微信")),
    (r"DingTalk", _("钉钉")),
    (r"Lark|Feishu", _("飞书")),
    (r"Edg", "Edge"),
    (r"OPR|Opera", "Opera"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrome|CriOS", "Chrome"),
    (r"Safari", "Safari"),
)
_SYSTEMS = (
    (r"iPhone|iPad", "iOS"),
    (r"HarmonyOS", _("鸿蒙")),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS", "macOS"),
    (r"Linux|X11", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """Browser and system, or the start of what the browser says where neither is known."""
    found = [_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)]
    return " · ".join(filter(None, found)) or user_agent[:40] or str(_("不明"))


def _first(names: tuple[tuple[str, Any], ...], user_agent: str) -> str:
    return next((str(name) for mark, name in names if re.search(mark, user_agent)), "")
