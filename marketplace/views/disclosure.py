"""保密协议 and 披露台账: offer, read, sign, check, withdraw; what was opened, for its owner."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from core import exports, lists
from core.errors import PermissionDenied, ValidationError
from core.views.submitting import submit
from core.workflow import Transition, available, require
from marketplace import attached, blocking, disclosure_columns, permissions, stamping
from marketplace import disclosure_workflow as workflow
from marketplace.filters import FileViewFilter
from marketplace.forms.disclosure import CopyForm, SignForm, WhyForm
from marketplace.models import Agreement, FileView, Listing, ListingFile, Tier
from marketplace.services import disclosure
from marketplace.views import listings
from marketplace.views.enquiries import seen as seen_enquiry

STATES = {"offered": "warn", "checking": "live", "in_force": "ok", "withdrawn": "idle"}


@login_required
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the text to who asked."""
    enquiry = seen_enquiry(request, pk)
    try:
        made = disclosure.offer_agreement(enquiry.pk, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(enquiry)
    messages.success(request, _("已发出保密协议，对方签署后可以查看保密资料。"))
    return redirect(made)


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The text; below it a signature, or what was signed and the files it opens."""
    agreement = seen(request, pk)
    arrows = available(workflow.AGREEMENT, agreement, actor=request.user)
    form = SignForm(request.POST or None, initial={"signatory": str(request.user)})
    done = submit(
        request,
        form,
        lambda said: disclosure.sign_agreement(
            pk, **said, ip_address=request.META.get("REMOTE_ADDR"), actor=request.user
        ),
        says=_("已签署，可以查看保密资料。"),
    )
    listing = agreement.enquiry.listing
    is_blocked = blocking.is_blocked(agreement.enquiry)
    is_owner = workflow.may_disclose(request.user, agreement)
    return done or render(
        request,
        "marketplace/agreement.html",
        {
            "agreement": agreement,
            "state": STATES[agreement.status],
            "acts": {
                arrow.action.partition(".")[2]
                for arrow in arrows
                if not (is_blocked and blocking.is_stopped(arrow))
            },
            "files": confidential(listing),
            "is_blocked": is_blocked,
            "is_open": is_owner
            or (agreement.status == Agreement.Status.IN_FORCE and not is_blocked),
            "is_owner": is_owner,
            "form": form,
        },
    )


@login_required
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a copy under seal; once sent, the copy itself for both sides."""
    agreement = seen(request, pk)
    if agreement.copy and agreement.status != Agreement.Status.OFFERED:
        return FileResponse(agreement.copy.open("rb"), as_attachment=True)
    require(workflow.UPLOAD, agreement, actor=request.user)
    form = CopyForm(request.POST or None, request.FILES or None)

    def send(said: dict[str, Any]) -> Agreement:
        upload = said.pop("copy")
        return disclosure.upload_copy(pk, upload, **said, actor=request.user)

    done = submit(request, form, send, says=_("已上传，成果方核对后生效。"))
    return done or _form(request, agreement, form, _("上传盖章协议"))


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy is right."""
    agreement = seen(request, pk)
    try:
        disclosure.accept_copy(agreement.pk, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("协议已生效。"))
    return redirect(agreement)


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy is wrong."""
    return _reasoned(request, pk, workflow.RETURN, disclosure.return_copy)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more is shown."""
    return _reasoned(request, pk, workflow.WITHDRAW, disclosure.withdraw_agreement)


@login_required
@never_cache
@require_safe
def ledger(request: HttpRequest) -> HttpResponseBase:
    """Every opening of what one answers for; all of it as a file."""
    rows = FileView.objects.of_owner(request.user).select_related(
        "file",
        "organisation",
        "viewer",
        "listing",
        "agreement__enquiry__chain",
    )
    listing = lists.page(request, FileViewFilter, rows, sorts={"new": ["-at"]}, exports=True)
    if listing.wants_export:
        return exports.answer(
            listing,
            disclosure_columns.LEDGER,
            title=_("披露台账"),
            basis=_("依保密协议打开的保密资料，每次一行。"),
            unit=_("次"),
        )
    return render(request, "marketplace/ledger.html", {"listing": listing})


def stamped(listing: Listing, row: ListingFile, reader: Any) -> FileResponse:
    """A confidential file as its confidant gets it, or its reviewer."""
    firm, number = _reads_for(listing, reader)
    at = f"{timezone.localtime():%Y-%m-%d %H:%M:%S}"
    with row.file.open("rb") as source:
        paper = stamping.stamped(
            source,
            row.ending,
            line=f"{firm.name} {at} {number}",
            codes=f"{number} {firm.code} {at}",
        )
    name = f"{row.name.rsplit('.', 1)[0]}.pdf"
    return FileResponse(paper, filename=name, content_type="application/pdf")


def _reads_for(listing: Listing, reader: Any) -> tuple[Organisation, str]:
    """For whom, and under which number, ``reader`` is given what is confidential."""
    if permissions.reviews_now(reader, listing):
        return disclosure.review_bureau(reader), listing.number
    under = Agreement.objects.binding(reader, listing)
    agreement = under.select_related("enquiry__organisation", "enquiry__chain").first()
    if agreement is None:
        raise Http404
    return agreement.enquiry.organisation, agreement.enquiry.chain.number


@login_required
@never_cache
@require_safe
def restricted(request: HttpRequest, number: str) -> HttpResponse:
    """The confidential text, for who reviews it; each opening goes into the owner's ledger."""
    listing = listings.seen(request, number)
    if not permissions.reviews_now(request.user, listing):
        raise PermissionDenied("listing.review_view")
    view = disclosure.note_review_view(listing, actor=request.user)
    text = listing.draft
    context = {
        "listing": listing,
        "text": text.restricted_details,
        "view": view,
        "files": attached.entries(listing, text.attachments),
    }
    return render(request, "marketplace/restricted.html", context)


def confidential(listing: Listing) -> list[dict[str, Any]]:
    """What the public text lists in confidence."""
    return [entry for entry in listing.attachments if entry["tier"] == Tier.CONFIDENTIAL]


def seen(request: HttpRequest, pk: int) -> Agreement:
    """The agreement, for its two sides; else 404."""
    rows = Agreement.objects.visible_to(request.user).select_related(
        "enquiry__listing__organisation",
        "enquiry__organisation",
        "enquiry__chain",
        "signed_by",
    )
    return get_object_or_404(rows, pk=pk)


def _reasoned(request: HttpRequest, pk: int, arrow: Transition, service: Any) -> HttpResponse:
    agreement = seen(request, pk)
    require(arrow, agreement, actor=request.user)
    form = WhyForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: service(pk, said["reason"], actor=request.user),
        says=_("已办理，并已通知对方。"),
    )
    return done or _form(request, agreement, form, arrow.label)


def _form(request: HttpRequest, agreement: Agreement, form: BaseForm, title: Any) -> HttpResponse:
    context = {"agreement": agreement, "form": form, "title": title}
    return render(request, "marketplace/agreement_form.html", context)
