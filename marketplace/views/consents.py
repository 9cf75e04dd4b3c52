"""单位意见: what waits for one's unit, and the page on which the unit decides."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import PermissionDenied, WrongState
from core.lists import PER_PAGE
from core.views.submitting import submit
from marketplace import comments, permissions, saying
from marketplace.forms.review import ConsentForm
from marketplace.models import Listing
from marketplace.models.parts import CONFIRMED
from marketplace.services import consents
from marketplace.views.listings import seen


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the consent of one's unit, the longest first."""
    if not permissions.speaks_for_a_unit(request.user):
        raise PermissionDenied("listing.consent")
    rows = Listing.objects.to_consent(request.user).select_related("organisation", "author")
    page = Paginator(rows.order_by("updated_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/consents.html", {"page": page})


@login_required
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """The text part by part; then the unit's consent, or what it wants mended."""
    listing = seen(request, number)
    if not permissions.may_consent(request.user, listing):
        raise PermissionDenied("listing.consent")
    if listing.status != Listing.Status.SUBMITTED:
        raise WrongState("listing.consent")
    is_return = request.POST.get("decision") == "return"
    form = ConsentForm(request.POST or None)

    def act(facts: dict[str, Any]) -> Listing:
        said, opinion = comments.of(facts), facts["opinion"]
        if is_return:
            return consents.send_back(listing.pk, opinion=opinion, said=said, actor=request.user)
        return consents.consent_listing(
            listing.pk,
            confirmed={name: facts[name] for name in CONFIRMED},
            opinion=opinion,
            said=said,
            actor=request.user,
        )

    done = submit(
        request,
        form,
        act,
        says=_("已退回，填报人会收到通知。") if is_return else _("已同意，送网站编辑审查。"),
        to="marketplace:consents",
    )
    text = listing.draft
    earlier = list(listing.comments.all())
    context = {
        "listing": listing,
        "form": form,
        "parts": [
            (
                field,
                saying.words(name, getattr(text, name)),
                [one for one in earlier if one.field == name],
            )
            for name, field in form.parts()
        ],
    }
    return done or render(request, "marketplace/consent.html", context)
