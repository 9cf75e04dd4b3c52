"""When what was published leaves by itself, and what of that has acted already.

A revision keeps the hour at which it was to leave. Once that hour has passed it means nothing:
published again, the row would be taken down at the next run of the clock (wagtail issue 13896).
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.review.recording import ReleaseRefused


def end_ahead(expire_at: datetime | None, now: datetime | None = None) -> datetime | None:
    """The hour at which a row is to leave, if it is still ahead."""
    return expire_at if expire_at and expire_at > (now or timezone.now()) else None


def refuse_what_is_over(revision: Any) -> None:
    """Refuse a schedule that comes due after the text's own end, as after a long standstill.

    Raises:
        ReleaseRefused: the revision was to have left already when its hour to go public is served.

    """
    said = revision.content.get("expire_at")  # a text once it has been read from the database
    expire_at = parse_datetime(str(said)) if said else None
    is_over = expire_at is not None and end_ahead(expire_at) is None
    if revision.approved_go_live_at and is_over:
        raise ReleaseRefused(_("定时公开时已过下架时间，不再公开。"))
