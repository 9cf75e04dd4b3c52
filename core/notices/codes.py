"""One-time codes: sent at once, kept nowhere.

They do not take the outbox: a person waits for them, and a promise would keep the code in the
database. Nor are they sent while a transaction of the caller is open, where a slow provider would
hold its locks (and under SQLite every other writer): then they leave right after the commit.
Callers should call outside a transaction, where a failure can still be shown.
"""

import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import rates
from core.context import names
from core.models import Delivery
from core.notices.addresses import contact, masked
from core.notices.channels import (
    ChannelError,
    Message,
    Sender,
    carries,
    language_by,
    sender,
)
from core.rates import DAY_S, Limit

log = structlog.get_logger(__name__)

# To one number or address, whatever for: a text message costs money and annoys its owner.
CODES = Limit("code", 20, DAY_S)


def send_code(channel: str, address: str, code: str, purpose: str) -> None:
    """Send ``code`` to ``address`` by ``channel`` ("sms" or "mail") in the language in force.

    Args:
        channel: "sms" or "mail".
        purpose: what the code is for (`signin`, `signup` …); it stands in the delivery log.

    Raises:
        ChannelError: it could not be sent (outside a transaction only).

    """
    message = Message(
        channel=channel,
        address=address,
        subject=_("%(site)s验证码") % {"site": names()["name"]},
        text=_("验证码 %(code)s，请勿告诉他人。如非本人操作，请忽略。") % {"code": code},
        key=uuid.uuid4().hex,
        template="code",
        params={"code": code},
    )
    _send_now_or_after_commit(message, purpose)


def send_text(
    channel: str,
    address: str,
    text: str,
    purpose: str,
    params: Mapping[str, str] | None = None,
) -> None:
    """Send ``text`` without a code to an address that may be nobody's, as `send_code` does.

    Args:
        params: the values of the provider's template ``purpose``, in the order of its places.

    """
    message = Message(
        channel=channel,
        address=address,
        subject=names()["name"],
        text=text,
        key=uuid.uuid4().hex,
        template=purpose,
        params=params or {},
    )
    _send_now_or_after_commit(message, purpose)


def language_of(user: Any, channel: str, purpose: str) -> str:
    """The language in which ``purpose`` is written to ``user``: theirs, else ours."""
    return language_by(channel, purpose, contact(user).written_in)


def _send_now_or_after_commit(message: Message, purpose: str) -> None:
    if not _inside_transaction():
        _send(message, purpose)
        return
    language = translation.get_language()  # of the text; the commit may come in another

    def send() -> None:
        with translation.override(language):
            _send(message, purpose)

    transaction.on_commit(send, robust=True)


def _inside_transaction() -> bool:
    """Whether the caller holds a transaction; the one around a test does not count."""
    try:
        with transaction.atomic(durable=True):
            return False
    except RuntimeError:
        return True


def _sender(message: Message) -> Sender:
    found = sender(message.channel)
    if found is None or not carries(message.channel, message.template):
        raise ChannelError("未配置该渠道，或没有此消息的模板。", is_final=True)
    return found


def _refuse_too_many(message: Message) -> None:
    if rates.is_too_often(CODES, message.address):
        raise ChannelError("该地址今日的验证码已达上限。", is_final=True)


def _send(message: Message, purpose: str) -> None:
    row = Delivery(
        purpose=purpose, channel=message.channel, address=masked(message.address), attempts=1
    )
    try:
        _refuse_too_many(message)
        row.provider_id = _sender(message)(message)[:128]
        row.status = Delivery.Status.SENT
    except ChannelError as error:
        row.status, row.error = Delivery.Status.FAILED, str(error)[:500]
        log.warning("notices.code_failed", channel=message.channel, purpose=purpose)
        raise
    finally:
        row.settled_at = timezone.now()
        row.save()
