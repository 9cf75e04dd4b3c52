"""填报成果: the declaration, then a draft: empty, from a pasted text, or a copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import PermissionDenied, ValidationError
from core.views.submitting import refuse
from marketplace import pasting, permissions, saying
from marketplace.forms.listing import LABELS, BeginForm
from marketplace.models import Listing
from marketplace.models.parts import EDITORIAL, OWN
from marketplace.services import listings
from marketplace.views.writing import owned


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Nothing is written before the declaration; `?copy=` names what to begin from."""
    places = permissions.places_to_write_for(request.user)
    if not places:
        raise PermissionDenied("listing.begin")
    model = owned(request, request.GET["copy"]) if request.GET.get("copy") else None
    initial = {"organisation": model.organisation_id} if model else None
    form = BeginForm(request.POST or None, places=places, initial=initial)
    if model:
        del form.fields["source"]
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        facts = _copied(model) if model else pasting.recognised(asked["source"])
        try:
            made = listings.begin_listing(
                asked["organisation"],
                facts,
                is_declared_open=asked["is_declared_open"],
                actor=request.user,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            if asked.get("source"):
                messages.info(request, _filled(facts))
            for number in pasting.numbers_in_doubt(asked.get("source") or ""):
                says = _("专利号 %(number)s 的校验位不对，没有填入。请对照证书核对后填写。")
                messages.warning(request, says % {"number": number})
            return redirect("marketplace:edit", made.number)
    return render(request, "marketplace/begin.html", {"form": form, "model": model})


def _copied(model: Listing) -> dict[str, Any]:
    """What a new achievement takes over: the text, and nothing that belongs to the old one."""
    text = model.draft
    fields = [text._meta.get_field(name) for name in EDITORIAL if name not in OWN]
    return {field.attname: getattr(text, field.attname) for field in fields}


def _filled(facts: dict[str, Any]) -> str:
    if not facts:
        return _("没有从文字中认出可以填的内容，请直接填写。")
    names = saying.listed(str(LABELS[name]) for name in facts)
    return _("已从文字中填入：%(names)s。请逐项核对。") % {"names": names}
