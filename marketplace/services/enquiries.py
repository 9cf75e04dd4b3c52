"""Ask about an achievement, answer, ask again, close; the chain (转化链) begins here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core import acts, notices, records
from core.chains import start_chain
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import Chain
from core.workflow import Transition, apply
from marketplace import permissions, recipients, workflow
from marketplace.contact_data import refuse_contact_data
from marketplace.models import Block, Enquiry, Listing, Message
from marketplace.services.slots import offer_times

# By the kind of what is said, where that is no question: the act, and what the owner is told.
FURTHER: dict[str, Transition] = {
    Enquiry.Kind.MEETING: workflow.ASK_MEETING,
    Enquiry.Kind.DISCLOSURE: workflow.ASK_DISCLOSURE,
}
FIRST = {kind: arrow.action for kind, arrow in FURTHER.items()}
NOTICES: dict[str, str] = {
    Enquiry.Kind.MEETING: "enquiry.meeting_asked",
    Enquiry.Kind.DISCLOSURE: "enquiry.disclosure_asked",
}
A_DAY = 20  # enquiries that one person may begin within a day


def locked(pk: int) -> Enquiry:
    """The row under its lock, with what its checks read."""
    rows = Enquiry.objects.select_for_update(of=("self",))
    return rows.select_related("listing__author", "organisation", "chain").get(pk=pk)


@transaction.atomic
def ask(
    listing_pk: int,
    text: str,
    *,
    organisation: Organisation,
    kind: str = Enquiry.Kind.QUESTION,
    is_public: bool = False,
    times: Sequence[datetime] = (),
    chain: Chain | None = None,
    is_demo: bool = False,
    actor: Any,
) -> Enquiry:
    """Ask about a public achievement in the name of ``organisation``; a chain begins.

    Args:
        is_public: let a question stand on the listing's page, unnamed, once it is answered there.
        times: offered for a meeting.
        chain: the one that it belongs to, where it is not the first step.

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
    if Block.objects.between(listing.organisation_id, organisation).exists():
        raise ValidationError(_("成果方不再接受贵单位的咨询。如有异议，请联系主管部门。"))
    if is_public := is_public and kind == Enquiry.Kind.QUESTION:
        refuse_contact_data({"text": text})
    if kind == Enquiry.Kind.MEETING and not times:
        raise ValidationError(_("请提出至少一个时间。"))
    mine = Enquiry.objects.asked_by(actor)
    if mine.asked_for_firms_of(actor).filter(listing=listing).living().exists():
        raise ValidationError(_("您对这项成果的咨询还没有结束，请在原咨询中追问。"))
    since = acts.now() - timedelta(days=1)
    if mine.filter(created_at__gt=since).count() >= A_DAY:
        raise ValidationError(
            _("一天内最多提出 %(limit)d 次咨询，请明天再试。") % {"limit": A_DAY}
        )
    enquiry = Enquiry(
        listing=listing,
        asker=actor,
        organisation=organisation,
        kind=kind,
        is_public=is_public,
        chain=chain or start_chain(listing.title, actor=actor),
        is_demo=is_demo,
    )
    records.create(enquiry, FIRST.get(kind, "enquiry.ask"), actor=actor)
    _say(enquiry, text, kind=kind, from_owner=False, is_public=is_public, actor=actor)
    offer_times(enquiry, times, from_owner=False)
    tell(NOTICES.get(kind, "enquiry.asked"), enquiry, owners(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def answer(pk: int, text: str, *, is_private: bool = False, actor: Any) -> Enquiry:
    """Answer for the owner. Raises as `core.workflow.apply`, and for an empty text.

    The first answer to a public question is public too and bears no contact data, whatever the
    owner did before it, such as offering times.

    Args:
        is_private: keep this one between the two; a later one may still be the public answer.

    """
    enquiry = locked(pk)
    apply(workflow.ANSWER, enquiry, actor=actor, changes=replied(enquiry))
    _require(text)
    is_public = enquiry.awaits_public_answer and not is_private
    if is_public:
        refuse_contact_data({"text": text})
    _say(enquiry, text, from_owner=True, is_public=is_public, actor=actor)
    tell("enquiry.answered", enquiry, recipients.askers(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def ask_again(
    pk: int,
    text: str,
    *,
    kind: str = Enquiry.Kind.QUESTION,
    times: Sequence[datetime] = (),
    actor: Any,
) -> Enquiry:
    """Say more, ask further, offer times or ask for what is confidential. Raises as `answer`."""
    enquiry = locked(pk)
    arrow = FURTHER.get(kind, workflow.ASK_AGAIN)
    apply(arrow, enquiry, actor=actor, changes={"kind": kind})
    _require(text)
    if kind == Enquiry.Kind.MEETING and not times:
        raise ValidationError(_("请提出至少一个时间。"))
    _say(enquiry, text, kind=kind, from_owner=False, actor=actor)
    offer_times(enquiry, times, from_owner=False)
    tell(NOTICES.get(kind, "enquiry.asked_again"), enquiry, owners(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def close(pk: int, *, actor: Any) -> Enquiry:
    """End the enquiry; the other side learns of it. Raises as `core.workflow.apply`."""
    enquiry = locked(pk)
    apply(workflow.CLOSE, enquiry, actor=actor)
    tell("enquiry.closed", enquiry, [*recipients.askers(enquiry), *owners(enquiry)], actor=actor)
    return enquiry


@transaction.atomic
def decline(pk: int, *, reason: str, text: str = "", actor: Any) -> Enquiry:
    """Go no further, and say why, to who asked alone. Raises as `core.workflow.apply`."""
    enquiry = locked(pk)
    if reason == Enquiry.Reason.OTHER and not text.strip():
        raise ValidationError({"text": [_("请写明理由。")]})
    changes = {"reason": reason, "declined_at": acts.now(), **replied(enquiry)}
    apply(workflow.DECLINE, enquiry, actor=actor, changes=changes)
    if text.strip():
        _say(enquiry, text, from_owner=True, actor=actor)
    tell("enquiry.declined", enquiry, recipients.askers(enquiry), actor=actor)
    return enquiry


def note_reply(enquiry: Enquiry, *, actor: Any) -> None:
    """The owner has answered by an act of another kind. Raises as `core.workflow.apply`."""
    apply(workflow.NOTE_REPLY, enquiry, actor=actor, changes=replied(enquiry))


def replied(enquiry: Enquiry) -> dict[str, Any]:
    """What a first word of the owner's side changes, for how soon they answer."""
    return {} if enquiry.replied_at else {"replied_at": acts.now()}


def _require(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": [_("请写下内容。")]})


def _say(
    enquiry: Enquiry,
    text: str,
    *,
    kind: str = Enquiry.Kind.QUESTION,
    from_owner: bool,
    is_public: bool = False,
    actor: Any,
) -> None:
    message = Message(
        enquiry=enquiry,
        author=actor,
        text=text.strip(),
        kind=kind,
        from_owner=from_owner,
        is_public=is_public,
        at=acts.now(),
    )
    message.full_clean()
    message.save(force_insert=True)


def owners(enquiry: Enquiry) -> list[Any]:
    """Who may answer it today."""
    return recipients.owners(enquiry.listing)


def tell(kind: str, enquiry: Enquiry, people: list[Any], *, actor: Any) -> None:
    context = {"title": enquiry.listing.title}
    notices.send(kind, people, subject_row=enquiry, context=context, actor=actor)
