"""Addresses of allauth and Wagtail at which ours answers; listed before theirs."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.views import codes, joining, linked_accounts, person, second_factor

allauth = [
    path("signup/", joining.SignUp.as_view(), name="account_signup"),
    path("login/code/confirm/", codes.sign_in, name="account_confirm_login_code"),
    path("confirm-email/", codes.email, name="account_email_verification_sent"),
    path("phone/verify/", codes.phone, name="account_verify_phone"),
    path("3rdparty/", linked_accounts.Connections.as_view(), name="socialaccount_connections"),
    path("2fa/totp/activate/", second_factor.ActivateTotp.as_view(), name="mfa_activate_totp"),
    path(
        "2fa/totp/deactivate/",
        second_factor.DeactivateTotp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path("2fa/webauthn/add/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/",
        second_factor.EditPasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        second_factor.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("2fa/recovery-codes/", second_factor.ViewCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        second_factor.GenerateCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
admin = [
    path("login/", person.admin_login),
    path("logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
]
