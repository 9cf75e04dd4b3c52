"""Whether an offer stands: the owner's own page, and the link that a notice bears."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.errors import PermissionDenied, WrongState
from core.views.submitting import submit
from marketplace import freshness, permissions
from marketplace.forms.freshness import AvailabilityForm
from marketplace.freshness import Answer
from marketplace.services import freshness as services
from marketplace.services import listings
from marketplace.views.writing import owned


@login_required
def availability(request: HttpRequest, number: str) -> HttpResponse:
    """可转让, 洽谈中 or 已转让; saying it confirms the offer as well."""
    listing = owned(request, number)
    if not listing.live:
        raise WrongState("listing.set_availability")
    form = AvailabilityForm(request.POST or None, initial={"availability": listing.availability})
    done = submit(
        request,
        form,
        lambda said: listings.set_availability(listing.pk, **said, actor=request.user),
        says=_("已更新，今天确认有效。"),
    )
    return done or render(
        request, "marketplace/availability.html", {"form": form, "listing": listing}
    )


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Three answers, given without signing in: whoever holds the link is its reader.

    Only a button acts: programs that look at mails follow links.
    """
    question = freshness.read(token)
    if question is None:
        raise Http404
    if not permissions.is_owner(question.user, question.listing):
        raise PermissionDenied("listing.confirm_fresh")
    said = request.POST.get("answer", "")
    if request.method == "POST" and said in Answer.values and question.is_open:
        services.answer(
            question.listing.pk, said, asked_on=question.listing.asked_on, actor=question.user
        )
        return redirect(request.path)
    context = {"question": question, "listing": question.listing, "answers": Answer}
    return render(request, "marketplace/confirm.html", context)
