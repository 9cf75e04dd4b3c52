"""Imports by page: send a file, start what was checked, take it back; the worker does the rest."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from core import outbox, records, registry
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import OutboxMessage
from core.outbox import Failure
from marketplace.imports import importers
from marketplace.imports.reading import Table, open_file
from marketplace.imports.surveying import survey
from marketplace.models import ListingImport
from marketplace.services import imports

TOPIC = "listing_import"
S = ListingImport.Status
CHECK, START, UNDO = "listing_import.check", "listing_import.start", "listing_import.undo"

registry.describe_action(CHECK, gettext_lazy("上传成果文件"))
registry.describe_action(START, gettext_lazy("开始导入成果"))
registry.describe_action(UNDO, gettext_lazy("撤销成果导入"))


@transaction.atomic
def check_file(
    organisation: Organisation,
    upload: Any,
    *,
    source: str,
    publishes: bool,
    basis: str,
    is_declared_open: bool,
    actor: Any,
) -> ListingImport:
    """Read ``upload`` to its end and keep it with what was found; no achievement is written.

    Raises:
        PermissionDenied: ``actor`` does not import for ``organisation``, or may not publish so.
        ValidationError: not declared, no ground for publishing, or no file that can be read.

    Source: 促进科技成果转化法 第六条；保守国家秘密法（2024 修订）第二十九条.

    """
    if not importers.units_of(actor).filter(pk=organisation.pk).exists():
        raise PermissionDenied(CHECK)
    if publishes and not importers.may_publish(actor, organisation):
        raise PermissionDenied(CHECK)
    if not is_declared_open:
        raise ValidationError(_("涉密或限制出口的成果不得在本系统填报，请按保密规定线下办理。"))
    if publishes and not basis.strip():
        raise ValidationError({"basis": [_("直接公开须写明依据。")]})
    job = ListingImport(
        organisation=organisation,
        source=source.strip() or organisation.name[:60],
        author=actor,
        actor=actor,
        name=upload.name[-200:],
        publishes=publishes,
        basis=basis.strip(),
    )
    lines, mended = open_file(upload), io.BytesIO()
    found = survey(lines, job, publishes=publishes, into=mended)
    job.total, job.faulty, job.faults = found.total, found.faulty, found.told
    job.expected = dict(found.counts)
    ending = "xlsx" if isinstance(lines, Table) else "jsonl"
    upload.seek(0)
    job.file.save(f"file.{ending}", upload, save=False)
    if found.faults:
        job.error_file.save(f"errors.{ending}", ContentFile(mended.getvalue()), save=False)
    return records.create(job, CHECK, actor=actor)


@transaction.atomic
def start_import(pk: int, *, good_only: bool = False, actor: Any) -> ListingImport:
    """Let the worker write the rows of a checked file.

    Raises:
        PermissionDenied: not for ``actor``.
        WrongState: it has been started.
        ValidationError: rows have faults and ``good_only`` was not asked for, or none is good.

    """
    job = _locked(pk, START, actor=actor)
    if job.publishes and not importers.may_publish(actor, job.organisation):
        raise PermissionDenied(START)
    if job.status != S.CHECKED:
        raise WrongState(START)
    if not job.good:
        raise ValidationError(_("没有可以导入的行。"))
    if job.faulty and not good_only:
        raise ValidationError(_("有错的行还没有更正；也可以只导入没有错的行。"))
    changes = {"status": S.WAITING, "actor": actor}
    records.change(job, START, actor=actor, changes=changes, before=S.CHECKED, after=S.WAITING)
    outbox.enqueue(TOPIC, job._meta.label_lower, str(job.pk))
    return job


@transaction.atomic
def undo_import(pk: int, *, reason: str, actor: Any) -> ListingImport:
    """Let the worker take off the site what an import published.

    Raises:
        PermissionDenied: not for ``actor``.
        WrongState: it is not done, or published nothing.
        ValidationError: no reason was given.

    """
    job = _locked(pk, UNDO, actor=actor)
    if job.status != S.DONE or not job.publishes:
        raise WrongState(UNDO)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明撤销原因。")]})
    changes = {"status": S.UNDOING, "undo_reason": reason.strip(), "undone_by": actor}
    records.change(job, UNDO, actor=actor, changes=changes, before=S.DONE, after=S.UNDOING)
    outbox.enqueue(TOPIC, job._meta.label_lower, str(job.pk))
    return job


def carry(messages: Sequence[OutboxMessage]) -> Iterable[Failure]:
    """Do what was asked, from where it stands; a second time does nothing."""
    for message in messages:
        job = ListingImport.objects.filter(pk=message.subject_id).first()
        if job is not None and job.status in {S.WAITING, S.RUNNING}:
            imports.mark_running(job)
            with job.file.open("rb") as file:
                imports.run(job, open_file(cast("BinaryIO", file)))
        elif job is not None and job.status == S.UNDOING:
            imports.undo(job)
    return []


def _locked(pk: int, act: str, *, actor: Any) -> ListingImport:
    rows = ListingImport.objects.select_for_update(of=("self",)).select_related("organisation")
    job = rows.get(pk=pk)
    if not importers.units_of(actor).filter(pk=job.organisation_id).exists():
        raise PermissionDenied(act)
    return job
