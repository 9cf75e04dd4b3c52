"""Comments at the parts of an achievement: they come with a decision, the owner settles them."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from core import records
from core.acts import require_transaction
from core.errors import ValidationError
from marketplace.models.parts import EDITORIAL

PREFIX = "on_"  # of a form's fields that hold comments


def of(said: Mapping[str, Any]) -> dict[str, str]:
    """The comments in what a form of `marketplace.forms.review` holds, by column."""
    return {
        name.removeprefix(PREFIX): text.strip()
        for name, text in said.items()
        if name.startswith(PREFIX) and text.strip()
    }


def add(listing: Any, said: Mapping[str, str], *, stage: str, actor: Any) -> list[Any]:
    """Keep what was said of the parts of ``listing``, which the caller has locked.

    Raises:
        ValidationError: there is no such part.

    """
    require_transaction("comments.add()")
    if unknown := said.keys() - {*EDITORIAL}:
        raise ValidationError(_("没有这个栏目：%(name)s。"), params={"name": min(unknown)})
    model = apps.get_model("marketplace", "ReviewComment")
    rows = [
        model(
            listing=listing,
            revision=listing.latest_revision,
            field=name,
            stage=stage,
            author=actor,
            text=said[name],
        )
        for name in EDITORIAL
        if name in said
    ]
    return [records.create(row, "listing.comment", actor=actor) for row in rows]
