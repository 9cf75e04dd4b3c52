"""The one shape of a channel, and which of them this installation has."""

from collections.abc import Callable

from django.conf import settings

from core.models import Channel
from core.notices import fake, mail
from core.notices.message import ChannelError, Message

__all__ = ["ChannelError", "Message", "Sender", "register_provider", "sender"]


# What carries a message away; returns the provider's number of it, raises `ChannelError`.
Sender = Callable[[Message], str]

_providers: dict[str, Sender] = {"fake": fake.send}


def register_provider(name: str, send: Sender) -> None:
    """Let the settings choose ``name``."""
    _providers[name] = send


def unknown_providers() -> list[str]:
    """The settings that name a provider which nobody registered."""
    names = ("SMS_PROVIDER", "WECHAT_PROVIDER", "WECOM_PROVIDER")
    return [name for name in names if getattr(settings, name) not in {"", *_providers}]


def sender(channel: str) -> Sender | None:
    """What carries ``channel`` here; None where the installation has none."""
    if channel == Channel.MAIL:
        return mail.send
    name = {
        Channel.SMS: settings.SMS_PROVIDER,
        Channel.WECHAT: settings.WECHAT_PROVIDER,
        Channel.WECOM: settings.WECOM_PROVIDER,
    }[Channel(channel)]
    return _providers[name] if name else None
