"""我有技术难题: leave a need, follow it, answer the desk; and what everybody reads of needs."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sign_in.allauth_forms import EnterForm
from core import lists
from core.chains import timeline
from core.errors import PermissionDenied
from core.masks import mask_phone
from core.views.confirming import confirmed
from core.views.submitting import submit
from core.workflow import available
from marketplace import need_workflow as workflow
from marketplace import permissions
from marketplace.filters import NeedFilter
from marketplace.forms.need import ConfirmForm, NeedForm, OutcomeForm, RemarkForm
from marketplace.models import Need
from marketplace.querysets import NeedQuerySet
from marketplace.services import need_links, needs

OPENED = "opened_needs"  # in the session: what a link of a text message let its bearer read
STATES = {
    "received": "warn",
    "refining": "live",
    "proposed": "warn",
    "open": "ok",
    "matching": "ok",
    "settled": "idle",
    "withdrawn": "idle",
    "declined": "bad",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What firms look for, by its public text alone."""
    listing = lists.page(
        request,
        NeedFilter,
        _public(request),
        sorts={"new": ["-published_at"], "budget": ["-budget_fen"], "wanted": ["wanted_by"]},
    )
    context = {"listing": listing, "may_leave": _may_leave(request)}
    return render(request, "marketplace/needs/index.html", context)


@require_safe
def public(request: HttpRequest, number: str) -> HttpResponse:
    """One of them."""
    need = seen_public(request, number)
    mine = Need.objects.involving(request.user).filter(pk=need.pk).exists()
    may_offer = bool(permissions.places_to_offer_for(request.user, need))
    context = {"need": need, "is_mine": mine, "may_offer": may_offer}
    return render(request, "marketplace/needs/public.html", context)


def seen_public(request: HttpRequest, number: str) -> Need:
    """The need of that number, while it is public; else 404."""
    return get_object_or_404(_public(request), number=number)


def _public(request: HttpRequest) -> NeedQuerySet:
    rows: NeedQuerySet = Need.objects.visible_to(request.user).public()
    return rows.select_related("region", "organisation")


def leave(request: HttpRequest) -> HttpResponse:
    """The form; before it a phone, as that is where the desk calls."""
    words = request.GET.get("q", "")[:1000]
    here = f"{request.path}?{urlencode({'q': words})}" if words else request.path
    if not request.user.is_authenticated:
        context = {"form": EnterForm(), "here": here, "words": words}
        return render(request, "marketplace/needs/begin.html", context)
    if not permissions.may_leave_needs(request.user):
        raise PermissionDenied("need.leave")
    if not (request.user.phone and request.user.phone_verified):
        messages.info(request, _("请先验证手机号码，工作人员会打这个电话联系您。"))
        return redirect("account_change_phone")
    form = NeedForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"problem": words, "contact": request.user.name},
    )
    done = submit(
        request,
        form,
        lambda asked: _leave(asked, request),
        says=_("已提交。2 个工作日内有人打电话联系您。"),
    )
    context = {"form": form, "phone": mask_phone(request.user.phone)}
    return done or render(request, "marketplace/needs/leave.html", context)


def _may_leave(request: HttpRequest) -> bool:
    """Whether the button is of use: a stranger is asked to sign in."""
    return not request.user.is_authenticated or permissions.may_leave_needs(request.user)


def _leave(asked: dict, request: HttpRequest) -> Need:
    own = {"photo", "is_declared_open"}
    return needs.leave_need(
        {name: value for name, value in asked.items() if name not in own},
        photo=asked["photo"],
        is_declared_open=asked["is_declared_open"],
        actor=request.user,
    )


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one has left."""
    rows = Need.objects.own(request.user).order_by("-updated_at", "-pk")
    context = {"needs": rows[:50], "may_leave": _may_leave(request)}
    return render(request, "marketplace/needs/mine.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands: for who left it, and to read for the bearer of a link."""
    need = _readable(request, pk)
    if need is None:
        return redirect_to_login(request.get_full_path(), reverse("person:enter"))
    is_own = permissions.left_need(request.user, need)
    offered = {arrow.action for arrow in available(workflow.NEED, need, actor=request.user)}
    form = ConfirmForm(request.POST or None, initial={"version": need.version})
    done = submit(
        request,
        form,
        lambda said: needs.confirm_need(pk, **said, actor=request.user),
        says=_("已确认。"),
    )
    return done or render(
        request,
        "marketplace/needs/detail.html",
        {
            "need": need,
            "state": STATES[need.status],
            "entries": timeline(need.chain, request.user if is_own else need.author),
            "phone": mask_phone(need.author.phone or ""),
            "is_own": is_own,
            "acts": {action.partition(".")[2] for action in offered},
            "offers": need.offers.select_related("organisation") if is_own else [],
            "form": form,
        },
    )


@login_required
def objecting(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with the desk's text."""
    need = owned(request, pk)
    form = RemarkForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: needs.object_to_need(pk, said["remark"], actor=request.user),
        says=_("已转给工作人员修改。"),
    )
    return done or _ask(request, need, form, _("要求修改"))


@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """How it was solved."""
    need = owned(request, pk)
    form = OutcomeForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: needs.settle_need(pk, said["outcome"], actor=request.user),
        says=_("已记为解决。"),
    )
    return done or _ask(request, need, form, _("问题已解决"))


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, after a page that says what follows."""
    return confirmed(
        request,
        owned(request, pk),
        workflow.WITHDRAW,
        needs.withdraw_need,
        text=_("撤回后不再公开，也不再有人联系您。要再提请重新填写。"),
        says=_("已撤回。"),
    )


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture, for whoever reads the need."""
    need = _by_link(request, Need.objects.all(), pk)
    if need is None:
        need = get_object_or_404(Need.objects.involving(request.user), pk=pk)
    if not need.photo:
        raise Http404
    answer = FileResponse(need.photo.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a text message leads to; a button uses it up, for some phones open every link."""
    if request.method != "POST":
        return render(request, "marketplace/needs/link.html")
    try:
        need = need_links.open_link(token)
    except LookupError:
        return render(request, "marketplace/needs/link.html", {"is_gone": True}, status=404)
    request.session[OPENED] = [*request.session.get(OPENED, []), need.pk]
    return redirect(need)


def owned(request: HttpRequest, pk: int) -> Need:
    """The need, where this reader left it; else 404."""
    return get_object_or_404(Need.objects.own(request.user), pk=pk)


def _readable(request: HttpRequest, pk: int) -> Need | None:
    """The need, where it is the reader's own or a link has opened it; None: they may sign in."""
    rows = Need.objects.select_related("chain", "region", "author", "organisation")
    opened = _by_link(request, rows, pk)
    if opened is not None:
        return opened
    if not request.user.is_authenticated:
        return None
    return get_object_or_404(rows.own(request.user), pk=pk)


def _by_link(request: HttpRequest, rows: NeedQuerySet, pk: int) -> Need | None:
    """The need, where a link has opened it to this browser and its reader still answers for it."""
    if pk not in request.session.get(OPENED, []):
        return None
    need = rows.select_related("author").filter(pk=pk).first()
    return need if need and permissions.left_need(need.author, need) else None


def _ask(request: HttpRequest, need: Need, form, title: str) -> HttpResponse:
    context = {"need": need, "form": form, "title": title}
    return render(request, "marketplace/needs/ask.html", context)
