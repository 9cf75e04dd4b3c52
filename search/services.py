"""Writes of what search keeps for itself."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import locks, records, registry
from core.errors import PermissionDenied
from core.models import AuditEvent
from search.models import Synonym
from search.permissions import may_edit_synonyms
from search.querysets import SynonymQuerySet
from search.words import SIGN, split

SEED = Path(__file__).parent / "data/synonyms.txt"

registry.describe_action("synonym.create", _("添加同义词"))
registry.describe_action("synonym.change", _("修改同义词"))
registry.describe_action("synonym.delete", _("删除同义词"))
registry.describe_action("synonym.load", _("载入同义词"))


@transaction.atomic
def create_synonym(words: str, note: str = "", *, actor: Any) -> Synonym:
    """Let the words be found by each other from now on.

    Raises:
        PermissionDenied: no editor.
        ValidationError: not two to six words, or one of them stands already.

    """
    _require(actor, "synonym.create")
    row = Synonym(words=_alone(words, Synonym.objects.all()), note=note)
    return records.create(row, "synonym.create", actor=actor)


@transaction.atomic
def change_synonym(pk: int, words: str, note: str = "", *, actor: Any) -> Synonym:
    """Other words, or another note. Raises as `create_synonym`."""
    _require(actor, "synonym.change")
    row = Synonym.objects.select_for_update().get(pk=pk)
    written = _alone(words, Synonym.objects.exclude(pk=pk))
    # `updated_at` tells every process that the table is another (`search.synonyms`).
    records.change(row, "synonym.change", actor=actor, changes={"words": written, "note": note})
    row.save(update_fields=["updated_at"])
    return row


@transaction.atomic
def delete_synonym(pk: int, *, actor: Any) -> None:
    """Let them be different words again."""
    _require(actor, "synonym.delete")
    records.delete(Synonym.objects.select_for_update().get(pk=pk), "synonym.delete", actor=actor)


@transaction.atomic
def load_synonyms() -> int:
    """The words that a new installation begins with, once; what editors deleted stays away."""
    locks.acquire(locks.Lock.SYNONYMS)
    if AuditEvent.objects.filter(action__startswith="synonym.").exists():
        return 0
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line]
    for line in lines:
        records.create(Synonym(words=SIGN.join(split(line))), "synonym.load", actor=None)
    return len(lines)


def _require(actor: Any, action: str) -> None:
    if not may_edit_synonyms(actor):
        raise PermissionDenied(action)


def _alone(words: str, rows: SynonymQuerySet) -> str:
    """The words as they are stored, where none of ``rows`` has one of them."""
    locks.acquire(locks.Lock.SYNONYMS)
    rows.require_none_of(words)
    return SIGN.join(split(words))
