"""One interface for telling people something; every way it can reach them stands behind it.

A room registers its kinds in `AppConfig.ready` and calls `send` inside a service. Sign-in codes
take `send_code`, which does not wait for the worker.
"""

from core import outbox
from core.notices import digests, providers, pruning  # noqa: F401 — each registers itself
from core.notices.addresses import Contact, register_address_book
from core.notices.channels import ChannelError
from core.notices.channels import count as count_message
from core.notices.codes import language_of, send_code, send_text
from core.notices.delivering import TOPIC, deliver
from core.notices.kinds import Kind, register_kind
from core.notices.sending import send

__all__ = [
    "ChannelError",
    "Contact",
    "Kind",
    "count_message",
    "language_of",
    "register_address_book",
    "register_kind",
    "send",
    "send_code",
    "send_text",
]

outbox.register(TOPIC, deliver)
