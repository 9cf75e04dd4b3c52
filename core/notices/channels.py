"""The one shape of a channel, and which of them this installation has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import get_language

from core import rates
from core.models import Channel
from core.notices import fake, mail
from core.notices.message import ChannelError, Message
from core.rates import HOUR_S, Limit

__all__ = ["ChannelError", "Message", "Provider", "Sender", "register_provider", "sender"]


log = structlog.get_logger(__name__)

# What carries a message away; returns the provider's number of it, raises `ChannelError`.
Sender = Callable[[Message], str]
SETTINGS = {
    Channel.SMS: "SMS_PROVIDER",
    Channel.WECHAT: "WECHAT_PROVIDER",
    Channel.WECOM: "WECOM_PROVIDER",
}
ANY_KIND = "*"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who carries a channel, and which settings it cannot do without.

    ``templates`` names the setting that lists what it may send; "" where it takes any text.
    """

    send: Sender
    channel: str = ""
    needs: tuple[str, ...] = ()
    templates: str = ""


_providers: dict[str, Provider] = {"fake": Provider(fake.send)}


def register_provider(name: str, provider: Provider) -> None:
    """Let the settings choose ``name``."""
    _providers[name] = provider


def unknown_providers() -> list[str]:
    """The settings that name a provider which nobody registered, or one of another channel."""
    return [
        setting
        for channel, setting in SETTINGS.items()
        if (name := getattr(settings, setting))
        and (name not in _providers or _providers[name].channel not in {"", channel})
    ]


def chosen() -> Iterator[tuple[Channel, Provider]]:
    """Each channel with the provider that carries it here."""
    for channel, setting in SETTINGS.items():
        if provider := _providers.get(getattr(settings, setting)):
            yield channel, provider


def sender(channel: str) -> Sender | None:
    """What carries ``channel`` here; None where the installation has none."""
    if channel == Channel.MAIL:
        return _capped(channel, mail.send)
    name = getattr(settings, SETTINGS[Channel(channel)])
    return _capped(channel, _providers[name].send) if name else None


def count(channel: str) -> None:
    """Count one message of this installation.

    Raises:
        ChannelError: more than `MESSAGES_PER_HOUR` allows; it may go in the next hour.

    """
    most = settings.MESSAGES_PER_HOUR.get(channel)
    if most is not None and rates.is_too_often(Limit(f"messages.{channel}", most, HOUR_S), ""):
        log.error("notices.too_many", channel=channel, most=most)
        raise ChannelError("超过本站每小时的发送上限。")


def _capped(channel: str, send: Sender) -> Sender:
    def counted(message: Message) -> str:
        count(channel)
        return send(message)

    return counted


def template_of(listed: Mapping[str, Any], code: str) -> Any:
    """What ``listed`` has for ``code``, that of the language in force (``code.en``) first.

    Raises:
        KeyError: nothing is listed for it, nor for all.

    """
    for name in (code, ANY_KIND):
        for key in (f"{name}.{get_language()}", name):
            if key in listed:
                return listed[key]
    raise KeyError(code)


def language_by(channel: str, code: str, language: str) -> str:
    """The language in which ``code`` goes by ``channel``: ours where no other text is approved."""
    provider = dict(chosen()).get(Channel(channel))
    if provider is None or not provider.templates:
        return language
    listed = getattr(settings, provider.templates)
    return language if f"{code}.{language}" in listed else settings.LANGUAGE_CODE


def carries(channel: str, template: str) -> bool:
    """Whether ``template`` can go by ``channel`` here: mainland providers send approved ones."""
    if channel == Channel.MAIL:
        return True
    provider = dict(chosen()).get(Channel(channel))
    if provider is None:
        return False
    listed = getattr(settings, provider.templates) if provider.templates else {ANY_KIND: ""}
    return template in listed or ANY_KIND in listed
