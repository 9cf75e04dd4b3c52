"""Links of text messages that open one need to read, once.

The link is known to the message alone: the database keeps its digest, and once it was opened what
stands in a server's log opens nothing. It shows the need; who wants to answer signs in by code.
"""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import audit, notices
from marketplace import permissions
from marketplace.models import Need, NeedLink

PURPOSE, RECEIVED = "need_link", "need_received"  # names of the provider's templates


def send_link(need: Need, *, is_first: bool = False) -> None:
    """Send the author a link in their own language, after the act that it belongs to commits.

    Not to an author who answers for it no more; who does is told by notices.

    Args:
        is_first: the need was left a moment ago; nothing has become of it yet.

    """
    if not permissions.left_need(need.author, need):
        return
    token = secrets.token_urlsafe(12)
    NeedLink.objects.create(need=need, digest=_digest(token))
    with translation.override(notices.language_of(need.author, "sms", PURPOSE)):
        url = settings.SITE_URL + reverse("marketplace:need_link", args=[token])
        if is_first:
            text = _(
                "您的技术需求 %(number)s 已收到，2 个工作日内有人联系您。"
                "查看：%(url)s（只能打开一次）"
            )
        else:
            text = _("您的技术需求 %(number)s 有进展，查看：%(url)s（只能打开一次）")
        notices.send_text(
            "sms",
            need.author.phone or "",
            text % {"number": need.number, "url": url},
            RECEIVED if is_first else PURPOSE,
            params={"number": need.number, "token": token},
        )


@transaction.atomic
def open_link(token: str) -> Need:
    """Use up the link.

    Raises:
        LookupError: not ours, used before, or too old; or its reader answers for it no more.

    """
    rows = NeedLink.objects.select_for_update(of=("self",)).select_related("need__author")
    link = rows.filter(
        digest=_digest(token), used_at__isnull=True, expires_at__gt=timezone.now()
    ).first()
    if link is None or not permissions.left_need(link.need.author, link.need):
        raise LookupError("no such link, or not any more")
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    audit.record(link.need, "need.open_link", actor=None)
    return link.need


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
