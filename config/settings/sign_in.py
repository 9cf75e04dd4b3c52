"""How people sign in: mobile number or e-mail with a code; password and passkey beside."""

import environ

from config.settings.other_ways import other_ways

env = environ.Env()

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "phone", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# The sign-up form itself asks for one of phone and e-mail, which allauth cannot see.
SILENCED_SYSTEM_CHECKS = ["account.W001"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.sign_in.forms.PersonForm"
_FORMS = "accounts.sign_in.allauth_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.PasswordLoginForm",
    "signup": f"{_FORMS}.SignUpForm",
    "request_login_code": f"{_FORMS}.RequestCodeForm",
    "confirm_login_code": f"{_FORMS}.SignInCodeForm",
    "verify_phone": f"{_FORMS}.PhoneCodeForm",
    "confirm_email_verification_code": f"{_FORMS}.EmailCodeForm",
    "add_email": f"{_FORMS}.AddEmailForm",
    "change_email": f"{_FORMS}.ChangeEmailForm",
    "change_phone": f"{_FORMS}.ChangePhoneForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
# Not of those who proved a phone: accounts.sign_in.stages.EmailStage.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 5 * 60
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_FORMAT = CODE_FORMAT
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = CODE_FORMAT
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = CODE_FORMAT
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
# A campus or a fair stands behind one address, so what counts is the number, the e-mail or the
# person ("key", "user"); the bound of an address only keeps machines out.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "120/m/ip,1/30s/key,10/d/key",
    "verify_phone": "120/m/ip,1/30s/key,10/d/key",
    "confirm_email": "120/m/ip,1/10s/key,10/d/key",
    "reset_password": "60/m/ip,5/m/key,10/d/key",
    "signup": "120/m/ip",
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
}

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondFactorForm",
    "reauthenticate": f"{_FORMS}.SecondFactorAgainForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# Passkeys need https everywhere but at http://localhost, where only developers and demos are.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.bool("DEMO", default=False) or env.bool(
    "DEBUG", default=False
)
USERSESSIONS_TRACK_ACTIVITY = True

# ── Other ways in, each switched on by its environment variables alone ──
WEIXIN_CLIENT_ID = env("WEIXIN_CLIENT_ID", default="")
SOCIAL_APPS, SOCIALACCOUNT_PROVIDERS = other_ways(environ.Env.ENVIRON)
SOCIALACCOUNT_ADAPTER = "accounts.sign_in.linked.LinkedAccountAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": f"{_FORMS}.LinkedSignUpForm",
    "disconnect": f"{_FORMS}.UnlinkForm",
}
SOCIALACCOUNT_AUTO_SIGNUP = False  # the privacy notice is agreed to, and the name is asked
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # nobody comes into an account by its address
SOCIALACCOUNT_STORE_TOKENS = False
