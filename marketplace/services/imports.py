"""Imports of achievements: check a file, run it, take back what it published."""

from collections.abc import Callable
from typing import Any

from django.db import reset_queries, transaction
from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, Role, User
from core.chunks import chunks
from core.errors import ValidationError
from marketplace.imports import undoing
from marketplace.imports.checking import checked
from marketplace.imports.lines import Lines
from marketplace.imports.writing import write
from marketplace.models import ListingImport

S = ListingImport.Status


def unit_and_author(code: str = "") -> tuple[Organisation, User]:
    """For whom a command imports: the unit of ``code``, and who answers for its achievements.

    Without a code it is the unit that runs the site, and its operator.

    Raises:
        ValidationError: there is no such unit, or nobody acts for it.

    """
    held = Membership.objects.in_force().select_related("organisation", "user")
    if not code:
        first = held.filter(role=Role.OPERATOR).order_by("pk").first()
        if first is None:
            raise ValidationError(_("还没有运维人员，请用 --organisation 写明成果单位。"))
        return first.organisation, first.user
    organisation = Organisation.objects.filter(
        code=code, status=Organisation.Status.CONFIRMED
    ).first()
    if organisation is None:
        raise ValidationError(_("没有统一社会信用代码为 %(code)s 的已确认单位。") % {"code": code})
    order = Case(
        When(role=Role.RESEARCH_OFFICE, then=Value(0)),
        When(is_administrator=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    first = held.filter(organisation=organisation).order_by(order, "pk").first()
    if first is None:
        raise ValidationError(
            _("%(organisation)s还没有人员，没有人能答复成果咨询。")
            % {"organisation": organisation}
        )
    return organisation, first.user


@transaction.atomic
def begin(job: ListingImport) -> ListingImport:
    """Keep that the import of a command begins; its rows say each what was done to them."""
    job.full_clean()
    job.save(force_insert=True)
    return job


def run(
    job: ListingImport, source: Lines, *, tell: Callable[[ListingImport], Any] = bool
) -> ListingImport:
    """Write the good rows of ``source``, a transaction a chunk, from where ``job`` stands.

    Args:
        tell: called after each chunk.

    """
    good = (line for line in checked(source) if not line.faults)
    done = job.position
    rest = (line for at, line in enumerate(good) if at >= done)
    for part in chunks(rest):
        write(job, part)
        reset_queries()  # where they are kept for a developer, they would fill the memory
        tell(job)
    _finish(job, S.DONE)
    return job


@transaction.atomic
def mark_running(job: ListingImport) -> None:
    """That the worker has it in hand."""
    job.status = S.RUNNING
    job.save(update_fields=["status"])


def undo(job: ListingImport) -> int:
    """Take off the site what ``job`` published and nobody has passed since; returns how many."""
    count = undoing.withdraw(job)
    _finish(job, S.UNDONE)
    return count


@transaction.atomic
def _finish(job: ListingImport, status: str) -> None:
    job.status, job.finished_at = status, timezone.now()
    job.save(update_fields=["status", "finished_at"])
