"""A person's own page: what we hold, who sees it, agreement, export, closing."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Consent, PrivacyNotice
from accounts.personal_data import collect
from accounts.services import consents, people
from core.redirects import asked_target


def admin_login(request):
    """Wagtail's own sign-in leads to ours; who is signed in already lacks the editor's role."""
    if request.user.is_authenticated:
        raise PermissionDenied("admin")
    return redirect(f"{reverse('account_login')}?next={reverse('wagtailadmin_home')}")


@require_safe
def privacy(request, version=None):
    """The privacy notice in force, or an earlier version."""
    notices = list(PrivacyNotice.objects.all())
    notice = consents.notice_in_force()
    if version:
        notice = next((one for one in notices if one.version == version), None)
    return render(request, "accounts/privacy.html", {"notice": notice, "notices": notices})


@login_required
@require_http_methods(["GET", "POST"])
def agree(request):
    """Ask for agreement to the notice in force."""
    if request.method == "POST":
        ip = request.META.get("REMOTE_ADDR")
        consents.give_consent(request.user.pk, actor=request.user, ip_address=ip)
        return redirect(asked_target(request))
    return render(request, "accounts/agree.html", {"notice": consents.notice_in_force()})


@login_required
@require_safe
def profile(request):
    """我的资料: each field with who may see it, and the consent log."""
    log = Consent.objects.filter(user=request.user).select_related("notice")
    page = {"log": log, "has_password": request.user.has_usable_password()}
    page["languages"] = settings.LANGUAGES
    return render(request, "accounts/profile.html", page)


@login_required
@require_POST
def language(request):
    """Keep the language that the person chose, and lead to the page that is in it."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise BadRequest("language")
    people.choose_language(request.user.pk, chosen, actor=request.user)
    with translation.override(chosen):
        profile_page = reverse("person:profile")
    return redirect(asked_target(request, default=profile_page))


@login_required
@require_safe
def export(request):
    """What we hold about the person, as JSON."""
    response = JsonResponse(collect(request.user), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request):
    """Withdraw consent, which closes the account."""
    if request.method == "POST":
        ip = request.META.get("REMOTE_ADDR")
        consents.withdraw_consent(request.user.pk, actor=request.user, ip_address=ip)
        logout(request)
        return redirect("account_inactive")
    page = {
        "title": _("撤回同意并注销账号"),
        "text": _("撤回后账号立即停用，不能再登录；依法须保存的业务记录仍按期限保存。"),
        "submit": _("撤回同意并注销"),
        "back": reverse("person:profile"),
        "danger": True,
    }
    return render(request, "confirm.html", page)
