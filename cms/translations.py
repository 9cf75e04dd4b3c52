"""Where the language switch leads from a page."""

from typing import Any

from wagtail.models import Page


def address_in_other_language(page: Any) -> str:
    """The page's live translation; where there is none, that of the nearest page above it.

    Empty where even the home page has none: then there is no switch.
    """
    above = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    keys = dict(above.values_list("translation_key", "depth"))
    twins = Page.objects.live().filter(translation_key__in=keys).exclude(locale=page.locale_id)
    nearest = max(twins, key=lambda twin: keys[twin.translation_key], default=None)
    return str(nearest.url) if nearest else ""
