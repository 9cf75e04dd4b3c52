"""No more by this way: a signed link in a mail, followed without signing in (RFC 8058).

Whoever holds the mail holds the link; all it can do is switch off one kind on one channel, which
its person can switch on again. It does not expire, for old mails are where people look for it.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import Channel, Mode, NoticeChoice
from core.notices import choosing, kinds

SIGNER = signing.Signer(salt="core.notices.unsubscribing")


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """What a link switches off, for whom."""

    user: Any
    kind: str
    channel: str

    @property
    def label(self) -> str:
        """The kind's name as the page shows it."""
        return _("每日汇总") if self.kind == kinds.DIGEST else str(kinds.get(self.kind).label)

    @property
    def channel_label(self) -> str:
        """The channel's name as the page shows it."""
        return str(Channel(self.channel).label)


def token(user_pk: int, kind: str, channel: str) -> str:
    """The signed part of the link."""
    return SIGNER.sign_object([user_pk, kind, str(channel)])


def link(user_pk: int, kind: str, channel: str) -> str:
    """The whole address that a mail bears."""
    path = reverse("core:unsubscribe", args=[token(user_pk, kind, channel)])
    return f"{settings.SITE_URL}{path}"


def read(text: str) -> Unsubscription:
    """What the token ``text`` is for.

    Raises:
        LookupError: it is not ours, or its person or kind is gone.

    """
    try:
        pk, kind, channel = SIGNER.unsign_object(text)
    except (signing.BadSignature, ValueError) as error:
        raise LookupError("not a token of ours") from error
    user = get_user_model().objects.filter(pk=pk).first()
    if user is None:
        raise LookupError("the person is gone")
    if kind != kinds.DIGEST:
        kinds.get(kind)
    return Unsubscription(user, kind, channel)


@transaction.atomic
def unsubscribe(text: str) -> Unsubscription:
    """Switch off what the token names, in its person's name; again does nothing.

    Raises:
        LookupError: as `read`.

    """
    asked = read(text)
    wishes = dict.fromkeys(_places(asked), Mode.OFF)
    choosing.choose(wishes, actor=asked.user, action="notice_choice.unsubscribe")
    return asked


def _places(asked: Unsubscription) -> list[tuple[str, str]]:
    """The daily summary stands for every kind that its person has gathered in it."""
    if asked.kind != kinds.DIGEST:
        return [(asked.kind, asked.channel)]
    rows = NoticeChoice.objects.filter(
        user=asked.user,
        channel=asked.channel,
        mode=Mode.DIGEST,
        kind__in=[kind.code for kind in kinds.every()],
    )
    return [(row.kind, row.channel) for row in rows]
