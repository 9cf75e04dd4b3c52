"""Which group's robot a person has their notices written by.

People paste the address that WeCom shows them; only its key is taken, and only from WeCom's own
address, so that nobody can have the site call another host.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, registry
from core.models import WecomRobot
from core.notices.providers.wecom import BASE_URL

KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
PATH = "/cgi-bin/webhook/send"

registry.describe_action("wecom_robot.change", gettext_lazy("更改企业微信群机器人"))


def key(user: Any) -> str:
    """The key of ``user``'s robot, or ""."""
    return WecomRobot.objects.filter(user=user).values_list("key", flat=True).first() or ""


def read_key(text: str) -> str:
    """The key in an address as WeCom shows it; "" for an empty text.

    Raises:
        ValidationError: it is no robot's address, or leads elsewhere.

    """
    text = text.strip()
    if not text:
        return ""
    given, ours = urlsplit(text), urlsplit(settings.WECOM_BASE_URL or BASE_URL)
    keys = parse_qs(given.query).get("key", [])
    same = (given.scheme, given.netloc, given.path) == (ours.scheme, ours.netloc, PATH)
    if not same or len(keys) != 1 or not KEY.fullmatch(keys[0]):
        start = f"{ours.scheme}://{ours.netloc}{PATH}?key="
        raise ValidationError(
            _("请粘贴群机器人的完整地址，以 %(start)s 开头。") % {"start": start}
        )
    return keys[0]


@transaction.atomic
def choose_robot(text: str, *, actor: Any) -> None:
    """Have ``actor``'s notices written by the robot of that address; none where it is empty.

    The trail says that it changed, never to what: the key lets anyone write into the group.

    Raises:
        ValidationError: as `read_key`; nothing is written.

    """
    new = read_key(text)
    get_user_model().objects.select_for_update().get(pk=actor.pk)
    row = WecomRobot.objects.filter(user=actor).first() or WecomRobot(user=actor)
    if row.key == new:
        return
    if new:
        row.key = new
        row.full_clean()
        row.save()
    audit.record(row, "wecom_robot.change", actor=actor, after="set" if new else "removed")
    if not new:
        row.delete()
