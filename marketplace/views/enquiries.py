"""Ask about an achievement, the list of one's enquiries, and the thread of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import lists
from core.chains import timeline
from core.errors import PermissionDenied, WrongState
from core.views.submitting import submit
from core.workflow import available
from marketplace import permissions, workflow
from marketplace.filters import EnquiryFilter
from marketplace.forms.enquiry import AskForm, MessageForm
from marketplace.models import Enquiry
from marketplace.services import enquiries
from marketplace.views import listings

STATES = {"open": "warn", "answered": "ok", "closed": "idle"}


@login_required
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """A first question."""
    listing = listings.seen(request, number)
    places = permissions.places_to_ask_for(request.user, listing)
    if not places:
        raise PermissionDenied("enquiry.ask")
    if not listing.live:
        raise WrongState("enquiry.ask")
    form = AskForm(request.POST or None, places=places)
    done = submit(
        request,
        form,
        lambda asked: enquiries.ask(listing.pk, **asked, actor=request.user),
        says=_("已送达成果方，答复后会通知您。"),
    )
    return done or render(request, "marketplace/ask.html", {"form": form, "listing": listing})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one asked, and what one was asked."""
    rows = Enquiry.objects.visible_to(request.user).select_related(
        "listing", "organisation", "chain"
    )
    listing = lists.page(request, EnquiryFilter, rows, sorts={"new": ["-updated_at"]})
    return render(request, "marketplace/enquiries.html", {"listing": listing, "states": STATES})


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The thread; whose turn it is writes the next line."""
    enquiry = seen(request, pk)
    offered = available(workflow.ENQUIRY, enquiry, actor=request.user)
    arrows = {arrow.action for arrow in offered}
    is_owner = permissions.may_answer(request.user, enquiry)
    form = MessageForm(request.POST or None)
    service = enquiries.answer if is_owner else enquiries.ask_again
    done = submit(
        request,
        form,
        lambda said: service(pk, said["text"], actor=request.user),
        says=_("已发送。"),
    )
    return done or render(
        request,
        "marketplace/enquiry.html",
        {
            "enquiry": enquiry,
            "state": STATES[enquiry.status],
            "thread": enquiry.messages.select_related("author"),
            "entries": timeline(enquiry.chain, request.user),
            "may_say": bool({"enquiry.answer", "enquiry.ask_again"} & arrows),
            "may_close": "enquiry.close" in arrows,
            "is_owner": is_owner,
            "form": form,
        },
    )


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    done = enquiries.close(seen(request, pk).pk, actor=request.user)
    messages.success(request, _("咨询已结束。"))
    return redirect(done)


def seen(request: HttpRequest, pk: int) -> Enquiry:
    """The enquiry, where this reader may see it; else 404."""
    rows = Enquiry.objects.visible_to(request.user).select_related(
        "listing__organisation", "organisation", "asker", "chain"
    )
    return get_object_or_404(rows, pk=pk)
