"""应答: say how a public need could be solved; the firm agrees to talk or says why not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import PermissionDenied
from core.lists import PER_PAGE
from core.views.submitting import submit
from core.workflow import Transition, available, require
from marketplace import offer_workflow as workflow
from marketplace import permissions
from marketplace.forms.offer import AcceptForm, DeclineOfferForm, OfferForm
from marketplace.models import Enquiry, Offer
from marketplace.services import offers
from marketplace.views.needs import seen_public

STATES = {"offered": "warn", "accepted": "ok", "declined": "bad", "withdrawn": "idle"}


@login_required
def offer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer a need."""
    need = seen_public(request, number)
    places = permissions.places_to_offer_for(request.user, need)
    if not places:
        raise PermissionDenied("offer.make")
    form = OfferForm(request.POST or None, places=places)
    done = submit(
        request,
        form,
        lambda said: offers.make_offer(need.pk, **said, actor=request.user),
        says=_("已送达企业，企业决定后会通知您。"),
    )
    return done or render(request, "marketplace/needs/offer.html", {"need": need, "form": form})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one has answered."""
    rows = Offer.objects.made_by(request.user).select_related(
        "need__region", "need__organisation", "organisation", "author"
    )
    page = Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/needs/offers.html", {"page": page, "states": STATES})


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, and how it stands; the firm's name where it has agreed."""
    return _shown(request, seen(request, pk), AcceptForm())


def _shown(request: HttpRequest, row: Offer, form: AcceptForm) -> HttpResponse:
    arrows = available(workflow.OFFER, row, actor=request.user)
    is_firm = permissions.takes_offer(request.user, row)
    is_desk = permissions.sees_to_need(request.user, row.need)
    enquiries = Enquiry.objects.visible_to(request.user).filter(chain=row.need.chain_id)
    return render(
        request,
        "marketplace/needs/offer_detail.html",
        {
            "offer": row,
            "need": row.need,
            "state": STATES[row.status],
            "acts": {arrow.action.partition(".")[2] for arrow in arrows},
            "is_firm": is_firm,
            "is_desk": is_desk,
            "knows_firm": is_firm or is_desk or row.status == Offer.Status.ACCEPTED,
            "enquiry": enquiries.first(),
            "form": form,
        },
    )


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Talk to who answered."""
    row = _movable(request, pk, workflow.ACCEPT)
    form = AcceptForm(request.POST)
    done = submit(
        request,
        form,
        lambda said: offers.accept_offer(pk, **said, actor=request.user),
        says=_("已确认。"),
    )
    return done or _shown(request, row, form)


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not, and say why."""
    row = _movable(request, pk, workflow.DECLINE)
    form = DeclineOfferForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: offers.decline_offer(pk, **said, actor=request.user),
        says=_("已婉拒，并已通知应答人。"),
    )
    context = {"need": row.need, "form": form, "title": _("婉拒"), "back": row.get_absolute_url()}
    return done or render(request, "marketplace/needs/ask.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    done = offers.withdraw_offer(seen(request, pk).pk, actor=request.user)
    messages.success(request, _("已撤回。"))
    return redirect(done)


def seen(request: HttpRequest, pk: int) -> Offer:
    """The answer, for its two sides and the desk; else 404."""
    rows = Offer.objects.visible_to(request.user).select_related(
        "need__region", "need__organisation", "need__author", "author", "organisation", "listing"
    )
    return get_object_or_404(rows, pk=pk)


def _movable(request: HttpRequest, pk: int, arrow: Transition) -> Offer:
    """The answer, where ``arrow`` may start now; 403 or 409 where not."""
    row = seen(request, pk)
    require(arrow, row, actor=request.user)
    return row
