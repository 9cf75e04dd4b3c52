"""The unit that offers an achievement agrees to its publication, or sends it back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from core import notices
from core.errors import ValidationError, WrongState
from core.workflow import Transition, apply
from marketplace import comments, permissions, recipients, workflow
from marketplace.models import Listing, ReviewComment, UnitConsent, UnitConsentTask
from marketplace.models.parts import CONFIRMED
from marketplace.services.listings import locked
from marketplace.text import digest


@transaction.atomic
def consent_listing(
    pk: int,
    *,
    confirmed: Mapping[str, bool],
    opinion: str = "",
    said: Mapping[str, str] | None = None,
    actor: Any,
) -> Listing:
    """The unit agrees; a site editor is next.

    Args:
        confirmed: each of `CONFIRMED`, and that it was confirmed.
        said: comments by column, as advice.

    Raises:
        PermissionDenied: ``actor`` does not speak for the unit.
        WrongState: it does not wait for the unit.
        ValidationError: not all is confirmed, or there is a newer text.

    """
    if missing := [name for name in CONFIRMED if not confirmed.get(name)]:
        raise ValidationError({name: [_("同意前请确认这一项。")] for name in missing})
    listing, state = _decide(pk, workflow.CONSENT, actor)
    facts = dict.fromkeys(CONFIRMED, True)
    _record(listing, state, "consented", opinion=opinion, actor=actor, **facts)
    comments.add(listing, said or {}, stage=ReviewComment.Stage.UNIT, actor=actor)
    state.approve(user=actor)
    notices.send(
        "listing.consented",
        recipients.editors(listing),
        subject_row=listing,
        context={"title": listing.draft, "organisation": listing.organisation},
        actor=actor,
    )
    return listing


@transaction.atomic
def send_back(
    pk: int, *, opinion: str, said: Mapping[str, str] | None = None, actor: Any
) -> Listing:
    """The unit does not agree yet and says why.

    Raises as `consent_listing`; it is not right without an opinion.
    """
    if not opinion.strip():
        raise ValidationError({"opinion": [_("请写明退回的原因和怎么改。")]})
    listing, state = _decide(pk, workflow.SEND_BACK, actor)
    _record(listing, state, "returned", opinion=opinion, actor=actor)
    comments.add(listing, said or {}, stage=ReviewComment.Stage.UNIT, actor=actor)
    state.reject(user=actor, comment=opinion.strip())
    notices.send(
        "listing.returned",
        recipients.owners(listing),
        subject_row=listing,
        context={"title": listing.draft, "opinion": opinion.strip()},
        actor=actor,
    )
    return listing


def _decide(pk: int, arrow: Transition, actor: Any) -> tuple[Listing, TaskState]:
    """The locked row, moved, and the step of the workflow that waited for this."""
    listing = locked(pk)
    apply(arrow, listing, actor=actor)
    state = listing.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, UnitConsentTask):
        raise WrongState(arrow.action)
    newest = listing.latest_revision
    if newest is None or digest(newest.content) != digest(state.revision.content):
        raise ValidationError(_("内容在提交后有改动，请重新查看。"))
    return listing, state


def _record(
    listing: Listing, state: TaskState, decision: str, *, actor: Any, **facts: Any
) -> None:
    consent = UnitConsent(
        listing=listing,
        revision=state.revision,
        digest=digest(state.revision.content),
        decision=decision,
        capacity=permissions.capacity(actor, listing),
        by=actor,
        **{**facts, "opinion": facts["opinion"].strip()},
    )
    consent.full_clean(exclude=["listing"])
    consent.save(force_insert=True)
