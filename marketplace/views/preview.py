"""The page as it would be with what is typed now; nothing is saved, and nobody else sees it."""

from copy import copy

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from marketplace.forms.listing import LABELS, ListingForm
from marketplace.views.listings import shown
from marketplace.views.writing import owned


@login_required
@require_POST
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """By the public page's template; what is wrong in the form is named and left as it was."""
    text = copy(owned(request, number).draft)
    form = ListingForm(request.POST, instance=copy(text))
    form.is_valid()
    for name, value in form.cleaned_data.items():
        setattr(text, name, value)
    text.live = False  # however public its last text is, this one is not
    context = shown(text, request.user)
    context["preview"] = True
    context["wrong"] = [LABELS[name] for name in form.errors if name in LABELS]
    return render(request, "marketplace/listing.html", context)
