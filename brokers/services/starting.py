"""A deal begins: from an enquiry that nobody carries, or from a firm that a broker met."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from brokers import permissions, tellings
from brokers.models import Deal, Stage, Step
from brokers.querysets import waiting_enquiries
from core import acts, records
from core.chains import start_chain
from core.errors import PermissionDenied, WrongState
from core.numbering import next_number
from marketplace import recipients
from marketplace.models import Enquiry


@transaction.atomic
def take_enquiry(pk: int, *, agency: Organisation, actor: Any, is_demo: bool = False) -> Deal:
    """Carry an enquiry as a deal of ``agency``, on the enquiry's own chain.

    Raises:
        PermissionDenied: ``actor`` is no broker there, or a side of the enquiry.
        WrongState: somebody carries it already, or it is closed.

    """
    if agency not in permissions.agencies(actor):
        raise PermissionDenied("deal.take")
    # The enquiry's lock lets one broker follow the other.
    enquiry = Enquiry.objects.select_for_update(of=("self",)).get(pk=pk)
    if permissions.is_side(actor, enquiry):
        raise PermissionDenied("deal.take")
    if not waiting_enquiries(actor).filter(pk=pk).exists():
        raise WrongState("deal.take of what does not wait")
    listing = enquiry.listing
    facts = {
        "title": listing.title[:100],
        "listing": listing,
        "seller": listing.organisation,
        "buyer": enquiry.organisation,
        "amount_fen": listing.price_fen,
    }
    deal = _begin(facts, "deal.take", agency=agency, enquiry=enquiry, is_demo=is_demo, actor=actor)
    people = [*recipients.askers(enquiry), *recipients.owners(listing)]
    tellings.tell("deal.taken", deal, people, subject=enquiry, actor=actor)
    return deal


@transaction.atomic
def start_deal(
    facts: Mapping[str, Any], *, agency: Organisation, actor: Any, is_demo: bool = False
) -> Deal:
    """Begin a deal that no enquiry led to; a chain begins with it.

    Args:
        facts: fields of `Deal`; the buyer by ``buyer``, or by ``buyer_name`` alone.

    Raises:
        PermissionDenied: ``actor`` is no broker of ``agency``.
        ValidationError: a fact is missing or wrong; nothing is written.

    """
    if agency not in permissions.agencies(actor):
        raise PermissionDenied("deal.start")
    return _begin(facts, "deal.start", agency=agency, enquiry=None, is_demo=is_demo, actor=actor)


def _begin(
    facts: Mapping[str, Any],
    action: str,
    *,
    agency: Organisation,
    enquiry: Enquiry | None,
    is_demo: bool,
    actor: Any,
) -> Deal:
    year = timezone.localdate(acts.now()).year
    deal = Deal(
        **with_buyer_name(facts),
        number=f"SJ-{year}-{next_number(f'deal.{year}'):06d}",
        chain=enquiry.chain if enquiry else start_chain(facts["title"], actor=actor),
        enquiry=enquiry,
        broker=actor,
        agency=agency,
        stage_since=acts.now(),
        is_demo=is_demo,
    )
    records.create(deal, action, actor=actor)
    step = Step(deal=deal, after=Stage.LEAD, by=actor, at=acts.now())
    step.full_clean()
    step.save(force_insert=True)
    return deal


def with_buyer_name(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the buyer's name as it is today, which stays when the buyer is renamed."""
    buyer = facts.get("buyer")
    return {**facts, "buyer_name": buyer.name} if buyer else dict(facts)
