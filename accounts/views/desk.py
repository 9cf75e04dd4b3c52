"""待确认单位, 人员角色, merging duplicates: what bureau staff see to."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import columns, workflow
from accounts.filters import MembershipFilter, OrganisationFilter
from accounts.forms import CodeForm, GrantForm, HeirForm, ReasonForm
from accounts.models import Membership, Organisation, Role
from accounts.permissions import is_operator
from accounts.services import memberships, merge, organisations
from accounts.views.memberships import with_acts
from accounts.views.organisations import seen
from core import exports, lists
from core.errors import PermissionDenied, ValidationError
from core.views.submitting import submit
from core.workflow import require

IN_CHARGE = (Role.SECTION_STAFF, Role.COUNTY_STAFF, Role.OPERATOR)


def sees_to_organisations(user) -> bool:
    """Whether the desk's lists are this person's work."""
    return user.is_authenticated and user.has_role(*IN_CHARGE)


def _staff(request):
    if not sees_to_organisations(request.user):
        raise PermissionDenied("desk")


@login_required
def organisation_queue(request):
    _staff(request)
    rows = Organisation.objects.in_charge_of(request.user).select_related("region")
    listing = lists.page(
        request,
        OrganisationFilter,
        rows,
        sorts={"new": ["-created_at"], "name": ["name"], "region": ["region"]},
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            replace(listing, found=listing.found.prefetch_related("contacts")),
            columns.ORGANISATION,
            title=_("单位"),
            basis=_(
                "导出人主管范围内符合条件的全部单位，含未确认和已合并的；联系方式已隐去部分。"
            ),
            unit=_("家"),
        )
    waiting = rows.pending().count()
    return render(
        request, "accounts/desk_organisations.html", {"listing": listing, "waiting": waiting}
    )


@login_required
def roles(request):
    _staff(request)
    rows = Membership.objects.visible_to(request.user).select_related(
        "user", "organisation__region"
    )
    listing = lists.page(
        request,
        MembershipFilter,
        rows,
        sorts={"new": ["-created_at"], "role": ["role"], "organisation": ["organisation__name"]},
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            listing,
            columns.MEMBERSHIP,
            title=_("人员角色"),
            basis=_(
                "导出人可见范围内符合条件的全部角色，一人多角色分行列出；手机号码已隐去部分。"
            ),
            unit=_("个"),
        )
    context = {
        "listing": listing,
        "rows": with_acts(listing.page, request.user),
        "may_grant": is_operator(request.user),
    }
    return render(request, "accounts/desk_roles.html", context)


@login_required
def grant(request):
    if not is_operator(request.user):
        raise PermissionDenied("membership.grant")
    form = GrantForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda given: memberships.grant_role(
            given["organisation"].pk,
            user_pk=given["phone"].pk,
            role=given["role"],
            section=given["section"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            actor=request.user,
        ),
        says=_("已授予。"),
        to="accounts:desk_roles",
    )
    return done or render(request, "accounts/grant.html", {"form": form})


@login_required
@require_POST
def confirm(request, pk):
    seen(request, pk)
    organisations.confirm_organisation(pk, actor=request.user)
    messages.success(request, _("单位已确认，申请人可以使用了。"))
    return redirect("accounts:organisation", pk)


@login_required
def refuse(request, pk):
    organisation = seen(request, pk)
    require(workflow.REFUSE, organisation, actor=request.user)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: organisations.refuse_organisation(pk, **said, actor=request.user),
        says=_("已退回，申请人会看到原因。"),
    )
    context = {
        "title": _("不予确认"),
        "text": organisation.name,
        "submit": _("不予确认"),
        "danger": True,
        "form": form,
        "back": organisation.get_absolute_url(),
    }
    return done or render(request, "confirm.html", context)


@login_required
def change_code(request, pk):
    organisation = seen(request, pk)
    require(workflow.CHANGE_CODE, organisation, actor=request.user)
    form = CodeForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda given: organisations.change_code(pk, **given, actor=request.user),
        says=_("已更正，原代码留有记录。"),
    )
    context = {
        "title": _("更正统一社会信用代码"),
        "text": f"{organisation.name} {organisation.code}",
        "submit": _("更正"),
        "form": form,
        "back": organisation.get_absolute_url(),
    }
    return done or render(request, "confirm.html", context)


@login_required
def merge_into(request, pk):
    """Choose the heir, compare side by side, then merge."""
    organisation = seen(request, pk)
    require(workflow.MERGE, organisation, actor=request.user)
    form = HeirForm(request.GET or None, organisation=organisation)
    heir = form.cleaned_data["into"] if request.GET and form.is_valid() else None
    if request.method == "POST":
        heir = get_object_or_404(Organisation.objects.confirmed(), pk=request.POST.get("into"))
        try:
            merge.merge_organisation(pk, into=heir.pk, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("已合并，原单位留作去向说明。"))
            return redirect("accounts:organisation", heir.pk)
    context = {
        "organisation": organisation,
        "heir": heir,
        "form": form,
        "facts": _compared(organisation, heir) if heir else [],
        "moves": merge.preview(organisation),
    }
    return render(request, "accounts/merge.html", context)


def _compared(one, other):
    """Label and both values of each fact that tells two organisations apart."""
    return [
        (_("名称"), one.name, other.name),
        (_("统一社会信用代码"), one.code, other.code),
        (_("单位类型"), one.get_kind_display(), other.get_kind_display()),
        (_("所在地区"), one.region, other.region),
        (_("地址"), one.address, other.address),
        (_("状态"), one.get_status_display(), other.get_status_display()),
        (_("人员"), one.memberships.active().count(), other.memberships.active().count()),
    ]
