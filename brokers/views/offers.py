"""What a reader may do to a deal now, as links: the menu of a card and the foot of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brokers import workflow
from brokers.models import Deal, Stage
from core.workflow import Transition, available

PLAIN = {"deal.shelve": "shelve", "deal.lose": "lose", "deal.resume": "resume"}
LABELS = {"deal.shelve": _("搁置…"), "deal.lose": _("失败…")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to another stage; ``is_post`` where nothing more is asked, ``is_next`` one step on."""

    label: Any
    url: str
    is_post: bool = False
    is_next: bool = False


def offers(deal: Deal, user: Any) -> list[Offer]:
    """Where ``user`` may move ``deal`` now: on, back, aside, out."""
    found = available(workflow.MOVES, deal, actor=user)
    return [
        _offer(deal, arrow)
        for arrow in found
        if arrow.action != "deal.resume" or arrow.target == deal.shelved_from
    ]


def _offer(deal: Deal, arrow: Transition) -> Offer:
    stage = Stage(arrow.target)
    if name := PLAIN.get(arrow.action):
        label = LABELS.get(arrow.action) or _("恢复到“%(stage)s”") % {"stage": stage.label}
        return Offer(label, reverse(f"brokers:{name}", args=[deal.pk]), name == "resume")
    is_back = arrow.action == "deal.back"
    label = _("退回%(stage)s") % {"stage": stage.label} if is_back else stage.label
    url = reverse("brokers:move", args=[deal.pk, stage.value])
    return Offer(label, url, is_next=not is_back)


def with_offers(deals: Iterable[Deal], user: Any) -> list[tuple[Deal, list[Offer]]]:
    """Each deal with where it can go."""
    return [(deal, offers(deal, user)) for deal in deals]
