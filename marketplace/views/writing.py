"""我的成果: write, submit, take back, take down."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import drafts
from core.errors import PermissionDenied, ValidationError, WrongState
from core.forms import show_remarks
from core.lists import PER_PAGE
from core.views.confirming import confirmed
from core.views.submitting import submit
from core.workflow import available
from marketplace import completeness, permissions, public_texts, workflow
from marketplace.forms.listing import LABELS, ListingForm, ReasonForm
from marketplace.models import Listing, ReviewComment
from marketplace.services import listings
from marketplace.views.listings import seen

KIND = "listing"


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one writes at, the latest first."""
    rows = Listing.objects.own(request.user).select_related("organisation").with_open_comments()
    page = Paginator(rows.order_by("-updated_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "may_begin": permissions.is_writer(request.user)}
    return render(request, "marketplace/mine.html", context)


@login_required
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """The draft as a form that keeps itself; saving makes a revision."""
    listing = owned(request, number)
    offered = {arrow.action for arrow in available(workflow.LISTING, listing, actor=request.user)}
    if "listing.edit" not in offered:
        raise WrongState("listing.edit")
    kept = drafts.resume(KIND, number, actor=request.user)
    if kept and kept.updated_at < listing.updated_at:
        initial = None  # somebody has saved since; what was typed before must not cover that
    else:
        initial = ListingForm.typed(kept) if kept else None
    text = listing.draft
    form = ListingForm(request.POST or None, instance=text, initial=initial)

    def save(facts):
        base = request.POST.get("base", "")
        begun = int(base) if base.isascii() and base.isdecimal() else None
        saved = listings.save_listing(listing.pk, facts, base=begun, actor=request.user)
        drafts.discard(KIND, number, actor=request.user)
        return saved

    done = submit(request, form, save, says=_("已保存。"), to=request.path)
    said = list(listing.comments.all())
    show_remarks(form.fields, _remarks(said))
    left = {**completeness.missing(text), **public_texts.to_mend(text)}
    context = {
        "listing": listing,
        "form": form,
        "key": number,
        "version": kept.version if kept else 0,
        "missing": [_missing(form, name, why, number) for name, why in left.items()],
        "have": [LABELS[name] for name in completeness.MUST_HAVES if name not in left],
        "is_complete": not left,
        "may_discard": bool(available([workflow.DISCARD], listing, actor=request.user)),
        "text": text,
        "risks_novelty": completeness.risks_novelty(text),
        "opinion": _opinion(listing),
        "comments": [one for one in said if one.resolved_at is None],
    }
    return done or render(request, "marketplace/edit.html", context)


@login_required
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Submit what was saved."""
    listing = owned(request, number)
    try:
        sent = listings.submit_listing(listing.pk, actor=request.user)
    except ValidationError as error:
        lacks = hasattr(error, "error_dict")
        says = _("请先补齐或改好下面列出的内容。") if lacks else " ".join(error.messages)
        messages.error(request, says)
        return redirect("marketplace:edit", number)
    if sent.status == Listing.Status.CONSENTED:
        messages.success(request, _("已提交。内容没有改动，沿用单位意见，网站编辑审查后公开。"))
    elif permissions.may_consent(request.user, sent):
        messages.success(request, _("已提交。请代表单位确认。"))
        return redirect("marketplace:consent", number)
    else:
        messages.success(request, _("已提交，单位同意、网站编辑审查后公开。"))
    return redirect("marketplace:mine")


@login_required
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a submission back."""
    listings.withdraw_listing(owned(request, number).pk, actor=request.user)
    messages.success(request, _("已撤回，可以继续修改。"))
    return redirect("marketplace:edit", number)


@login_required
def discard(request: HttpRequest, number: str) -> HttpResponse:
    """Delete a draft, after its page has said what goes with it."""
    listing = owned(request, number)

    def act(pk: int, *, actor: Any) -> str:
        listings.discard_listing(pk, actor=actor)
        return reverse("marketplace:mine")

    return confirmed(
        request,
        listing,
        workflow.DISCARD,
        act,
        text=_("文字、各版本和附件一并删除，不能恢复。公开过的成果不能删除，只能下架。"),
        says=_("草稿已删除。"),
    )


@login_required
def unpublish(request: HttpRequest, number: str) -> HttpResponse:
    """Take it off the site, with a reason."""
    listing = owned(request, number)
    if not listing.live:
        raise WrongState("listing.unpublish")
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: listings.unpublish_listing(listing.pk, **said, actor=request.user),
        says=_("已下架。"),
        to="marketplace:mine",
    )
    return done or render(
        request, "marketplace/unpublish.html", {"form": form, "listing": listing}
    )


def owned(request: HttpRequest, number: str) -> Listing:
    """The listing, where this reader writes at it; 403 where they only read it."""
    listing = seen(request, number)
    if not permissions.is_owner(request.user, listing):
        raise PermissionDenied("listing.edit")
    return listing


def _opinion(listing: Listing) -> str:
    """Why it came back last, from the unit or from an editor."""
    if listing.status != Listing.Status.RETURNED:
        return ""
    said = [
        row
        for rows in (listing.reviews, listing.consents)
        for row in rows.order_by("-at").values_list("at", "opinion")[:1]
    ]
    return max(said)[1] if said else ""


def _remarks(said: list[ReviewComment]) -> dict[str, str]:
    """The comments at each part of the text."""
    return {
        name: "".join(
            render_to_string("marketplace/comment.html", {"comment": one, "may_settle": True})
            for one in said
            if one.field == name
        )
        for name in {one.field for one in said}
    }


def _missing(form: BaseForm, name: str, why: Any, number: str) -> dict[str, Any]:
    """A line of the checklist, with the way to its field; files have a page of their own."""
    if name in form.fields:
        field = form[name]
        url = f"#{field.auto_id}_group" if field.use_fieldset else f"#{field.id_for_label}"
    else:
        url = reverse("marketplace:files", args=[number])
    return {
        "label": LABELS[name],
        "url": url,
        "why": "" if why is completeness.REQUIRED else why,
    }
