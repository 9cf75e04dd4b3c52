"""The text of an achievement, known by its digest and not by its revision.

Scheduling a passed text, or taking it back after it was off the site, needs no second review nor
a second consent; one changed letter does.
"""

from typing import Any

from core import review
from marketplace.models.parts import EDITORIAL

EMPTY: tuple[Any, ...] = (None, "", [])


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over what a revision's ``content`` says, when it is public left aside.

    What says nothing is left out, so that a column added later changes no older digest.
    """
    said = {name: content.get(name) for name in EDITORIAL}
    return review.digest({name: one for name, one in said.items() if one not in EMPTY})
