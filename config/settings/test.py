"""Settings of the test suite: the embedded default, or PostgreSQL where DATABASE_URL says so."""

import os
import tempfile

from config.settings.base import *
from config.settings.other_ways import other_ways

# Every platform is there, with clients of nobody; a test that needs none clears the second.
SOCIAL_APPS, SOCIALACCOUNT_PROVIDERS = other_ways(
    {
        **dict.fromkeys(("WEIXIN_CLIENT_ID", "DINGTALK_CLIENT_ID", "FEISHU_CLIENT_ID"), "client"),
        **dict.fromkeys(("WEIXIN_SECRET", "DINGTALK_SECRET", "FEISHU_SECRET"), "secret"),
        "OIDC_SERVER_URL": "http://127.0.0.1:9",
        "OIDC_CLIENT_ID": "client",
        "OIDC_SECRET": "secret",
    }
)
INSTALLED_APPS = [*INSTALLED_APPS, *SOCIAL_APPS]

# Tests ask Elasticsearch where they say so; a process that a test starts shares its test's index.
SEARCH_ENGINE = env("TEST_SEARCH_ENGINE", default="embedded")
SEARCH_DIR = os.environ.setdefault("SEARCH_DIR", tempfile.mkdtemp(prefix="search-"))
# Workers that tests start export heads as they stop; the demo's folder is none of theirs.
AUDIT_HEAD_DIR = os.environ.setdefault("AUDIT_HEAD_DIR", tempfile.mkdtemp(prefix="heads-"))
API_PER_MINUTE = SUGGEST_PER_MINUTE = 100_000  # two tests say otherwise
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES = {**STORAGES, "default": MEMORY, "private": MEMORY}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": False}
WHITENOISE_AUTOREFRESH = True  # finds static files as they are asked for; nothing is collected
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
