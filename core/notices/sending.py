"""Telling people, inside the act's own transaction; nothing leaves before it commits."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation

from core import outbox
from core.models import Channel, Delivery, Mode, Notice, NoticeChoice
from core.notices import addresses, kinds
from core.notices.channels import carries, language_by
from core.notices.delivering import TOPIC
from core.notices.kinds import Kind

Status = Delivery.Status
OUTSIDE = tuple(channel for channel in Channel if channel != Channel.IN_APP)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def send(
    kind: str,
    recipients: Iterable[Any],
    *,
    subject_row: models.Model | None = None,
    context: Mapping[str, Any] | None = None,
    actor: Any,
) -> list[Notice]:
    """Tell ``recipients`` of ``kind``; who is inactive or did it (``actor``) is left out.

    Args:
        subject_row: what it is about; the kind's link leads to it.
        context: values for the places in the kind's texts; kept as text in the reader's language.

    Raises:
        LookupError: no room registered ``kind``.
        RuntimeError: outside a transaction, where a notice could outlive a failed act.

    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("notices.send() belongs in the transaction of the act")
    described = kinds.get(kind)
    people = {
        user.pk: user for user in recipients if user.is_active and (user != actor or actor is None)
    }
    chosen = {
        (choice.user_id, choice.channel): choice.mode
        for choice in NoticeChoice.objects.filter(user__in=people, kind=kind)
    }
    counted = _sent_today(kind, people)
    notices, groups = [], set[str]()
    for user in people.values():
        contact = addresses.contact(user)
        modes = {
            channel: chosen.get((user.pk, channel), described.usual_mode(channel))
            for channel in Channel
        }
        notice = _write(
            described,
            user,
            subject=subject_row,
            context=context or {},
            language=contact.language,
            modes=modes,
        )
        notices.append(notice)
        for channel in OUTSIDE:
            if modes[channel] == Mode.OFF or not carries(channel, kind):
                continue
            address = contact.addresses.get(channel, "")
            if channel == Channel.WECOM and address in groups:
                continue  # one line in a group, however many of its people are told
            groups.add(address)
            _promise(notice, channel, modes[channel], address, counted.get((user.pk, channel), 0))
    return notices


def _sent_today(kind: str, people: Iterable[int]) -> dict[tuple[int, str], int]:
    midnight = timezone.now().astimezone(SHANGHAI).replace(hour=0, minute=0, second=0)
    rows = (
        Delivery.objects.filter(
            notice__recipient__in=people, notice__kind=kind, created_at__gte=midnight
        )
        .exclude(status=Status.SUPPRESSED)
        .order_by()
        .values_list("notice__recipient", "channel")
        .annotate(count=Count("pk"))
    )
    return {(user, channel): count for user, channel, count in rows}


def _write(
    kind: Kind,
    user: Any,
    *,
    subject: models.Model | None,
    context: Mapping[str, Any],
    language: str,
    modes: Mapping[Channel, str],
) -> Notice:
    language = language or settings.LANGUAGE_CODE
    with translation.override(language_by(Channel.SMS, kind.code, language)):
        params = {name: str(context[name]) for name in kind.sms_params}
    with translation.override(language):
        # Values too: a lazy label would else be said in the actor's language.
        words = {name: str(value) for name, value in context.items()}
        args = [subject.pk] if subject is not None and kind.links_subject else []
        return Notice.objects.create(
            recipient=user,
            kind=kind.code,
            title=(str(kind.title) % words)[:200],
            body=str(kind.body) % words,
            url=reverse(kind.url_name, args=args) if kind.url_name else "",
            params=params,
            subject_type=subject._meta.label_lower if subject is not None else "",
            subject_id=str(subject.pk) if subject is not None else "",
            in_app=kind.is_urgent or modes[Channel.IN_APP] != Mode.OFF,
            is_urgent=kind.is_urgent,
        )


def _promise(notice: Notice, channel: str, mode: str, address: str, sent_today: int) -> None:
    status, error = Status.QUEUED, ""
    if not address:
        status, error = Status.SUPPRESSED, "没有已验证的地址"
    elif mode == Mode.DIGEST:
        status = Status.DIGEST
    elif sent_today >= settings.NOTICE_DAILY_LIMITS.get(channel, 1000):
        status, error = Status.SUPPRESSED, "超过当日上限"
    delivery = Delivery.objects.create(
        notice=notice,
        channel=channel,
        status=status,
        error=error,
        address=addresses.masked(address),
    )
    if status == Status.QUEUED:
        outbox.enqueue(TOPIC, Delivery._meta.label_lower, str(delivery.pk))
