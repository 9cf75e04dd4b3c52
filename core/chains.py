"""The chain (转化链) and its timeline, which shows a viewer only what the viewer may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import acts, audit, registry
from core.models import AuditEvent, Chain
from core.numbering import next_number

SHANGHAI = ZoneInfo("Asia/Shanghai")  # whatever zone a request has activated

registry.describe_action("chain.start", _("建立转化链"))


@transaction.atomic
def start_chain(title: str, *, actor: Any, now: datetime | None = None) -> Chain:
    """Begin a chain; its number is ``ZH-``, the year in Shanghai at ``now``, and six digits."""
    moment = now or acts.now()
    year = timezone.localtime(moment, SHANGHAI).year
    number = f"ZH-{year}-{next_number(f'chain.{year}'):06d}"
    chain = Chain.objects.create(number=number, title=title[:200], created_at=moment)
    audit.record(chain, "chain.start", actor=actor, chain=chain)
    return chain


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    event: AuditEvent
    label: Any


def timeline(chain: Chain, viewer: Any) -> list[Entry]:
    """What happened on ``chain``, oldest first, without what ``viewer`` may not see.

    Nothing tells that something was left out, and a viewer who sees none of the chain's objects
    gets an empty list, which a page answers with 404. An object that was deleted is no longer
    visible to anyone; its events stay in the audit trail. One query a kind of object.
    """
    events = list(chain.events.select_related("actor").order_by("at", "id"))
    ids = defaultdict(set)
    for event in events:
        ids[event.subject_type].add(event.subject_id)
    own = Chain._meta.label_lower
    visible = {
        kind: registry.visible_ids(kind, viewer, keys) for kind, keys in ids.items() if kind != own
    }
    if not any(visible.values()):
        return []
    return [
        Entry(event, registry.action_label(event.action))
        for event in events
        if not registry.is_told_by_another(event.action)
        and (event.subject_type == own or event.subject_id in visible[event.subject_type])
    ]
