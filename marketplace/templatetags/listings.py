"""How pages say what an achievement offers."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace import saying

register = template.Library()

register.filter("offered_price", saying.price)
register.filter("budget", saying.budget)


@register.filter
def of_unit(found: Mapping[int, Any] | None, row: Any) -> Any:
    """What was found of the unit of ``row``, by `responsiveness.of_all`."""
    return found.get(row.organisation_id) if found else None


@register.simple_tag
def said(text: str) -> SafeString:
    """What an owner wrote, in the language they wrote it in whatever that of the page is."""
    return format_html('<div lang="zh-Hans">{}</div>', linebreaks_filter(text or "—"))
