"""Behind the sign-in: the person's language, a second factor for staff, the privacy notice."""

from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import RateLimited
from django.contrib import messages
from django.contrib.sites.requests import RequestSite
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from requests import RequestException

from accounts.services import consents
from accounts.views.second_factor import ASKED
from core.views.refusals import sign_in_too_often

log = structlog.get_logger(__name__)
OPENED = "accounts.opened_in_language"

# What anyone may reach who has not passed a gate: its own pages, leaving, display choices.
ALWAYS = {
    "account_logout",
    "account_reauthenticate",
    "core:care",
    "core:accessibility",
    "core:unsubscribe",
    "person:language",
    "person:privacy",
}
CONSENT = ALWAYS | {"person:agree", "person:export", "person:withdraw"}


class _Gate:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class LanguageMiddleware(_Gate):
    """Once after signing in, the site opens in the language that the person chose.

    Later addresses say their language themselves: who follows a link to the other stays there.
    """

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if request.method != "GET" or request.htmx or not user.is_authenticated:
            return None
        if not user.language or request.session.get(OPENED):
            return None
        # A page of the site's own tree may have no twin, except the first.
        if request.resolver_match.view_name == "wagtail_serve" and args != ("",):
            return None
        path = request.get_full_path()
        target = translate_url(path, user.language)
        if target == path and get_language() != user.language:
            return None  # an address without languages, such as the editors' own pages
        request.session[OPENED] = True
        return redirect(target) if target != path else None


class SecondFactorMiddleware(_Gate):
    """Bureau staff act only in a session that a second factor opened, `/admin/` included.

    Who has none may enrol; who has one shows it, and until then may not add or remove any.
    """

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if name in ALWAYS or not request.user.is_authenticated:
            return None
        if not request.user.is_bureau_staff() or has_second_factor(request):
            return None
        ways = _ways_to_show_a_factor(request)
        if name.startswith("mfa_reauthenticate" if ways else "mfa_"):
            return None
        if request.method not in {"GET", "HEAD"}:
            return render(request, "accounts/second_factor_needed.html", status=403)
        if ways:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{ways[0]}?{query}")
        if not request.htmx:  # a fragment is no page to come back to
            request.session[ASKED] = request.get_full_path()
        messages.warning(
            request, _("您的岗位要求二次验证。请先设置验证器或通行密钥，再办理业务。")
        )
        return redirect("mfa_index")


def _ways_to_show_a_factor(request):
    """Addresses at which the person can show a second factor now: by code first, by passkey."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return [method["url"] for method in methods if method["id"].startswith("mfa_")]


def has_second_factor(request):
    """Whether this session was opened, or confirmed since, by a second factor."""
    done = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in done)


class ConsentMiddleware(_Gate):
    """A new version of the privacy notice is asked of everyone before they go on."""

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if name in CONSENT or name.startswith("mfa_") or not request.user.is_authenticated:
            return None
        notice = consents.notice_in_force()
        if notice is None or consents.has_agreed(request.user, notice):
            return None
        if request.method not in {"GET", "HEAD"}:
            return render(request, "accounts/agree.html", {"notice": notice}, status=403)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('person:agree')}?{query}")


class LimitMiddleware(_Gate):
    """allauth's limits as a page that says when to try again, wherever they are raised."""

    def process_exception(self, request, exception):
        return sign_in_too_often(request) if isinstance(exception, RateLimited) else None


class DepartureMiddleware(_Gate):
    """The way to another platform's sign-in, and what happens where it does not answer.

    A form's answer may not redirect to another host (`form-action 'self'`), so a page leads there.
    """

    def __call__(self, request):
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != HTTPStatus.FOUND:
            return response
        host = urlsplit(response["Location"]).netloc
        if not host or host == request.get_host() or not _is_linking(request):
            return response
        page = {"target": response["Location"], "host": host}
        return render(request, "socialaccount/departure.html", page)

    def process_exception(self, request, exception):
        # A platform says what went wrong in a body of its own, in which allauth misses its keys.
        if not _is_linking(request) or not isinstance(exception, (RequestException, KeyError)):
            return None
        log.warning(
            "sign_in.platform_failed",
            view=request.resolver_match.view_name,
            error=type(exception).__name__,
        )
        return render(request, "socialaccount/authentication_error.html", status=502)


def _is_linking(request):
    found = request.resolver_match
    return found and found.func.__module__.startswith("allauth.socialaccount.providers.")


class FrameMiddleware(_Gate):
    """allauth's pages name the host ``site``, which would hide the installation's own names."""

    def process_template_response(self, request, response):
        context = response.context_data
        if context and isinstance(context.get("site"), RequestSite):
            del context["site"]
        return response
