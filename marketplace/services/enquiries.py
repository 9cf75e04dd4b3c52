"""Ask about an achievement, answer, ask again, close; the chain (转化链) begins here."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, Role
from core import notices, records
from core.chains import start_chain
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import Transition, apply
from marketplace import permissions, workflow
from marketplace.models import Enquiry, Listing, Message

A_DAY = 20  # enquiries that one person may begin within a day


def locked(pk: int) -> Enquiry:
    """The row under its lock, with what its checks read."""
    rows = Enquiry.objects.select_for_update(of=("self",))
    return rows.select_related("listing__author", "asker", "chain").get(pk=pk)


@transaction.atomic
def ask(
    listing_pk: int,
    text: str,
    *,
    organisation: Organisation,
    is_demo: bool = False,
    actor: Any,
) -> Enquiry:
    """Ask about a public achievement in the name of ``organisation``; a chain begins.

    Raises:
        PermissionDenied: ``actor`` is of its owner's side, or acts for no confirmed organisation.
        WrongState: it is not public any more.
        ValidationError: no text, an enquiry of theirs is open already, or too many in a day.

    """
    # The row's lock lets one person's two clicks follow each other.
    listing = Listing.objects.select_for_update(of=("self",)).get(pk=listing_pk)
    if organisation not in permissions.places_to_ask_for(actor, listing):
        raise PermissionDenied("enquiry.ask")
    if not listing.live:
        raise WrongState("enquiry.ask of what is not public")
    _require(text)
    mine = Enquiry.objects.asked_by(actor)
    if mine.filter(listing=listing).exclude(status=Enquiry.Status.CLOSED).exists():
        raise ValidationError(_("您对这项成果的咨询还没有结束，请在原咨询中追问。"))
    since = timezone.now() - timedelta(days=1)
    if mine.filter(created_at__gt=since).count() >= A_DAY:
        raise ValidationError(
            _("一天内最多提出 %(limit)d 次咨询，请明天再试。") % {"limit": A_DAY}
        )
    enquiry = Enquiry(
        listing=listing,
        asker=actor,
        organisation=organisation,
        chain=start_chain(listing.title, actor=actor),
        is_demo=is_demo,
    )
    records.create(enquiry, "enquiry.ask", actor=actor)
    _say(enquiry, text, from_owner=False, actor=actor)
    _tell("enquiry.asked", enquiry, _owners(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def answer(pk: int, text: str, *, actor: Any) -> Enquiry:
    """Answer for the owner. Raises as `core.workflow.apply`, and for an empty text."""
    enquiry = _move(pk, workflow.ANSWER, text, actor=actor)
    _tell("enquiry.answered", enquiry, [enquiry.asker], actor=actor)
    return enquiry


@transaction.atomic
def ask_again(pk: int, text: str, *, actor: Any) -> Enquiry:
    """Say more, or ask further. Raises as `answer`."""
    enquiry = _move(pk, workflow.ASK_AGAIN, text, actor=actor)
    _tell("enquiry.asked_again", enquiry, _owners(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def close(pk: int, *, actor: Any) -> Enquiry:
    """End the enquiry; the other side learns of it. Raises as `core.workflow.apply`."""
    enquiry = locked(pk)
    apply(workflow.CLOSE, enquiry, actor=actor)
    _tell("enquiry.closed", enquiry, [enquiry.asker, *_owners(enquiry)], actor=actor)
    return enquiry


def _move(pk: int, arrow: Transition, text: str, *, actor: Any) -> Enquiry:
    enquiry = locked(pk)
    apply(arrow, enquiry, actor=actor)
    _require(text)
    _say(enquiry, text, from_owner=arrow is workflow.ANSWER, actor=actor)
    return enquiry


def _require(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": [_("请写下内容。")]})


def _say(enquiry: Enquiry, text: str, *, from_owner: bool, actor: Any) -> None:
    message = Message(enquiry=enquiry, author=actor, text=text.strip(), from_owner=from_owner)
    message.full_clean()
    message.save(force_insert=True)


def _owners(enquiry: Enquiry) -> list[Any]:
    """The author, and the research office where the organisation has one."""
    offices = Membership.objects.in_force().filter(
        role=Role.RESEARCH_OFFICE, organisation=enquiry.listing.organisation_id
    )
    return [enquiry.listing.author, *(held.user for held in offices.select_related("user"))]


def _tell(kind: str, enquiry: Enquiry, people: list[Any], *, actor: Any) -> None:
    context = {"title": enquiry.listing.title}
    notices.send(kind, people, subject_row=enquiry, context=context, actor=actor)
