"""The kinds of notices that rooms send."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.models import Channel, Mode

DIGEST = "digest"  # the daily summary: of many kinds, and none of them


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: its texts with ``%(name)s`` places, its link, its usual channels.

    ``is_urgent`` marks what the law or a deadline makes a person see: its line in the list of
    notices cannot be switched off. ``is_private`` keeps it out of groups. ``sms_params`` names the
    context values of the text message, in the order of its template's places.
    """

    code: str
    label: Any
    group: Any
    title: Any
    body: Any = ""
    url_name: str = ""
    channels: frozenset[str] = frozenset()
    is_urgent: bool = False
    is_private: bool = False
    links_subject: bool = True
    sms_params: tuple[str, ...] = ()

    def usual_mode(self, channel: str) -> str:
        """When the kind goes by ``channel`` if its person has not chosen."""
        if channel == Channel.WECOM and self.is_private:
            return Mode.OFF
        if channel == Channel.IN_APP or channel in self.channels:
            return Mode.NOW
        return Mode.OFF


_kinds: dict[str, Kind] = {}


def register_kind(
    code: str,
    label: Any,
    group: Any,
    *,
    title: Any,
    body: Any = "",
    url_name: str = "",
    channels: Iterable[str] = (),
    is_urgent: bool = False,
    is_private: bool = False,
    links_subject: bool = True,
    sms_params: tuple[str, ...] = (),
) -> Kind:
    """Announce a kind; ``url_name`` must reverse with the subject's key alone.

    Where ``links_subject`` is false it must reverse with nothing: the page is not the subject's.
    """
    kind = Kind(
        code,
        label,
        group,
        title,
        body,
        url_name,
        frozenset(channels),
        is_urgent,
        is_private,
        links_subject,
        sms_params,
    )
    _kinds[code] = kind
    return kind


def get(code: str) -> Kind:
    """The kind of ``code``; raises `LookupError` where no room registered it."""
    return _kinds[code]


def every() -> tuple[Kind, ...]:
    """All kinds, by group."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (str(kind.group), kind.code)))
