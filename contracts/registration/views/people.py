"""Who of one's side reaches a contract: the list, one more, one less."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Organisation
from contracts.registration import people, permissions
from contracts.registration.forms import PersonForm
from contracts.registration.views.seller import seen
from core.errors import PermissionDenied
from core.views.submitting import submit


@login_required
def index(request, pk):
    """Who reaches it by name; below, one more, for who may name somebody."""
    contract = seen(request, pk)
    place = permissions.side_of(request.user, contract)
    if place is None:
        raise PermissionDenied("contract.let_in")
    parts = permissions.parts_to_name(request.user, contract)
    if request.method == "POST" and not parts:
        raise PermissionDenied("contract.let_in")
    form = PersonForm(request.POST or None, colleagues=people.colleagues(place), parts=parts)
    here = reverse("contracts:people", args=[pk])
    done = submit(
        request,
        form,
        lambda said: people.name_person(pk, **said, actor=request.user),
        says=_("已加入名单。"),
        to=here,
    )
    context = {
        "contract": contract,
        "place": Organisation.objects.get(pk=place),
        "people": people.of_side(contract, place),
        "form": form if parts else None,
        "may_remove": permissions.may_remove_people(request.user, contract),
    }
    return done or render(request, "contracts/people.html", context)


@login_required
@require_POST
def remove(request, pk, person_pk):
    contract = seen(request, pk)
    if not permissions.may_remove_people(request.user, contract):
        raise PermissionDenied("contract.let_out")
    place = permissions.side_of(request.user, contract)
    row = get_object_or_404(people.of_side(contract, place), pk=person_pk)
    people.remove_person(pk, row.pk, actor=request.user)
    messages.success(request, _("已移出名单。"))
    return redirect("contracts:people", pk)
