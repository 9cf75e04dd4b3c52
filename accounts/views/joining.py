"""Signing up and coming in: a form, then the page of its code, at allauth's own addresses."""

from functools import partial

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.sign_in import joining
from accounts.sign_in.allauth_forms import EnterForm, JoinCodeForm
from core.errors import ValidationError

PAGES = {"phone": "account_verify_phone", "email": "account_email_verification_sent"}


class SignUp(SignupView):
    """A name and a phone or e-mail; the account comes with its code."""

    enters = False

    def form_valid(self, form):
        target = get_next_redirect_url(self.request) or ""
        joining.begin(self.request, form.cleaned_data, target=target, enters=self.enters)
        return redirect(PAGES["phone" if form.cleaned_data.get("phone") else "email"])


class Enter(SignUp):
    """One door for who may be new or known: it does not tell who has an account.

    Whoever is new has one with the code, to which name and organisation may come later.
    """

    template_name = "account/enter.html"
    enters = True

    def get_form_class(self):
        return EnterForm


@never_cache
def give_code(request, waiting):
    """The page of the code; the third wrong one ends it."""
    kind = "phone" if waiting["phone"] else "email"
    back = redirect("person:enter" if waiting["enters"] else "account_signup")
    if joining.is_over(waiting):
        request.session.pop(joining.KEY)
        messages.error(request, _("验证码已失效，请重新获取。"))
        return back
    if request.POST.get("action") == "resend":
        if waiting["resent"] < joining.MOST_RESENT:
            joining.send(request, {**waiting, "resent": waiting["resent"] + 1})
        return redirect(PAGES[kind])
    form = JoinCodeForm(request.POST or None, is_right=partial(joining.is_right, waiting))
    if form.is_valid():
        return _finish(request, waiting)
    if form.is_bound:
        request.session[joining.KEY] = waiting = {**waiting, "failed": waiting["failed"] + 1}
        if joining.is_over(waiting):
            request.session.pop(joining.KEY)
            messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
            return back
    page = {
        "verify_form": form,
        kind: waiting[kind],
        "can_resend": waiting["resent"] < joining.MOST_RESENT,
        "cancel_url": back.url,
    }
    return render(request, f"account/confirm_{kind}_verification_code.html", page)


def _finish(request, waiting):
    try:
        return joining.finish(request, waiting)
    except ValidationError:
        request.session.pop(joining.KEY, None)
        messages.error(request, _("已有账号，请直接登录。"))
        return redirect("account_login")
