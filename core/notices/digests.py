"""The daily summary: one mail with what waits for a person.

A summary is itself a notice, outside the list, with one delivery: so the carrier's claims, retries
and log serve it too. Its key comes from the person and the day, which makes a second one of the
same day impossible; what it gathers is bound to it in the same transaction.
"""

import uuid
from datetime import date, time
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import outbox, periodic
from core.context import names
from core.models import Channel, Delivery, Notice
from core.notices import addresses
from core.notices.delivering import TOPIC, bound_to
from core.notices.kinds import DIGEST

log = structlog.get_logger(__name__)

NAMESPACE = uuid.UUID("0d3c2a54-6e0f-4f0e-9c43-8a5f4a1f7b10")
Status = Delivery.Status


def send_digests(day: date | None = None) -> int:
    """Promise a summary to everyone for whom something waits; returns how many.

    Raises:
        RuntimeError: after all others were served, where somebody's failed.

    """
    day = day or timezone.localdate()
    people = set(_waiting().values_list("notice__recipient", flat=True))
    made, failed = 0, []
    for pk in sorted(people):
        try:
            made += _gather(pk, day)
        except Exception:
            log.exception("notices.digest_failed", user=pk)
            failed.append(pk)
    if failed:
        msg = f"no summary for the users {failed}"
        raise RuntimeError(msg)
    return made


def key(user_pk: int, day: date) -> uuid.UUID:
    """The one key of a person's summary of ``day``."""
    return uuid.uuid5(NAMESPACE, f"{user_pk}:{day.isoformat()}")


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        status=Status.DIGEST, channel=Channel.MAIL, provider_id="", notice__isnull=False
    ).order_by()


@transaction.atomic
def _gather(pk: int, day: date) -> bool:
    user = get_user_model().objects.select_for_update().get(pk=pk)
    if Delivery.objects.filter(key=key(pk, day)).exists():
        return False
    waiting = list(_waiting().filter(notice__recipient=pk).select_related("notice").order_by("id"))
    contact = addresses.contact(user)
    address = contact.addresses.get(Channel.MAIL, "")
    if not waiting:
        return False
    found = Delivery.objects.filter(pk__in=[row.pk for row in waiting])
    if not user.is_active or not address:
        error = "没有已验证的地址" if user.is_active else "账号已停用"
        found.update(status=Status.SUPPRESSED, error=error, settled_at=timezone.now())
        return False
    with translation.override(contact.written_in):
        notice = _write(user, [row.notice for row in waiting if row.notice])
    delivery = Delivery.objects.create(
        notice=notice,
        channel=Channel.MAIL,
        address=addresses.masked(address),
        key=key(pk, day),
    )
    found.update(provider_id=bound_to(delivery.pk))
    outbox.enqueue(TOPIC, Delivery._meta.label_lower, str(delivery.pk))
    return True


def _write(user: Any, gathered: list[Notice]) -> Notice:
    lines = []
    for one in gathered:
        when = timezone.localtime(one.created_at)
        link = f"\n{settings.SITE_URL}{one.url}" if one.url else ""
        lines.append(f"{when:%m-%d %H:%M} {one.title}{link}")
    return Notice.objects.create(
        recipient=user,
        kind=DIGEST,
        title=_("%(site)s每日汇总：%(count)s条通知")
        % {"site": names()["name"], "count": len(gathered)},
        body="\n\n".join(lines),
        url=reverse("core:notices"),
        in_app=False,
    )


periodic.register(periodic.Job("notices.digest", send_digests, at=time(8, 0)))
