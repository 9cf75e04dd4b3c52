"""Ask about an achievement, the list of one's enquiries, and the thread of one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST, require_safe

from core import lists
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError, WrongState
from core.views.confirming import confirmed
from core.views.submitting import submit
from core.workflow import Transition, available, require
from marketplace import blocking, permissions, workflow
from marketplace.filters import EnquiryFilter
from marketplace.forms.enquiry import (
    AskForm,
    DeclineForm,
    FurtherForm,
    MessageForm,
    PublicAnswerForm,
    TimesForm,
)
from marketplace.models import Agreement, Enquiry, Report
from marketplace.models.parts import ENDED
from marketplace.services import enquiries, meetings
from marketplace.views import listings

STATES = {"open": "warn", "answered": "ok", "declined": "bad", "closed": "idle"}
HEADINGS = {
    "question": _l("提问"),
    "meeting": _l("约谈"),
    "disclosure": _l("申请保密资料"),
}


@login_required
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """A first question."""
    listing = listings.seen(request, number)
    places = permissions.places_to_ask_for(request.user, listing)
    if not places:
        raise PermissionDenied("enquiry.ask")
    if not listing.live:
        raise WrongState("enquiry.ask")
    kind = _kind(request)
    mine = Enquiry.objects.asked_by(request.user).asked_for_firms_of(request.user)
    begun = mine.living().filter(listing=listing).first()
    if begun is not None:
        return redirect(f"{begun.get_absolute_url()}?kind={kind}")
    form = AskForm(_sent(request), places=places, kind=kind, initial=_typed(request))
    done = submit(
        request,
        form,
        lambda asked: enquiries.ask(listing.pk, **asked, kind=kind, actor=request.user),
        says=_("已送达成果方，答复后会通知您。"),
    )
    context = {"form": form, "listing": listing, "kind": kind, "headings": HEADINGS}
    return done or render(request, "marketplace/ask.html", context)


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
    is_blocked = blocking.is_blocked(enquiry)
    arrows = {arrow.action for arrow in offered if not (is_blocked and blocking.is_stopped(arrow))}
    is_owner = permissions.may_answer(request.user, enquiry)
    kind = Enquiry.Kind.QUESTION if is_owner else _kind(request)
    awaits_public = enquiry.awaits_public_answer
    form: MessageForm
    if is_owner:
        form = (PublicAnswerForm if awaits_public else MessageForm)(request.POST or None)
    else:
        form = FurtherForm(_sent(request), kind=kind, initial=_typed(request))

    def say(said):
        if is_owner:
            return enquiries.answer(pk, **said, actor=request.user)
        return enquiries.ask_again(pk, **said, kind=kind, actor=request.user)

    done = submit(request, form, say, says=_("已发送。"))
    thread = enquiry.messages.select_related("author")
    agreement = Agreement.objects.visible_to(request.user).filter(enquiry=enquiry).first()
    return done or render(
        request,
        "marketplace/enquiry.html",
        {
            "enquiry": enquiry,
            "state": STATES[enquiry.status],
            "thread": thread,
            "awaits_public": awaits_public,
            "is_over": enquiry.status in ENDED,
            "slots": enquiry.slots.filter(starts_at__gt=timezone.now()),
            "entries": timeline(enquiry.chain, request.user),
            "agreement": agreement,
            "is_blocked": is_blocked,
            "may_offer": is_owner
            and "enquiry.answer" in arrows
            and (agreement is None or agreement.status == "withdrawn")
            and Enquiry.Kind.DISCLOSURE in {enquiry.kind, *(said.kind for said in thread)},
            "acts": {action.partition(".")[2] for action in arrows},
            "may_say": bool({"enquiry.answer", "enquiry.ask_again"} & arrows),
            "is_owner": is_owner,
            "may_report": permissions.is_of_enquiry(request.user, enquiry),
            "reports": Report.objects.filter(enquiry=enquiry, reporter=request.user.pk),
            "kind": kind,
            "headings": HEADINGS,
            "form": form,
        },
    )


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Other times, by the owner."""
    enquiry = _movable(request, pk, workflow.PROPOSE)
    form = TimesForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: meetings.propose_times(pk, said["times"], actor=request.user),
        says=_("已发送。"),
    )
    return done or said_form(request, enquiry, form, _("提出别的时间"))


@login_required
@require_POST
def agree(request: HttpRequest, pk: int, slot: int) -> HttpResponse:
    """One of the other side's times."""
    enquiry = seen(request, pk)
    try:
        meetings.agree_time(pk, slot, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("时间已定，已通知对方。"))
    return redirect(enquiry)


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Go no further, and say why."""
    enquiry = _movable(request, pk, workflow.DECLINE)
    form = DeclineForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: enquiries.decline(pk, **said, actor=request.user),
        says=_("已婉拒，并已通知咨询人。"),
    )
    return done or said_form(request, enquiry, form, _("婉拒"))


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, after a page that says what follows."""
    return confirmed(
        request,
        seen(request, pk),
        workflow.CLOSE,
        enquiries.close,
        text=_("结束后不能恢复，双方不能再在这条咨询里往来。"),
        says=_("咨询已结束。"),
    )


def seen(request: HttpRequest, pk: int) -> Enquiry:
    """The enquiry, where this reader may see it; else 404."""
    rows = Enquiry.objects.visible_to(request.user).select_related(
        "listing__organisation", "organisation", "asker", "chain"
    )
    return get_object_or_404(rows, pk=pk)


def _movable(request: HttpRequest, pk: int, arrow: Transition) -> Enquiry:
    """The enquiry, where ``arrow`` may start now; 403 or 409 where not."""
    enquiry = seen(request, pk)
    require(arrow, enquiry, actor=request.user)
    return enquiry


def _kind(request: HttpRequest) -> str:
    sent = request.POST
    kind = sent.get("switch") or sent.get("kind") or request.GET.get("kind", "")
    return kind if kind in Enquiry.Kind.values else Enquiry.Kind.QUESTION.value


def _sent(request: HttpRequest) -> Any:
    """What was sent to be done; None where the form is only opened, or its kind changed."""
    return None if "switch" in request.POST else request.POST or None


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form before its kind was changed."""
    return request.POST.dict()


def said_form(request: HttpRequest, enquiry: Enquiry, form: BaseForm, title: str) -> HttpResponse:
    context = {"enquiry": enquiry, "form": form, "title": title}
    return render(request, "marketplace/enquiry_form.html", context)
