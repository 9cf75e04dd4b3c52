"""How an answer to a need is decided on: one table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import registry
from core.errors import WrongState
from core.workflow import Transition, table
from marketplace import permissions
from marketplace.models.parts import NeedStatus
from marketplace.models.parts import OfferStatus as S


def require_living_need(offer: Any) -> None:
    """A guard: nobody is led to a need that has been solved or taken back."""
    if offer.need.status not in {NeedStatus.OPEN, NeedStatus.MATCHING}:
        msg = f"offer.accept for a need that is {offer.need.status!r}"
        raise WrongState(msg)


ACCEPT = Transition(
    "offer.accept",
    _("同意对接"),
    frozenset({S.OFFERED}),
    S.ACCEPTED,
    permissions.takes_offer,
    (require_living_need,),
)
DECLINE = Transition(
    "offer.decline",
    _("婉拒应答"),
    frozenset({S.OFFERED}),
    S.DECLINED,
    permissions.takes_offer,
)
WITHDRAW = Transition(
    "offer.withdraw",
    _("撤回应答"),
    frozenset({S.OFFERED}),
    S.WITHDRAWN,
    permissions.made_offer,
)
OFFER = table(ACCEPT, DECLINE, WITHDRAW)

registry.describe_action("offer.make", _("应答需求"))
