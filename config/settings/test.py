"""Settings of the test suite: the embedded default, or PostgreSQL where DATABASE_URL says so."""

import os
import tempfile

from config.settings.base import *

# Tests ask Elasticsearch where they say so; a process that a test starts shares its test's index.
SEARCH_ENGINE = env("TEST_SEARCH_ENGINE", default="embedded")
SEARCH_DIR = os.environ.setdefault("SEARCH_DIR", tempfile.mkdtemp(prefix="search-"))
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES = {**STORAGES, "default": MEMORY, "private": MEMORY}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False}
WHITENOISE_AUTOREFRESH = True  # finds static files as they are asked for; nothing is collected
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
