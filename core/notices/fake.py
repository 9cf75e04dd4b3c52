"""A provider that sends nothing: it keeps what it was given, for `/dev/outbox/`.

It keeps sign-in codes in clear, so it works in demo and development only.
"""

import uuid

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from core.models import Channel, FakeMessage
from core.notices.message import ChannelError, Message


def is_allowed() -> bool:
    """Whether this installation is for demo or development."""
    return bool(settings.DEMO or settings.DEBUG)


def send(message: Message) -> str:
    """Keep ``message``; the same key is kept once, as a provider with such keys does."""
    if not is_allowed():
        raise ChannelError("演示发送方只用于演示和开发。", is_final=True)
    kept, _new = FakeMessage.objects.get_or_create(
        key=message.key,
        defaults={
            "channel": message.channel,
            "address": message.address,
            "subject": message.subject[:250],
            "text": message.text,
        },
    )
    return f"fake-{kept.pk}"


class EmailBackend(BaseEmailBackend):
    """All of Django's mail, ours and allauth's, into the same table."""

    def send_messages(self, email_messages):
        for mail in email_messages:
            for address in mail.recipients():
                key = f"{mail.extra_headers.get('X-Zhuanhua-Key', uuid.uuid4().hex)}"
                send(Message(Channel.MAIL, address, mail.subject, mail.body, key))
        return len(email_messages)
