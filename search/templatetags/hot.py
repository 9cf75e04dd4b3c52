"""What people often search for, under the search of the front page."""

from typing import Any

from django import template

from search import hot

register = template.Library()


@register.inclusion_tag("search/hot.html")
def hot_words() -> dict[str, Any]:
    """Nothing while too few have asked."""
    return {"words": hot.words()}
