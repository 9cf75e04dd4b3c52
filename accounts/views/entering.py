"""One door for who may be new or known: a phone, then its code."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import SignupView
from django.shortcuts import redirect
from django.urls import reverse

from accounts.sign_in.allauth_forms import EnterForm


class Enter(SignupView):
    """Sends a code to the phone either way, so that it does not tell who has an account.

    Whoever is new has an account with it, to which name and organisation may come later.
    """

    template_name = "account/enter.html"

    def get_form_class(self):
        return EnterForm

    def form_valid(self, form):
        phone = form.cleaned_data["phone"]
        known = get_adapter().get_user_by_phone(phone)
        if known is None:
            return super().form_valid(form)
        LoginCodeVerificationProcess.initiate(request=self.request, user=known, phone=phone)
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
