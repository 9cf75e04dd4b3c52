"""我的单位, the directory, an organisation's page, and what its people do with it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts import permissions, workflow
from accounts.filters import DirectoryFilter
from accounts.forms import ClaimForm, EditForm, FoundForm
from accounts.models import Organisation
from accounts.roles import explained
from accounts.services import memberships, organisations
from core import lists
from core.errors import Outdated, PermissionDenied, WrongState
from core.views.submitting import submit
from core.workflow import available


def seen(request, pk):
    """The organisation, where this reader may see it; else 404."""
    rows = Organisation.objects.visible_to(request.user).select_related("region", "merged_into")
    return get_object_or_404(rows, pk=pk)


@login_required
def mine(request):
    held = request.user.memberships.active().select_related("organisation__region")
    refused = request.user.memberships.filter(status="refused").select_related("organisation")
    # Of what may be done to a membership, one's own list offers only to leave.
    context = {"held": held, "refused": refused[:5], "own_acts": ["withdraw", "end"]}
    return render(request, "accounts/mine.html", context)


@login_required
def directory(request):
    rows = Organisation.objects.confirmed().select_related("region")
    listing = lists.page(request, DirectoryFilter, rows, sorts={"name": ["name"]})
    return render(request, "accounts/directory.html", {"listing": listing})


@login_required
def detail(request, pk):
    organisation = seen(request, pk)
    offered = available(workflow.ORGANISATION, organisation, actor=request.user)
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": organisation,
            "labels": [Organisation.Label(label).label for label in organisation.labels],
            "contacts": organisation.contacts.all(),
            "former_codes": organisation.former_codes.all(),
            "may_see_members": permissions.may_see_members(request.user, organisation),
            "open_contacts": permissions.may_see_contacts(request.user, organisation),
            "may_edit": organisation.status in workflow.EDITABLE
            and permissions.may_edit_organisation(request.user, organisation),
            "belongs": permissions.belongs_to(request.user, organisation),
            "offered": {transition.action.partition(".")[2] for transition in offered},
        },
    )


@login_required
def found(request):
    form = FoundForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda entered: organisations.found_organisation(
            form.facts(),
            role=entered["role"],
            contacts=form.contacts.entered(),
            actor=request.user,
        ),
        says=_("已提交，科室或县区确认后生效。"),
    )
    taken = form.has_error("code", organisations.CodeTaken.CODE)
    standing = organisations.standing_code(form["code"].value()) if taken else None
    return done or render(request, "accounts/found.html", {"form": form, "standing": standing})


@login_required
def edit(request, pk):
    organisation = seen(request, pk)
    if not permissions.may_edit_organisation(request.user, organisation):
        raise PermissionDenied("organisation.edit")
    if organisation.status not in workflow.EDITABLE:
        raise WrongState("organisation.edit")
    contacts = organisation.contacts.values("name", "post", "phone", "email")
    form = EditForm(request.POST or None, instance=organisation, contacts=contacts)
    try:
        done = submit(
            request,
            form,
            lambda entered: organisations.edit_organisation(
                pk,
                form.facts(),
                contacts=form.contacts.entered(),
                version=entered["version"],
                actor=request.user,
            ),
            says=_("已保存。"),
        )
    except Outdated:
        return _outdated(request, seen(request, pk), form)
    context = {"form": form, "organisation": organisation}
    return done or render(request, "accounts/edit.html", context)


def _outdated(request, organisation, form):
    """What stands now beside what was entered, to be looked at and saved once more."""
    context = {
        "form": form.upon(organisation),
        "organisation": organisation,
        "outdated": True,
        "differing": form.differing(organisation),
    }
    return render(request, "accounts/edit.html", context, status=409)


@login_required
def claim(request, pk):
    organisation = seen(request, pk)
    if organisation.status not in workflow.EDITABLE:
        raise WrongState("membership.request")
    form = ClaimForm(request.POST or None, organisation=organisation)
    done = submit(
        request,
        form,
        lambda asked: memberships.request_membership(pk, **asked, actor=request.user),
        says=_("已申请，单位管理员或主管科室确认后生效。"),
        to="accounts:mine",
    )
    roles = explained(form.offered)
    context = {"form": form, "organisation": organisation, "roles": roles}
    return done or render(request, "accounts/claim.html", context)
