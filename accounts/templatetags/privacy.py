"""A privacy notice as headings, paragraphs and lists; its text is data and stays escaped."""

from dataclasses import dataclass, field

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import PrivacyNotice
from core.context import names

register = template.Library()


@dataclass(slots=True)
class Block:
    """A heading or a paragraph (``text``), or the ``items`` of a list."""

    text: str = ""
    is_heading: bool = False
    items: list[str] = field(default_factory=list)


@register.filter
def blocks(notice: PrivacyNotice) -> list[Block]:
    """The notice in the reader's language, with the names of this installation in their places."""
    text = notice.text_en if get_language() == "en" and notice.text_en else notice.text
    for place, name in _names().items():
        text = text.replace(f"{{{place}}}", name)
    found: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("## "):
            found.append(Block(line[3:], is_heading=True))
        elif not line.startswith("- "):
            found.append(Block(line))
        elif found and found[-1].items:
            found[-1].items.append(line[2:])
        else:
            found.append(Block(items=[line[2:]]))
    return found


def _names() -> dict[str, str]:
    said = names()
    phone = said["phone"]
    contact = _("窗口电话：%(phone)s") % {"phone": phone} if phone else ""
    return {
        "site": said["name"],
        "bureau": said["bureau"],
        "contact": "\n".join(filter(None, (said["bureau"], contact))),
    }
