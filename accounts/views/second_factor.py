"""allauth's second-factor views, with the audit event in the same transaction as the change."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.db import transaction

from accounts.services.people import note_second_factor

ADD = "person.add_second_factor"
REMOVE = "person.remove_second_factor"


class ActivateTotp(ActivateTOTPView):
    """Whoever has just shown a code has used the second factor in this session."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, ADD, "totp", actor=self.request.user)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        return response


class DeactivateTotp(DeactivateTOTPView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, REMOVE, "totp", actor=self.request.user)
        return response


class AddPasskey(AddWebAuthnView):
    """As `ActivateTotp`: the key was touched in this session."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, ADD, "webauthn", actor=self.request.user)
        record_authentication(self.request, self.request.user, method="mfa", type="webauthn")
        return response


class RemovePasskey(RemoveWebAuthnView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, REMOVE, "webauthn", actor=self.request.user)
        return response


class GenerateCodes(GenerateRecoveryCodesView):
    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request.user.pk, ADD, "recovery_codes", actor=self.request.user)
        return response
