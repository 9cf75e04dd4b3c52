"""What did not reach its person, and an operator's order to try again.

A code is not sent again: by then it is stale, and it was kept nowhere. A summary stands for what
it gathered, which shares its end.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit, outbox, registry
from core.errors import PermissionDenied, WrongState
from core.models import Delivery, OutboxMessage
from core.notices.delivering import TOPIC, bound_to

PLACE = "operations"
RETRY = "delivery.retry"
TRIED = (Delivery.Status.FAILED, Delivery.Status.POSTPONED)
GATHERED = "digest-"
MOST = 500

registry.describe_action(RETRY, _("重试投递"))


def undelivered() -> QuerySet[Delivery]:
    """Deliveries that failed, are tried again, or whose message is parked; codes among them."""
    stuck = Q(status__in=TRIED) | Q(status=Delivery.Status.QUEUED, pk__in=parked())
    rows = Delivery.objects.filter(stuck).exclude(provider_id__startswith=GATHERED)
    return rows.select_related("notice__recipient")


def parked() -> list[int]:
    """Deliveries whose message waits for a person after ten attempts."""
    messages = OutboxMessage.objects.filter(topic=TOPIC, parked_at__isnull=False)
    return [int(pk) for pk in messages.values_list("subject_id", flat=True)]


@transaction.atomic
def retry_delivery(pk: int, *, actor: Any) -> Delivery:
    """Try a delivery again at once, ten times if need be, under the same key.

    Raises:
        PermissionDenied: not the operator.
        WrongState: it was sent, is on its way, or was a code.

    """
    _ask(actor)
    delivery = Delivery.objects.select_for_update().get(pk=pk)
    if not _again(delivery, set(parked()), actor=actor):
        msg = f"{RETRY} from {delivery.status!r}"
        raise WrongState(msg)
    return delivery


@transaction.atomic
def retry_deliveries(keys: Iterable[int], *, actor: Any) -> int:
    """Try each of these again, at most `MOST`; returns how many. Others are passed over.

    Raises:
        PermissionDenied: not the operator.

    """
    _ask(actor)
    stuck = set(parked())
    rows = Delivery.objects.select_for_update().filter(pk__in=list(keys)[:MOST]).order_by("pk")
    return sum(_again(row, stuck, actor=actor) for row in rows)


def _ask(actor: Any) -> None:
    if not registry.may_enter(PLACE, actor):
        raise PermissionDenied(RETRY)


def _again(delivery: Delivery, stuck: set[int], *, actor: Any) -> bool:
    is_stuck = delivery.status in TRIED or delivery.pk in stuck
    if delivery.notice_id is None or not is_stuck or delivery.provider_id.startswith(GATHERED):
        return False
    before, delivery.status = delivery.status, Delivery.Status.QUEUED
    delivery.error, delivery.attempts = "", 0
    delivery.claimed_until = delivery.settled_at = None
    delivery.save(update_fields=["status", "error", "attempts", "claimed_until", "settled_at"])
    Delivery.objects.filter(status=before, provider_id=bound_to(delivery.pk)).update(
        status=Delivery.Status.DIGEST, error="", settled_at=None
    )
    waiting = OutboxMessage.objects.filter(topic=TOPIC, subject_id=str(delivery.pk))
    if not waiting.update(parked_at=None, attempts=0, available_at=timezone.now()):
        outbox.enqueue(TOPIC, Delivery._meta.label_lower, str(delivery.pk))
    audit.record(delivery, RETRY, actor=actor, before=before, after=delivery.status)
    return True
