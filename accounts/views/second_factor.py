"""allauth's second-factor views, with the audit event in the same transaction as the change."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from accounts.services.people import note_second_factor
from core.errors import WrongState

ADD = "person.add_second_factor"
RENAME = "person.rename_second_factor"
REMOVE = "person.remove_second_factor"
# Where in the session the gate keeps the page that staff asked for before they had enrolled.
ASKED = "second_factor_asked"


def _enrolled(request, kind):
    """Note it, and that whoever has just used the factor need not show it again at once."""
    note_second_factor(request.user.pk, ADD, kind, actor=request.user)
    record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)


def _removed(request, kind, authenticator):
    """Note it, which locks the person, so that two removals at once do not leave none."""
    note_second_factor(request.user.pk, REMOVE, kind, actor=request.user)
    if not get_adapter().can_delete_authenticator(authenticator):
        raise WrongState("the last second factor of bureau staff")


def _page_asked_for(request):
    return request.session.pop(ASKED, reverse("mfa_index"))


class ActivateTotp(ActivateTOTPView):
    """Leads on to the recovery codes, or, where there are some, to the page asked for."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        _enrolled(self.request, "totp")
        return response

    def get_success_url(self):
        return _next_page(self, super().get_success_url())


class DeactivateTotp(DeactivateTOTPView):
    @transaction.atomic
    def form_valid(self, form):
        _removed(self.request, "totp", self.authenticator)
        return super().form_valid(form)


class AddPasskey(AddWebAuthnView):
    """As `ActivateTotp`."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        _enrolled(self.request, "webauthn")
        return response

    def get_success_url(self):
        return _next_page(self, super().get_success_url())


class EditPasskey(EditWebAuthnView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, RENAME, "webauthn", actor=self.request.user)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """The last factor of bureau staff stays; allauth asks that of its authenticator app alone."""

    def get(self, request, *args, **kwargs):
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            return super().get(request, *args, **kwargs)
        messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")

    @transaction.atomic
    def form_valid(self, form):
        _removed(self.request, "webauthn", self.object)
        return super().form_valid(form)


class GenerateCodes(GenerateRecoveryCodesView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, ADD, "recovery_codes", actor=self.request.user)
        return response


class ViewCodes(ViewRecoveryCodesView):
    """Shown once; from here back to the page asked for."""

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        return {**page, "continue_url": _page_asked_for(self.request)}


def _next_page(view, usual):
    return usual if view.did_generate_recovery_codes else _page_asked_for(view.request)
