"""Writes of what search keeps for itself."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import locks, records, registry
from core.errors import PermissionDenied
from core.models import AuditEvent
from search.models import AskedWord, Synonym, ThinSearch
from search.permissions import may_edit_synonyms
from search.querysets import SynonymQuerySet
from search.synonyms import first_lines
from search.words import SIGN, split

KEEP_DAYS = 400  # a year can be compared with the one before
MOST_A_DAY = 5_000
LONGEST_WORDS, LONGEST_CONDITIONS = 200, 300

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
    lines = first_lines()
    for line in lines:
        records.create(Synonym(words=SIGN.join(split(line))), "synonym.load", actor=None)
    return len(lines)


@transaction.atomic
def keep_thin_search(
    words: str, *, conditions: str, organisation_kind: str, exact: int, found: int
) -> bool:
    """Count a search of today that found little; no person, so nothing for the trail.

    Returns whether it was kept: of so many a day no more are, should a machine be asking.
    """
    today = ThinSearch.objects.filter(day=timezone.localdate())
    key = {
        "words": words[:LONGEST_WORDS],
        "conditions": conditions[:LONGEST_CONDITIONS],
        "organisation_kind": organisation_kind,
    }
    now = {"exact": exact, "found": found}
    if today.filter(**key).update(**now, times=F("times") + 1):
        return True
    if today.count() >= MOST_A_DAY:
        return False
    try:
        with transaction.atomic():
            ThinSearch.objects.create(**key, **now, day=timezone.localdate())
    except IntegrityError:  # two at one moment: the second finds the first's row
        today.filter(**key).update(times=F("times") + 1)
    return True


@transaction.atomic
def count_asked_word(word: str) -> None:
    """Count a word of today that was found; no person, so nothing for the trail."""
    today = timezone.localdate()
    rows = AskedWord.objects.filter(day=today, word=word)
    if not rows.update(times=F("times") + 1):
        _row, is_new = AskedWord.objects.get_or_create(day=today, word=word)
        if not is_new:  # another counted the first at this moment
            rows.update(times=F("times") + 1)


@transaction.atomic
def forget_searches(today: date | None = None) -> int:
    """Delete what was kept long enough; returns how many."""
    old = (today or timezone.localdate()) - timedelta(days=KEEP_DAYS)
    return sum(model.objects.filter(day__lt=old).delete()[0] for model in (ThinSearch, AskedWord))


def _require(actor: Any, action: str) -> None:
    if not may_edit_synonyms(actor):
        raise PermissionDenied(action)


def _alone(words: str, rows: SynonymQuerySet) -> str:
    """The words as they are stored, where none of ``rows`` has one of them."""
    locks.acquire(locks.Lock.SYNONYMS)
    rows.require_none_of(words)
    return SIGN.join(split(words))
