"""How the editors' desk offers a review and tells what came of it: pages and snippets alike."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.review.models import APPROVE, REJECT

__all__ = ["APPROVE", "REJECT", "decisions_first", "outcome"]


def decisions_first(items: Iterable[Any]) -> list[Any]:
    """Items of an action menu, the two decisions before all others, under their own names.

    Wagtail adds “and publish” to a label that says so already.
    """
    items = list(items)
    for item in items:
        if item.name == APPROVE:
            item.label = _("同意发布")
    order = {APPROVE: 0, REJECT: 1}
    return sorted(items, key=lambda item: order.get(item.name, len(order)))


def outcome(action: str, row: Any) -> str:
    """What a reviewer is told after a decision on ``row``."""
    if action == APPROVE:
        return (_("“%(title)s”已公开。") if row.live else _("“%(title)s”已同意，到时公开。")) % {
            "title": row
        }
    return _("“%(title)s”已退回修改，意见已送达填报人。") % {"title": row}
