"""Accounts of other platforms (微信, 钉钉, 飞书, OpenID Connect): signing up, linking."""

from allauth.account.internal.flows import reauthentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.flows.connect import do_connect
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.services import people

RESUME = "accounts.sign_in.linked.resume"


class LinkedAccountAdapter(DefaultSocialAccountAdapter):
    """A platform's word says who somebody is there, never that an account here is theirs.

    So nobody comes into an existing account by its e-mail address: who has one signs in to it and
    links the platform. Every sign-up and link is a service's, with its audit.
    """

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.name = (data.get("name") or "")[:40]
        return user

    def get_signup_form_initial_data(self, sociallogin):
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}

    @transaction.atomic
    def save_user(self, request, sociallogin, form=None):
        """The platform's word on an address counts for the address that the person keeps."""
        chosen = (form.cleaned_data.get("email") or "").lower()
        sociallogin.email_addresses = [
            address for address in sociallogin.email_addresses if address.email.lower() == chosen
        ]
        user = super().save_user(request, sociallogin, form)
        provider = sociallogin.account.provider
        people.note_foreign_sign_in(user.pk, "person.connect", provider, actor=user)
        return user

    def pre_social_login(self, request, sociallogin):
        """Link here instead of in allauth, which would leave no trace of it."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(link(request, sociallogin))


def link(request, sociallogin):
    """Link to whoever is signed in, once they have shown again who they are."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if reauthentication.is_reauthentication_required(request, app="allauth.socialaccount"):
        state = sociallogin.serialize()
        return reauthentication.stash_and_reauthenticate(request, state, RESUME)
    if not sociallogin.is_existing:
        _connect(request, sociallogin)
        messages.success(request, _("已关联，以后可以用它登录。"))
    elif sociallogin.user == request.user:
        messages.info(request, _("这个账号已经关联过。"))
    else:
        messages.error(request, _("这个账号已关联到另一个人。"))
    return redirect("socialaccount_connections")


def resume(request, state):
    """Go on where the person had to show again who they are; allauth calls it."""
    sociallogin = SocialLogin.deserialize(state)
    if not sociallogin.is_existing:
        sociallogin.lookup()  # somebody may have linked it meanwhile
    return link(request, sociallogin)


@transaction.atomic
def _connect(request, sociallogin):
    """The audit event comes from `AccountAdapter.send_notification_mail`, in this transaction."""
    do_connect(request, sociallogin)
