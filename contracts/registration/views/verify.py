"""核验: what anybody may know of a number, and what the code on the paper opens."""

import secrets

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contracts.models import Contract
from contracts.registration.forms import CodeForm, VerifyForm
from contracts.registration.views.seller import seen
from core import rates
from core.errors import WrongState
from core.views.refusals import too_often

# So that numbers cannot be tried one after another.
LOOKS = rates.Limit("verify", 20)


@require_http_methods(["GET", "HEAD"])
def ask(request):
    """Where a number is typed."""
    form = VerifyForm(request.GET or None)
    if request.GET and form.is_valid():
        return redirect("contracts:verify", form.cleaned_data["number"].strip())
    return render(request, "contracts/verify_ask.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, number):
    """有效, 已注销 or 未登记, with dates and no more; an unknown number is answered the same way.

    The code is compared in constant time, and a wrong one says no more than no code.
    """
    if rates.is_too_often(LOOKS, request.META["REMOTE_ADDR"]):
        return too_often(request, LOOKS)
    contract = Contract.objects.once_registered().filter(national_number=number).first()
    form = CodeForm(request.POST or None)
    opened = False
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"].strip().upper().encode()
        known = contract.verification_code if contract else ""
        opened = bool(known) and secrets.compare_digest(typed, known.encode())
        if not opened:
            form.add_error("code", form.fields["code"].error_messages["wrong"])
    context = {
        "number": number,
        "contract": contract,
        "opened": opened,
        "parties": contract.parties.all() if opened and contract else [],
        "form": form,
        "now": timezone.localtime(),
    }
    return render(request, "contracts/verify.html", context)


@login_required
def sheet(request, pk):
    """登记信息核验单, to be printed; the paper that tax accepts is the body's own."""
    contract = seen(request, pk)
    if contract.status not in {Contract.Status.REGISTERED, Contract.Status.CANCELLED}:
        raise WrongState("contract.sheet")
    context = {"contract": contract, "costs": contract.costs.all(), "now": timezone.localtime()}
    return render(request, "contracts/sheet.html", context)
