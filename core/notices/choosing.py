"""What a person chose: which kinds reach them by which channel, and when."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import records, registry
from core.models import Channel, Delivery, Mode, NoticeChoice
from core.notices import kinds
from core.notices.channels import carries, sender
from core.notices.kinds import Kind

registry.describe_action("notice_choice.change", _("更改通知设置"))
registry.describe_action("notice_choice.unsubscribe", _("通过链接退订"))

Wishes = Mapping[tuple[str, str], str]


def offered_channels() -> tuple[Channel, ...]:
    """The list itself, and what this installation can send by."""
    return tuple(
        channel for channel in Channel if channel == Channel.IN_APP or sender(channel) is not None
    )


def offered_modes(kind: Kind, channel: str) -> tuple[Mode, ...]:
    """What may be chosen; only mail is gathered, and an urgent line stays in the list."""
    if channel != Channel.IN_APP and not carries(channel, kind.code):
        return (Mode.OFF,)
    if channel == Channel.WECOM and kind.is_private:
        return (Mode.OFF,)
    if channel == Channel.MAIL:
        return Mode.NOW, Mode.DIGEST, Mode.OFF
    if channel == Channel.IN_APP and kind.is_urgent:
        return (Mode.NOW,)
    return Mode.NOW, Mode.OFF


def modes(user: Any) -> Iterator[tuple[Kind, Channel, str]]:
    """Every kind and offered channel with the mode in force for ``user``."""
    chosen = {(row.kind, row.channel): row.mode for row in _rows(user)}
    for kind in kinds.every():
        for channel in offered_channels():
            usual = kind.usual_mode(channel)
            mode = chosen.get((kind.code, channel), usual)
            offered = offered_modes(kind, channel)
            yield kind, channel, mode if mode in offered else offered[0]


@transaction.atomic
def choose(wishes: Wishes, *, actor: Any, action: str = "notice_choice.change") -> None:
    """Note when ``actor`` wants which kind by which channel; what is not named stays.

    A wish stays written where it equals the usual mode again: the usual one may change.

    Raises:
        LookupError: no room registered the kind.
        ValidationError: the mode is not offered; nothing is written.

    """
    get_user_model().objects.select_for_update().get(pk=actor.pk)
    chosen = {(row.kind, row.channel): row for row in _rows(actor)}
    for (code, channel), mode in wishes.items():
        kind = kinds.get(code)
        if mode not in offered_modes(kind, channel):
            raise ValidationError(_("不能这样选择。"))
        row = chosen.get((code, channel))
        if row is not None:
            records.change(row, action, actor=actor, changes={"mode": mode})
        elif mode != kind.usual_mode(channel):
            row = NoticeChoice(user=actor, kind=code, channel=channel, mode=mode)
            records.create(row, action, actor=actor)
        if mode == Mode.OFF:
            _drop_waiting(actor, code, channel)


def _rows(user: Any) -> Any:
    return NoticeChoice.objects.filter(user=user)


def _drop_waiting(user: Any, kind: str, channel: str) -> None:
    """What waits for tomorrow's summary is not sent after a person said no."""
    Delivery.objects.filter(
        notice__recipient=user,
        notice__kind=kind,
        channel=channel,
        status=Delivery.Status.DIGEST,
        provider_id="",
    ).update(status=Delivery.Status.SUPPRESSED, error="本人选择不发", settled_at=timezone.now())
