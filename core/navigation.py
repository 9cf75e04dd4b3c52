"""Where rooms announce the places that the header, the person's menu and the footer lead to.

A room calls `register` in its `AppConfig.ready`; the core knows none of them. An item shows where
its predicate says so of the reader, in the order given. A drawn navigation row holds six items of
two characters; more do not fit a phone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


class Area(StrEnum):
    """The place of an item: two navigation rows, the person's menu, four footer columns."""

    PUBLIC = "public"
    DESK = "desk"
    MENU = "menu"
    OFFICES = "offices"
    DATA = "data"
    HELP = "help"
    ABOUT = "about"


def everyone(user: Any) -> bool:
    """Anyone, signed in or not."""
    return True


def signed_in(user: Any) -> bool:
    """Whoever has signed in."""
    return bool(user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Item:
    """A place to go. ``url_name`` must reverse with ``args`` alone."""

    label: Any
    url_name: str
    area: Area = Area.PUBLIC
    order: int = 50
    allowed: Callable[[Any], bool] = everyone
    args: tuple[str, ...] = ()
    fragment: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args, fragment=self.fragment or None)


@dataclass(frozen=True, slots=True)
class Link:
    """An item as one reader sees it."""

    label: Any
    url: str
    current: bool


_items: dict[tuple[str, str, tuple[str, ...]], Item] = {}
_below: dict[str, str] = {}


def register(item: Item) -> None:
    """Announce ``item``; saying the same again changes nothing."""
    _items[item.area, item.url_name, item.args] = item


def register_below(url_name: str, item: str) -> None:
    """Announce that pages at and below ``url_name`` stand below the item named ``item``.

    For pages whose address does not say so; both are names of urls.
    """
    _below[url_name] = item


def registered() -> list[Item]:
    """Every item, for the tests that every address leads somewhere."""
    return list(_items.values())


class Navigation:
    """The items that one request's reader may follow, found only where a template asks.

    A page that stands below an item's address makes the item current; of several the longest.
    """

    def __init__(self, request: HttpRequest):
        self._request = request

    def __getitem__(self, area: str) -> list[Link]:
        chosen = Area(area)
        user = getattr(self._request, "user", None)
        items = [
            item
            for item in sorted(_items.values(), key=lambda item: item.order)
            if item.area == chosen and user is not None and item.allowed(user)
        ]
        here = self._current(items)
        return [Link(item.label, item.url, item == here) for item in items]

    @property
    def frame(self) -> str:
        """The template that pages extend which the desk and others share.

        Who has a desk keeps its navigation on them; to everybody else they are pages of the site.
        """
        return "desk.html" if self[Area.DESK] else "base.html"

    def _current(self, items: list[Item]) -> Item | None:
        places = [(item.url, item) for item in items]
        places += [
            (reverse(name), item)
            for name, above in _below.items()
            for item in items
            if item.url_name == above
        ]
        here = [place for place in places if self._request.path.startswith(place[0])]
        return max(here, key=lambda place: len(place[0]))[1] if here else None
