"""Say how a public need could be solved; the firm agrees to talk, or says why not."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.recipients import staff_of
from core import acts, notices, records
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import apply
from marketplace import offer_workflow as workflow
from marketplace import permissions, recipients
from marketplace.models import Block, Enquiry, Listing, Need, Offer
from marketplace.services import enquiries, needs
from marketplace.services.need_links import send_link

A_DAY = 20  # needs that one person may answer within a day


def locked(pk: int) -> Offer:
    """The row under its lock, with what its checks read."""
    rows = Offer.objects.select_for_update(of=("self",))
    return rows.select_related(
        "need__author", "need__chain", "need__organisation", "author", "listing__author"
    ).get(pk=pk)


@transaction.atomic
def make_offer(
    need_pk: int,
    text: str,
    *,
    organisation: Organisation,
    listing: Listing | None = None,
    actor: Any,
) -> Offer:
    """Answer a public need in the name of ``organisation``, perhaps by one of its achievements.

    Raises:
        PermissionDenied: the actor is of the firm or its desk, or acts for no confirmed unit;
            or the achievement is not the unit's.
        WrongState: the need is not public any more.
        ValidationError: no text, one of the unit's is being decided on, or too many in a day.

    """
    # The need's lock lets two answers of one unit follow each other.
    need = needs.locked(need_pk)
    if organisation not in permissions.places_to_offer_for(actor, need):
        raise PermissionDenied("offer.make")
    if need.status != Need.Status.OPEN:
        raise WrongState("offer.make to what is not public")
    if listing is not None and not (listing.live and listing.organisation_id == organisation.pk):
        raise PermissionDenied("offer.make with another's achievement")
    recent = Offer.objects.filter(created_at__gt=acts.now() - timedelta(days=1))
    if recent.filter(author=actor).count() >= A_DAY:
        raise ValidationError(
            _("一天内最多应答 %(limit)d 项需求，请明天再试。") % {"limit": A_DAY}
        )
    offer = Offer(
        need=need, author=actor, organisation=organisation, listing=listing, text=text.strip()
    )
    records.create(offer, "offer.make", actor=actor)
    _tell("offer.made", offer, recipients.need_side(need), actor=actor)
    _tell("offer.came", offer, staff_of(need.region), actor=actor)
    if not recent.filter(need=need).exclude(pk=offer.pk).exists():  # one message a day
        send_link(need)
    return offer


@transaction.atomic
def accept_offer(pk: int, answer: str = "", *, actor: Any) -> Offer:
    """Agree to talk: who answered learns who the firm is.

    Where an achievement was offered, an enquiry about it begins on the need's chain, by which
    both sides ask, meet and disclose as ever. Raises as `core.workflow.apply`.
    """
    offer = locked(pk)
    changes = {"answer": answer.strip(), "decided_at": acts.now()}
    apply(workflow.ACCEPT, offer, actor=actor, changes=changes)
    _tell("offer.accepted", offer, recipients.offer_side(offer), actor=actor)
    listing, firm = offer.listing, offer.need.organisation
    if listing is not None and firm is not None and _may_enquire(offer, listing, firm, actor):
        usual = _("看过贵方对需求 %(number)s 的应答，愿意进一步商谈。")
        enquiries.ask(
            listing.pk,
            answer.strip() or usual % {"number": offer.need.number},
            organisation=firm,
            chain=offer.need.chain,
            actor=actor,
        )
    return offer


@transaction.atomic
def decline_offer(pk: int, *, reason: str, answer: str = "", actor: Any) -> Offer:
    """Go no further, and say why; the firm stays unnamed. Raises as `core.workflow.apply`."""
    offer = locked(pk)
    if reason == Offer.Reason.OTHER and not answer.strip():
        raise ValidationError({"answer": [_("请写明理由。")]})
    changes = {"reason": reason, "answer": answer.strip(), "decided_at": acts.now()}
    apply(workflow.DECLINE, offer, actor=actor, changes=changes)
    _tell("offer.declined", offer, recipients.offer_side(offer), actor=None)
    return offer


@transaction.atomic
def withdraw_offer(pk: int, *, actor: Any) -> Offer:
    """Take it back. Raises as `core.workflow.apply`."""
    offer = locked(pk)
    apply(workflow.WITHDRAW, offer, actor=actor)
    return offer


def _may_enquire(offer: Offer, listing: Listing, firm: Organisation, actor: Any) -> bool:
    """Whether the firm may ask about what was offered, and the chain has no enquiry yet."""
    if not listing.live or firm not in permissions.places_to_ask_for(actor, listing):
        return False
    begun = Enquiry.objects.filter(chain=offer.need.chain)
    mine = Enquiry.objects.asked_by(actor).asked_for_firms_of(actor)
    asked = mine.filter(listing=listing).living()
    blocked = Block.objects.between(listing.organisation_id, firm)
    return not (begun.exists() or asked.exists() or blocked.exists())


def _tell(kind: str, offer: Offer, people: Any, *, actor: Any) -> None:
    context = {"title": offer.need.title, "place": offer.organisation.shown_name}
    notices.send(kind, people, subject_row=offer, context=context, actor=actor)
