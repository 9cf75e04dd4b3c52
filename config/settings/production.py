"""Settings of a public installation; `manage.py check --deploy` refuses a weak one."""

from config.settings.base import *

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SITE_URL = env("SITE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"  # of the addresses that platforms send people back to
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False

SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    "security.W005",  # HSTS for subdomains is the domain owner's decision
    "security.W019",  # Wagtail's preview frames our own pages; others may not
    "security.W021",  # as W005: a preload list is not left again for months
]
