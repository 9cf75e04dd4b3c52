"""The acts on a case after it was drafted; each is one transaction under the row's lock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from brokers.services.moving import record_registration
from contracts import duplicates
from contracts.codes import Refusal
from contracts.models import Contract, Opinion, Supplement
from contracts.registration import clocks, costs, numbering, telling, workflow
from contracts.registration.jurisdictions import body_for
from contracts.registration.prechecking import passes_the_precheck
from contracts.rules import refusals, versions
from core import locks
from core.errors import ValidationError
from core.workflow import apply, require

Post, Outcome = Opinion.Post, Opinion.Outcome


def locked(pk: int) -> Contract:
    """The row under its lock; every act takes this one first."""
    rows = Contract.objects.select_for_update(of=("self",))
    return rows.select_related("region", "chain", "submitted_by").get(pk=pk)


@transaction.atomic
def submit_contract(pk: int, *, actor: Any, now: datetime | None = None) -> Contract:
    """File a draft with the body in charge. Raises as `apply`; `Blocked` with the findings."""
    now = now or timezone.now()
    contract = locked(pk)
    mark = _once(contract)
    body = body_for(contract.region, day=timezone.localdate(now), amount_fen=contract.amount_fen)
    apply(
        workflow.SUBMIT,
        contract,
        actor=actor,
        changes={
            "body": body,
            "fingerprint": mark,
            "submitted_by": actor,
            "submitted_at": now,
        },
    )
    if body is None:
        raise ValidationError(_("没有登记机构管辖该地区，请联系主管科室。"))
    telling.desk(contract, "contract.submitted", Role.REGISTRAR, actor=actor)
    return contract


@transaction.atomic
def accept_contract(pk: int, *, actor: Any, now: datetime | None = None) -> Contract:
    """受理: the clock starts. Raises as `apply`."""
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.ACCEPT, contract, actor=actor)
    apply(workflow.ACCEPT, contract, actor=actor, changes=clocks.start(contract, now))
    telling.seller_side(
        contract,
        "contract.accepted",
        actor=actor,
        due=contract.due_on,
        limit=telling.limit(contract),
    )
    return contract


@transaction.atomic
def return_contract(pk: int, *, items: str, actor: Any, now: datetime | None = None) -> Contract:
    """补正: say what has to be put right; the clock stops. Raises as `apply`."""
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.RETURN, contract, actor=actor)
    _asked(items, "items")
    clocks.stop(contract, now)
    apply(workflow.RETURN, contract, actor=actor, changes={"due_on": None, "promised_on": None})
    Supplement.objects.create(contract=contract, items=items, asked_by=actor, asked_at=now)
    _opine(contract, Post.EXAMINE, Outcome.RETURN, items, actor=actor, now=now)
    telling.seller_side(contract, "contract.returned", actor=actor, text=items)
    return contract


@transaction.atomic
def file_supplement(pk: int, *, actor: Any, now: datetime | None = None) -> Contract:
    """The seller has put it right: accepted anew on this day. Raises as `submit_contract`."""
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.SUPPLEMENT, contract, actor=actor)
    mark = _once(contract)
    passes_the_precheck(contract)
    contract.supplements.filter(filed_at__isnull=True).update(filed_at=now)
    started = clocks.start(contract, now)
    apply(workflow.SUPPLEMENT, contract, actor=actor, changes={**started, "fingerprint": mark})
    telling.desk(contract, "contract.submitted", Role.REGISTRAR, actor=actor)
    return contract


@transaction.atomic
def examine_contract(
    pk: int,
    *,
    actor: Any,
    text: str = "",
    deductions: Sequence[dict[str, Any]] = (),
    now: datetime | None = None,
) -> Contract:
    """认定 (A): the technology amount is determined; the case goes to another person.

    Args:
        deductions: non-technical costs that the parties did not itemise, as `CostItem` takes.

    """
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.EXAMINE, contract, actor=actor)
    amounts = costs.deduct(contract, deductions)
    apply(
        workflow.EXAMINE,
        contract,
        actor=actor,
        changes={**amounts, "registrar": actor, "examined_at": now},
    )
    _opine(contract, Post.EXAMINE, Outcome.PASS, text, actor=actor, now=now)
    telling.desk(contract, "contract.examined", Role.REVIEWER, actor=actor)
    return contract


@transaction.atomic
def send_back(pk: int, *, text: str, actor: Any, now: datetime | None = None) -> Contract:
    """The reviewer does not follow: back to determination; the clock goes on. As `apply`."""
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.SEND_BACK, contract, actor=actor)
    _asked(text, "text")
    if contract.status == Contract.Status.REVIEWED:
        clocks.resume(contract)
    apply(
        workflow.SEND_BACK,
        contract,
        actor=actor,
        changes={"registrar": None, "examined_at": None, "reviewer": None, "reviewed_at": None},
    )
    _opine(contract, Post.REVIEW, Outcome.BACK, text, actor=actor, now=now)
    return contract


@transaction.atomic
def review_contract(
    pk: int, *, actor: Any, text: str = "", now: datetime | None = None
) -> Contract:
    """复核 (B): from here the case waits for the national system. Raises as `apply`."""
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.REVIEW, contract, actor=actor)
    clocks.stop(contract, now)
    apply(
        workflow.REVIEW,
        contract,
        actor=actor,
        changes={"reviewer": actor, "reviewed_at": now},
    )
    _opine(contract, Post.REVIEW, Outcome.PASS, text, actor=actor, now=now)
    return contract


@transaction.atomic
def register_contract(
    pk: int,
    *,
    national_number: str,
    registered_on: date,
    is_number_checked: bool = False,
    actor: Any,
) -> Contract:
    """Enter what the national system gave; from now on the contract counts as turnover.

    Args:
        is_number_checked: that a number of another shape than expected was compared with the
            national system.

    Raises:
        ValidationError: the number has not sixteen digits, is of another shape and was not
            checked, or stands already; or the date is not between the review and today.

    """
    contract = locked(pk)
    require(workflow.REGISTER, contract, actor=actor)
    numbering.validate_national_number(national_number, is_checked=is_number_checked)
    locks.acquire(locks.Lock.NATIONAL_NUMBER, national_number)
    if Contract.objects.filter(national_number=national_number).exists():
        raise ValidationError({"national_number": _("该合同登记编号已经录入。")})
    _check_day(contract, registered_on)
    try:
        apply(
            workflow.REGISTER,
            contract,
            actor=actor,
            changes={
                "national_number": national_number,
                "registered_on": registered_on,
                "verification_code": numbering.verification_code(),
            },
        )
    except IntegrityError as error:  # the last guard, should a writer have gone round the lock
        raise ValidationError({"national_number": _("该合同登记编号已经录入。")}) from error
    telling.seller_side(
        contract,
        "contract.registered",
        actor=actor,
        national=national_number,
        day=registered_on,
    )
    if contract.deal_id:
        record_registration(
            contract.deal_id, number=national_number, registered_on=registered_on, actor=actor
        )
    return contract


@transaction.atomic
def refuse_contract(
    pk: int, *, code: str, article: str = "", text: str, actor: Any, now: datetime | None = None
) -> Contract:
    """不予登记, with reason, article and what the seller may do against it. Raises as `apply`.

    Args:
        article: empty where the ground's own article stands (`contracts.rules.refusals`).

    """
    now = now or timezone.now()
    contract = locked(pk)
    require(workflow.REFUSE, contract, actor=actor)
    clocks.stop(contract, now)
    if code not in Refusal:
        raise ValidationError({"refusal_code": _("没有这一理由。")})
    version = versions.governing(contract, timezone.localdate(now))
    article = article.strip() or refusals.article(version, code)
    if not article:
        raise ValidationError(
            {"article": _("2026 年办法的理由清单待核对原文：请从原文填写依据的条款。")}
        )
    facts = {"refusal_code": code, "refusal_article": article, "refusal_text": text.strip()}
    _asked(text, "text")
    apply(workflow.REFUSE, contract, actor=actor, changes=facts)
    _opine(contract, Post.EXAMINE, Outcome.REFUSE, text, actor=actor, now=now)
    telling.seller_side(
        contract, "contract.refused", actor=actor, code=code, article=article, text=text
    )
    return contract


@transaction.atomic
def withdraw_contract(pk: int, *, actor: Any, now: datetime | None = None) -> Contract:
    """The seller takes the case back before it is decided. Raises as `apply`."""
    contract = locked(pk)
    require(workflow.WITHDRAW, contract, actor=actor)
    clocks.stop(contract, now or timezone.now())
    apply(workflow.WITHDRAW, contract, actor=actor)
    return contract


def _once(contract: Contract) -> str:
    """The fingerprint, held so that the same contract cannot be filed twice at one moment."""
    mark = duplicates.fingerprint(contract, contract.parties.all())
    hashes = contract.files.filter(kind="text").values_list("sha256", flat=True)
    for key in sorted({mark, *hashes}):
        locks.acquire(locks.Lock.CONTRACT_ONCE, key)
    return mark


def _check_day(contract: Contract, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"registered_on": _("登记日期不得晚于今天。")})
    if contract.reviewed_at and day < timezone.localdate(contract.reviewed_at):
        raise ValidationError({"registered_on": _("登记日期不得早于复核日期。")})


def _asked(value: str, name: str) -> None:
    if not value.strip():
        raise ValidationError({name: _("必须填写。")})


def _opine(
    contract: Contract, post: str, outcome: str, text: str, *, actor: Any, now: datetime
) -> None:
    Opinion.objects.create(
        contract=contract, post=post, outcome=outcome, author=actor, at=now, text=text
    )
