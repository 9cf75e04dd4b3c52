"""录入国家登记编号: what the national system gave, many cases at once."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.registration import services
from contracts.registration.forms import NumberForm
from contracts.registration.views.desk import only_desk
from core.errors import PermissionDenied, ValidationError, WrongState
from core.views.submitting import refuse

AT_ONCE = 50  # rows a page: those that have waited longest
FIELD = re.compile(r"(\d{1,18})-(?:national_number|registered_on)")


@login_required
def numbers(request):
    """A row a case that waits; each is entered by itself or told why not."""
    only_desk(request)
    is_sent = request.method == "POST"
    rows = Contract.objects.visible_to(request.user).at_desk_of(request.user)
    waiting = rows.filter(status=Contract.Status.REVIEWED)
    # Of what was sent, also a case that a colleague has meanwhile dealt with: its row is told so.
    shown = rows.filter(pk__in=_filled_in(request.POST)) if is_sent else waiting
    oldest = shown.with_parties().order_by("reviewed_at", "pk")[:AT_ONCE]
    lines = [(contract, _form(request, contract)) for contract in oldest]
    if is_sent:
        left = [line for line in lines if not _enter(request, *line)]
        if entered := len(lines) - len(left):
            messages.success(request, _("已录入 %(n)s 份。") % {"n": entered})
        if not left:
            return redirect("contracts:numbers")
        lines = left
    context = {"lines": lines, "waiting": waiting.count(), "is_refused": is_sent}
    return render(request, "contracts/numbers.html", context)


def _form(request, contract):
    return NumberForm(request.POST or None, prefix=str(contract.pk), use_required_attribute=False)


def _filled_in(sent: QueryDict) -> set[int]:
    """The cases of the rows in which something was typed."""
    names = [FIELD.fullmatch(name) for name, value in sent.items() if str(value).strip()]
    return {int(name[1]) for name in names if name}


def _enter(request, contract, form):
    """Whether a line was entered."""
    if not form.is_valid():
        return False
    try:
        services.register_contract(contract.pk, **form.cleaned_data, actor=request.user)
    except ValidationError as error:
        refuse(form, error)
        return False
    except (PermissionDenied, WrongState):
        form.add_error(None, _("这份合同不能由您录入，或已由他人办理。"))
        return False
    return True
