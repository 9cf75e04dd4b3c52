"""The worker's side: one outbox message a delivery, so that no failure holds up another.

A worker killed between sending and noting leaves a claim that runs out; the next attempt bears
the same key. The claim also keeps two workers apart when a slow provider outlasts the lease.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from core.models import Channel, Delivery, Notice, OutboxMessage
from core.notices import addresses, kinds
from core.notices.channels import ChannelError, Message, carries, sender
from core.notices.unsubscribing import link
from core.outbox import PARK_AFTER, Failure

log = structlog.get_logger(__name__)

TOPIC = "notices"
CLAIM_S = 60
Status = Delivery.Status
OPEN = (Status.QUEUED, Status.POSTPONED)


class Busy(Exception):  # noqa: N818 — says what is so, not that something broke
    """Another worker has the delivery in hand."""


def deliver(messages: Sequence[OutboxMessage]) -> Iterator[Failure]:
    """Carry each message's delivery; yields those to try again."""
    for message in messages:
        try:
            _deliver(int(message.subject_id))
        except Busy as error:
            yield Failure(message, str(error))
        except Exception as error:  # noqa: BLE001 — see below
            # A provider's odd answer must not hold up the next person's notice.
            is_last = message.attempts + 1 >= PARK_AFTER
            reason = str(error) if isinstance(error, ChannelError) else type(error).__name__
            _note(int(message.subject_id), Status.FAILED if is_last else Status.POSTPONED, reason)
            yield Failure(message, reason)


def _deliver(pk: int) -> None:
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    mine = Delivery.objects.filter(free, pk=pk, status__in=OPEN).update(
        claimed_until=now + timedelta(seconds=CLAIM_S), attempts=F("attempts") + 1
    )
    if not mine:
        if Delivery.objects.filter(pk=pk, status__in=OPEN).exists():
            raise Busy("另一进程正在发送")
        return
    delivery = Delivery.objects.select_related("notice__recipient").get(pk=pk)
    notice = delivery.notice
    if notice is None:
        return
    send = sender(delivery.channel) if carries(delivery.channel, notice.kind) else None
    contact = addresses.contact(notice.recipient)
    address = contact.addresses.get(delivery.channel, "")
    if send is None or not address:
        _note(pk, Status.SUPPRESSED, "没有已验证的地址" if send else "未配置该渠道")
        return
    try:
        with translation.override(contact.written_in):
            number = send(_message(delivery, notice, address))
    except ChannelError as error:
        if not error.is_final:
            raise
        _note(pk, Status.FAILED, str(error))
        return
    _note(pk, Status.SENT, provider_id=number)


def _message(delivery: Delivery, notice: Notice, address: str) -> Message:
    is_mail = delivery.channel == Channel.MAIL
    return Message(
        channel=delivery.channel,
        address=address,
        subject=notice.title,
        text=notice.body or notice.title,
        key=delivery.key.hex,
        url=f"{settings.SITE_URL}{notice.url}" if notice.url else "",
        unsubscribe_url=link(notice.recipient_id, notice.kind, Channel.MAIL) if is_mail else "",
        template=notice.kind,
        params=_params(notice),
    )


def _params(notice: Notice) -> dict[str, str]:
    """In the order of the template's places, which PostgreSQL's jsonb does not keep."""
    try:
        names = kinds.get(notice.kind).sms_params
    except LookupError:  # the kind is gone, or it is the summary
        return notice.params
    return {name: notice.params[name] for name in names if name in notice.params}


def bound_to(pk: int) -> str:
    """What a delivery gathered into the summary ``pk`` bears in place of a provider's number."""
    return f"digest-{pk}"


@transaction.atomic
def _note(pk: int, status: str, error: str = "", provider_id: str = "") -> None:
    """Note what became of a delivery; what a summary gathered shares its end."""
    settled = None if status == Status.POSTPONED else timezone.now()
    Delivery.objects.filter(pk=pk).exclude(status=Status.SENT).update(
        status=status,
        error=error[:500],
        provider_id=provider_id[:128],
        settled_at=settled,
        claimed_until=None,
    )
    if settled:
        Delivery.objects.filter(status=Status.DIGEST, provider_id=bound_to(pk)).update(
            status=status, error=error[:500], settled_at=settled
        )
