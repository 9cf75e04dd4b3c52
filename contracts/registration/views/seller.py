"""我的合同, writing a contract, a case's page, and what its seller does."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from contracts import columns, rules
from contracts.filters import ContractFilter
from contracts.models import Contract, ContractFile
from contracts.registration import drafting, prechecking, services, workflow
from contracts.registration.forms import (
    ContractForm,
    CostFormSet,
    FileForm,
    PartyFormSet,
    given,
)
from contracts.registration.jurisdictions import body_for
from contracts.registration.permissions import files_for, is_desk, may_file, side_of
from core import drafts, exports, lists
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError, WrongState
from core.views.submitting import refuse, submit
from core.workflow import available, require

AUTOSAVE = "contract"


def seen(request, pk):
    """The contract with what its pages show, where this reader may see it; else 404."""
    rows = Contract.objects.visible_to(request.user).with_parties()
    return get_object_or_404(rows.select_related("chain", "registrar", "reviewer"), pk=pk)


@login_required
def mine(request):
    """The contracts of the reader's own organisations."""
    if not may_file(request.user):
        raise PermissionDenied("contract.mine")
    rows = Contract.objects.visible_to(request.user).of(request.user).with_parties()
    listing = lists.page(
        request,
        ContractFilter,
        rows,
        sorts={"new": ["-created_at"], "amount": ["-amount_fen"], "title": ["title"]},
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            listing,
            columns.CONTRACT,
            title=_("我的合同"),
            basis=_("本单位作为当事人的技术合同，含未登记的。"),
            unit=_("元"),
        )
    return render(request, "contracts/mine.html", {"listing": listing})


@login_required
def new(request):
    if not may_file(request.user):
        raise PermissionDenied("contract.draft")
    return _write(request, None)


@login_required
def edit(request, pk):
    contract = seen(request, pk)
    if not files_for(request.user, contract):
        raise PermissionDenied("contract.edit")
    if contract.status not in workflow.EDITABLE:
        raise WrongState("contract.edit")
    return _write(request, contract)


def _write(request, contract):
    """The form of a contract, with its parties and costs; new where ``contract`` is None."""
    key = contract.pk if contract else "new"
    kept = drafts.resume(AUTOSAVE, str(key), actor=request.user)
    form = ContractForm(
        request.POST or None,
        instance=contract,
        user=request.user,
        initial={**_initial(contract), **drafts.initial(kept, ContractForm.base_fields)},
    )
    parties, costs = _rows_of(request, contract, kept)
    if request.method == "POST" and all([form.is_valid(), parties.is_valid(), costs.is_valid()]):
        try:
            done = _save(request, contract, form, parties, costs)
        except ValidationError as error:
            refuse(form, error)
        else:
            drafts.discard(AUTOSAVE, str(key), actor=request.user)
            messages.success(request, _("已保存。下一步上传合同文本，看预检结果。"))
            return redirect(done)
    context = {
        "contract": contract,
        "form": form,
        "parties": parties,
        "costs": costs,
        "key": key,
        "version": kept.version if kept else 0,
        "steps": steps(),
    }
    return render(request, "contracts/edit.html", context)


def _rows_of(request, contract, kept):
    """Parties and costs: as sent, or as they stand; never both, as `given` explains."""
    if request.method == "POST":
        return PartyFormSet(request.POST, prefix="party"), CostFormSet(request.POST, prefix="cost")
    return (
        PartyFormSet(
            prefix="party", initial=_rows(kept, PartyFormSet, "party") or _parties(contract)
        ),
        CostFormSet(prefix="cost", initial=_rows(kept, CostFormSet, "cost") or _costs(contract)),
    )


def steps() -> list[str]:
    """What a seller does, in order."""
    return [
        _("填写合同"),
        _("上传材料"),
        _("预检与提交"),
        _("受理与认定"),
        pgettext("navigation", "登记"),
    ]


def _save(request, contract, form, parties, costs):
    facts = form.facts()
    rest: dict[str, Any] = {
        "parties": given(parties),
        "items": given(costs),
        "declared_fen": form.cleaned_data["technology_amount"],
        "actor": request.user,
    }
    if contract is None:
        return drafting.create_draft(
            facts, filing=form.cleaned_data["filing"], side=form.cleaned_data["side"], **rest
        )
    return drafting.edit_contract(contract.pk, facts, **rest)


def _initial(contract):
    if contract is None:
        return {}
    return {"amount": contract.amount_fen, "subkind": contract.subkind}


def _parties(contract):
    if contract is None:
        return []
    return [
        {
            "side": party.side,
            "credit_code": party.credit_code,
            "name": party.name,
            "kind_code": party.kind_code,
            "region": party.region_id,
        }
        for party in contract.parties.all()
        if not party.is_filing
    ]


def _costs(contract):
    if contract is None:
        return []
    return [
        {"kind": cost.kind, "label": cost.label, "amount": cost.amount_fen}
        for cost in contract.costs.all()
        if not cost.by_desk
    ]


def _rows(kept, formset, prefix):
    """Rows of a formset out of the inputs of a draft: ``party-0-name`` and so on."""
    rows: dict[str, dict[str, Any]] = {}
    for name, value in drafts.typed(kept).items():
        first, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if first == prefix and number.isdigit():
            rows.setdefault(number, {})[field] = value
    fit = [drafts.fitting(row, formset.form.base_fields) for row in rows.values()]
    return [row for row in fit if any(v for k, v in row.items() if k not in {"side", "kind"})][
        : formset.max_num
    ]


@login_required
def case(request, pk):
    """A case: its state and clocks, what to do next, the pre-check, its papers, its timeline."""
    contract = seen(request, pk)
    is_filer = files_for(request.user, contract)
    editable = is_filer and contract.status in workflow.EDITABLE
    findings = rules.check(contract, today=timezone.localdate()) if editable else []
    context = {
        "contract": contract,
        "is_filer": is_filer,
        "is_of_side": side_of(request.user, contract) is not None,
        "editable": editable,
        "is_desk": is_desk(request.user) and not is_filer,
        "offered": {t.action for t in available(workflow.SELLER, contract, actor=request.user)},
        "open": [finding for finding in findings if finding.level != rules.Level.PASS],
        "passed": [finding for finding in findings if finding.level == rules.Level.PASS],
        "blocked": bool(rules.blocks(findings)),
        "has_no_body": editable and _lacks_body(contract),
        "costs": contract.costs.all(),
        "files": contract.files.all(),
        "clocks": contract.clocks.all(),
        "supplements": contract.supplements.all(),
        "entries": timeline(contract.chain, request.user),
        "file_form": FileForm(),
        "steps": steps(),
        "step": step_of(contract),
        "today": timezone.localdate(),
    }
    return render(request, "contracts/case.html", context)


def _lacks_body(contract) -> bool:
    """Whether a draft could not be filed because nobody is in charge of its region."""
    if contract.status != Contract.Status.DRAFT:
        return False
    day = timezone.localdate()
    return body_for(contract.region, day=day, amount_fen=contract.amount_fen) is None


def step_of(contract) -> int:
    """Which of `steps` the case is at."""
    if contract.status == Contract.Status.DRAFT:
        has_text = any(f.kind == ContractFile.Kind.TEXT for f in contract.files.all())
        return 3 if has_text else 2
    late = {Contract.Status.REVIEWED, Contract.Status.REGISTERED, Contract.Status.CANCELLED}
    return 5 if contract.status in late else 4


@login_required
@require_POST
def file_case(request, pk):
    """提交, or 提交补正 where the case was returned."""
    contract = seen(request, pk)
    returned = contract.status == Contract.Status.RETURNED
    act = services.file_supplement if returned else services.submit_contract
    try:
        act(pk, actor=request.user)
    except prechecking.Blocked as blocked:
        for finding in blocked.findings:
            messages.error(request, f"{finding.title}：{finding.says}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已提交。登记机构受理后开始计时。"))
    return redirect("contracts:case", pk)


@login_required
def withdraw(request, pk):
    contract = seen(request, pk)
    return _confirmed(
        request,
        contract,
        workflow.WITHDRAW,
        services.withdraw_contract,
        text=_("撤回后本次申请结束，可以重新起草。"),
        says=_("已撤回。"),
    )


@login_required
def discard(request, pk):
    contract = seen(request, pk)
    if not files_for(request.user, contract):
        raise PermissionDenied("contract.discard")
    if contract.status != Contract.Status.DRAFT:
        raise WrongState("contract.discard")
    if request.method == "POST":
        drafting.discard_draft(pk, actor=request.user)
        messages.success(request, _("草稿已删除。"))
        return redirect("contracts:mine")
    return render(request, "confirm.html", _asking(contract, _("删除草稿"), _("删除后不能恢复。")))


def _confirmed(request, contract, transition, act, *, text, says):
    require(transition, contract, actor=request.user)
    if request.method == "POST":
        act(contract.pk, actor=request.user)
        messages.success(request, says)
        return redirect(contract)
    return render(request, "confirm.html", _asking(contract, transition.label, text))


def _asking(contract, title, text):
    return {
        "title": title,
        "text": f"{contract}。{text}",
        "submit": title,
        "danger": True,
        "back": contract.get_absolute_url(),
    }


@login_required
def attach(request, pk):
    """A page of its own, so that a refused upload is told beside its field."""
    contract = seen(request, pk)
    if not files_for(request.user, contract):
        raise PermissionDenied("contract.attach")
    if contract.status not in workflow.EDITABLE:
        raise WrongState("contract.attach")
    form = FileForm(request.POST or None, request.FILES or None)
    done = submit(
        request,
        form,
        lambda given: drafting.attach_file(
            pk, given["file"], kind=given["kind"], actor=request.user
        ),
        says=_("已上传。"),
        to=contract,
    )
    return done or render(request, "contracts/attach.html", {"form": form, "contract": contract})


@login_required
@require_POST
def detach(request, pk, file_pk):
    contract = seen(request, pk)
    get_object_or_404(contract.files, pk=file_pk)
    drafting.detach_file(pk, file_pk, actor=request.user)
    messages.success(request, _("已移除。"))
    return redirect(contract)
