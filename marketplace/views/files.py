"""Pictures and files of an achievement: managed by its owner, given to who may open each."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import uploads
from core.errors import PermissionDenied, ValidationError, WrongState
from core.views.submitting import submit
from marketplace import attached, hooks, permissions, workflow
from marketplace.forms.files import FileForm, TierForm
from marketplace.models import ListingFile, Tier
from marketplace.services import files
from marketplace.views.disclosure import stamped
from marketplace.views.listings import seen
from marketplace.views.writing import owned


@login_required
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """The files of the draft, and one more."""
    listing = owned(request, number)
    if listing.status not in workflow.EDIT.sources:
        raise WrongState("listing.attach")
    form = FileForm(request.POST or None, request.FILES or None)

    def attach(asked: dict[str, Any]) -> ListingFile:
        given = {name: asked[name] for name in ("kind", "tier", "title")}
        return files.attach_file(listing.pk, asked["file"], **given, actor=request.user)

    done = submit(request, form, attach, says=_("已上传。"), to=request.path)
    context = {
        "listing": listing,
        "form": form,
        "entries": attached.entries(listing, listing.draft.attachments),
        "tiers": Tier.choices,
    }
    return done or render(request, "marketplace/files.html", context)


@login_required
@require_POST
def set_tier(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Another circle of readers for one file."""
    form = TierForm(request.POST)
    if form.is_valid():
        listing = owned(request, number)
        try:
            files.set_tier(listing.pk, pk, form.cleaned_data["tier"], actor=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("已保存。"))
    return redirect("marketplace:files", number)


@login_required
@require_POST
def detach(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take one out of the draft."""
    files.detach_file(owned(request, number).pk, pk, actor=request.user)
    messages.success(request, _("已移除。"))
    return redirect("marketplace:files", number)


@require_safe
@never_cache
@csp_replace(uploads.POLICY)  # type: ignore[arg-type]  # typed for views without arguments
def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """One file, for who may open it: of a public listing what its text lists, by tier."""
    listing = seen(request, number)
    row = listing.files.filter(pk=pk).first()
    tiers = {entry["file"]: entry["tier"] for entry in listing.attachments}
    if permissions.reviews_now(request.user, listing):  # what waits may list more
        tiers = {entry["file"]: entry["tier"] for entry in listing.draft.attachments} | tiers
    is_whole = permissions.may_read_whole(request.user, listing)
    if row is None or not (is_whole or pk in tiers):
        raise Http404
    tier = tiers.get(pk, Tier.REVIEW)
    if not is_whole and not permissions.may_open(request.user, listing, tier):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied("listing.open_file")
    hooks.opened(listing, row, tier=tier, actor=request.user)
    if tier == Tier.CONFIDENTIAL and not is_whole:
        return stamped(listing, row, request.user)
    kind = uploads.KINDS[row.ending]
    return FileResponse(
        row.file.open("rb"),
        as_attachment=not kind.is_inline,
        filename=row.name,
        content_type=kind.content_type,
    )
