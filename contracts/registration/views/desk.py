"""登记: the queue, the review of a case, decisions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from contracts import columns, rules
from contracts.filters import QueueFilter
from contracts.models import Contract
from contracts.registration import services, workflow
from contracts.registration.forms import (
    BackForm,
    CostFormSet,
    NumberForm,
    OpinionForm,
    RefusalForm,
    ReturnForm,
    given,
)
from contracts.registration.permissions import is_desk
from contracts.registration.views.seller import seen
from contracts.rules import versions
from core import exports, lists
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError
from core.views.submitting import refuse, submit
from core.workflow import available, require

# Both databases: whose clock does not run comes after those whose day is near.
SOONEST = F("due_on").asc(nulls_last=True)


def only_desk(request):
    if not is_desk(request.user):
        raise PermissionDenied("contract.desk")


@login_required
def queue(request):
    """The cases of the reader's body, the most pressing first."""
    only_desk(request)
    rows = Contract.objects.visible_to(request.user).at_desk_of(request.user).with_parties()
    listing = lists.page(
        request,
        QueueFilter,
        rows,
        sorts={
            "due": [SOONEST, "submitted_at"],
            "submitted": ["submitted_at"],
            "amount": ["-amount_fen"],
            "title": ["title"],
        },
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            listing,
            columns.CONTRACT,
            title=_("登记队列"),
            basis=_("本登记机构收到的技术合同，含未登记的；登记日期以国家系统为准。"),
            unit=_("元"),
        )
    today = timezone.localdate()
    context = {"listing": listing, "today": today, "counts": rows.desk_counts(today)}
    return render(request, "contracts/queue.html", context)


@login_required
def review(request, pk):
    """The review of a case: findings, what was entered beside the scan, the decision bar."""
    only_desk(request)
    contract = seen(request, pk)
    today = timezone.localdate()
    findings = rules.check(contract, today=today)
    files = list(contract.files.all())
    offered = available(workflow.DESK, contract, actor=request.user)
    context = {
        "contract": contract,
        "findings": [each for each in findings if each.level != rules.Level.PASS],
        "passed": [each for each in findings if each.level == rules.Level.PASS],
        "files": files,
        "scan": next((file for file in files if file.ending in {"pdf", "jpg", "png"}), None),
        "costs": contract.costs.all(),
        "clocks": contract.clocks.all(),
        "supplements": contract.supplements.all(),
        "opinions": contract.opinions.select_related("author"),
        "entries": timeline(contract.chain, request.user),
        "offered": [transition.action.partition(".")[2] for transition in offered],
        "today": today,
        "left": (contract.due_on - today).days if contract.due_on else None,
    }
    return render(request, "contracts/review.html", context)


@login_required
@require_POST
def accept(request, pk):
    only_desk(request)
    seen(request, pk)
    services.accept_contract(pk, actor=request.user)
    messages.success(request, _("已受理，开始计时。"))
    return redirect("contracts:review", pk)


@login_required
def examine(request, pk):
    """认定: what the registrar deducts, and an opinion."""
    contract = _asked(request, pk, workflow.EXAMINE)
    form = OpinionForm(request.POST or None)
    costs = CostFormSet(request.POST or None, prefix="cost")
    if request.method == "POST" and form.is_valid() and costs.is_valid():
        try:
            services.examine_contract(
                pk, text=form.cleaned_data["text"], deductions=given(costs), actor=request.user
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已认定，送另一人复核。"))
            return redirect("contracts:review", pk)
    context = {
        "contract": contract,
        "form": form,
        "costs": costs,
        "parties_costs": contract.costs.filter(by_desk=False),
        "title": workflow.EXAMINE.label,
    }
    return render(request, "contracts/examine.html", context)


ACTS: dict[str, tuple[Any, Any, Any]] = {
    "return": (workflow.RETURN, ReturnForm, services.return_contract),
    "review": (workflow.REVIEW, OpinionForm, services.review_contract),
    "send_back": (workflow.SEND_BACK, BackForm, services.send_back),
    "register": (workflow.REGISTER, NumberForm, services.register_contract),
    "refuse": (workflow.REFUSE, RefusalForm, services.refuse_contract),
}
TEXTS = {
    "return": gettext_lazy("退回后停止计时，卖方补正之日重新受理。"),
    "review": gettext_lazy("复核通过后，等待国家系统给出登记编号。"),
    "send_back": gettext_lazy("退回后由登记员重新认定，期限继续计算。"),
    "register": gettext_lazy("录入国家系统给出的编号和日期，此后计入成交额。"),
    "refuse": gettext_lazy("卖方会收到理由、依据，以及行政复议和行政诉讼的途径。"),
}
DANGEROUS = {"refuse"}


@login_required
def act(request, pk, name):
    """A decision that asks for words."""
    transition, form_class, service = ACTS[name]
    contract = _asked(request, pk, transition)
    options = {}
    if form_class is RefusalForm:
        options["version"] = versions.governing(contract, timezone.localdate())
    form = form_class(request.POST or None, **options)
    back = reverse("contracts:review", args=[pk])
    done = submit(
        request,
        form,
        lambda entered: service(pk, **entered, actor=request.user),
        says=_("已办理：%(act)s。") % {"act": transition.label},
        to=back,
    )
    if done:
        return done
    context = {
        "title": transition.label,
        "text": f"{contract}。{TEXTS[name]}",
        "submit": transition.label,
        "danger": name in DANGEROUS,
        "form": form,
        "back": back,
    }
    return render(request, "confirm.html", context)


def _asked(request, pk, transition):
    only_desk(request)
    contract = seen(request, pk)
    require(transition, contract, actor=request.user)
    return contract
