"""Drafts: what somebody has typed into a form and not yet submitted, kept so that nothing is lost.

What is kept is what a form's inputs hold: a text, or several, by the name of an input. A draft is
read by the fields of the form that it fills now: a release may have renamed some since, and what
no field takes is passed over.

A draft is nobody's business but its owner's and says nothing of the domain, so it is neither
audited nor announced; submitting the form discards it, and after ``KEEP_DAYS`` days it goes.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol, runtime_checkable

from django.db import transaction
from django.forms import Field
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import ValidationError, WrongState
from core.models import Draft

KEEP_DAYS = 90
MAX_BYTES = 200_000
MOST_DRAFTS = 100  # of one person
MOST_INPUTS = 2_000
LONGEST_NAME = 100
Typed = dict[str, str | list[str]]


@runtime_checkable
class ManyInputs(Protocol):
    """A field of several inputs, such as a table, which reads its own out of a draft."""

    def resume(self, typed: Mapping[str, Any], name: str) -> Any:
        """The value of the field called ``name``; None where ``typed`` has none."""


class DraftMoved(WrongState):
    """Another tab has kept a newer draft of the same form."""

    def __init__(self, draft: Draft):
        super().__init__(f"draft is at version {draft.version}")
        self.draft = draft


def parse(body: bytes) -> tuple[int, Typed]:
    """The version and the inputs in ``{"version", "data"}`` as a browser sends it.

    Raises:
        ValueError: it is of another shape, or holds what no database keeps.

    """
    try:
        sent = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    version, data = (
        (sent.get("version"), sent.get("data")) if isinstance(sent, dict) else (None, None)
    )
    if type(version) is not int or not isinstance(data, dict) or len(data) > MOST_INPUTS:
        raise ValueError("version and data are expected")
    if len(_texts(data)) < len(data):
        raise ValueError("an input holds a text, or several")
    return version, data


def _texts(data: Any) -> Typed:
    """What of ``data`` an input can hold."""
    if not isinstance(data, dict):
        return {}
    return {
        name: value
        for name, value in data.items()
        if _is_text(name)
        and len(name) <= LONGEST_NAME
        and (_is_text(value) or (isinstance(value, list) and all(map(_is_text, value))))
    }


def _is_text(value: Any) -> bool:
    """Whether every database takes it: no NUL, no half of a character."""
    return isinstance(value, str) and not any(
        char == "\0" or "\ud800" <= char <= "\udfff" for char in value
    )


def initial(draft: Draft | None, fields: Mapping[str, Field]) -> dict[str, Any]:
    """What ``draft`` holds for ``fields``; what none of them takes is left out.

    What stands in the table may be of another shape than is kept today.
    """
    return fitting(typed(draft), fields)


def typed(draft: Draft | None) -> Typed:
    """What ``draft`` holds by the names of inputs, whatever form they were of."""
    return _texts(draft.data) if draft else {}


def fitting(inputs: Mapping[str, str | list[str]], fields: Mapping[str, Field]) -> dict[str, Any]:
    """``inputs`` by the fields of one form: a text each, several where several may be chosen."""
    fit: dict[str, Any] = {}
    for name, field in fields.items():
        if isinstance(field, ManyInputs):
            if (rows := field.resume(inputs, name)) is not None:
                fit[name] = rows
            continue
        if name not in inputs:
            continue
        value = inputs[name]
        if getattr(field.widget, "allow_multiple_selected", False):
            if isinstance(value, list):
                fit[name] = value
        elif isinstance(value, list):
            fit[name] = value[0] if value else ""  # a box, or one of several to choose from
        else:
            fit[name] = value
    return fit


def resume(kind: str, key: str, *, actor: Any) -> Draft | None:
    """The draft of a form, where there is one."""
    return Draft.objects.filter(owner=actor, kind=kind, key=key).first()


@transaction.atomic
def keep(kind: str, key: str, data: dict[str, Any], *, version: int, actor: Any) -> Draft:
    """Keep ``data`` over the draft that the writer last saw, which was at ``version``.

    Args:
        version: 0 where the writer has seen none.

    Raises:
        DraftMoved: the draft is at another version.
        ValidationError: the writer has as many drafts as one may have.

    """
    # Got under its lock: the form may be submitted, and its draft discarded, at this moment.
    locked = Draft.objects.select_for_update()
    draft, is_new = locked.get_or_create(owner=actor, kind=kind, key=key)
    if is_new and Draft.objects.filter(owner=actor).count() > MOST_DRAFTS:
        raise ValidationError(_("未提交的草稿太多。请先提交或放弃一些。"))
    if draft.version != version:
        raise DraftMoved(draft)
    draft.data = data
    draft.version += 1
    draft.save(update_fields=["data", "version", "updated_at"])
    return draft


def discard(kind: str, key: str, *, actor: Any) -> None:
    """Forget the draft: its form was submitted, or its owner does not want it."""
    Draft.objects.filter(owner=actor, kind=kind, key=key).delete()


def purge() -> int:
    """Delete drafts that nobody touched for ``KEEP_DAYS`` days; returns how many."""
    old = timezone.now() - timedelta(days=KEEP_DAYS)
    return Draft.objects.filter(updated_at__lt=old).delete()[0]
