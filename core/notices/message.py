"""What a channel is given to carry, and how it says that it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one address; ``template`` and ``params`` where a provider wants no free text."""

    channel: str
    address: str
    subject: str
    text: str
    key: str
    url: str = ""
    unsubscribe_url: str = ""
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class ChannelError(Exception):
    """The message did not go out; where ``is_final`` another attempt would fail the same way."""

    def __init__(self, reason: str, *, is_final: bool = False):
        super().__init__(reason)
        self.is_final = is_final
