"""What rooms above tell this one, so that it need not know them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

# Which enquiries a person may read besides the two sides: the broker's of its deal, for instance.
enquiry_readers: list[Callable[[Any], Q]] = []


def let_read_enquiries(reach: Callable[[Any], Q]) -> None:
    """Let ``reach(user)`` say which enquiries ``user`` may read, as a condition on an enquiry."""
    if reach not in enquiry_readers:
        enquiry_readers.append(reach)
