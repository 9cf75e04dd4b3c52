"""Settings of the test suite: the embedded default, or PostgreSQL where DATABASE_URL says so."""

from config.settings.base import *

DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES = {**STORAGES, "default": MEMORY, "private": MEMORY}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False}
WHITENOISE_AUTOREFRESH = True  # finds static files as they are asked for; nothing is collected
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
