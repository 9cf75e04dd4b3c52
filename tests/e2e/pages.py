"""Every page that the gallery and axe look at; a room that adds a page adds its line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and as which demo role it is opened (none: not signed in)."""

    name: str
    path: str
    role: str = ""


PAGES = [
    Place("首页", "/"),
    Place("无障碍声明", "/accessibility/"),
    Place("组件", "/styleguide/"),
    Place("列表", "/styleguide/list/?kind=county&sort=-name"),
    Place("没有找到", "/nowhere/"),
]
