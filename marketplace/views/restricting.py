"""From a warning about novelty to the act that heeds it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import drafts
from core.errors import WrongState
from core.views.submitting import submit
from marketplace import workflow
from marketplace.forms.restricting import RestrictForm
from marketplace.services.restricting import restrict_sentences
from marketplace.views.writing import KIND, owned


@login_required
def restrict(request: HttpRequest, number: str) -> HttpResponse:
    """The abstract sentence by sentence; the chosen ones become confidential."""
    listing = owned(request, number)
    if listing.status not in workflow.EDIT.sources:
        raise WrongState("listing.restrict")
    typed = drafts.resume(KIND, number, actor=request.user)
    if typed and typed.updated_at >= listing.updated_at:
        messages.warning(request, _("还有没有保存的内容，请先保存，再移动句子。"))
        return redirect("marketplace:edit", number)
    text = listing.draft
    form = RestrictForm(
        request.POST or None,
        abstract=text.abstract,
        initial={"base": listing.latest_revision_id},
    )
    done = submit(
        request,
        form,
        lambda said: restrict_sentences(listing.pk, **said, actor=request.user),
        says=_("已移到“保密内容”。"),
        to=reverse("marketplace:edit", args=[number]),
    )
    context = {"listing": listing, "form": form, "has_any": bool(text.abstract.strip())}
    return done or render(request, "marketplace/restrict.html", context)
