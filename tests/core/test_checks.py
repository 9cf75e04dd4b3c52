"""`manage.py check --deploy` refuses what a public installation must not be."""

import re

import pytest
from django.conf import settings as project

from core import checks

STRONG = {
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "SITE_URL": "https://example.test",
    "ALLOWED_HOSTS": ["example.test"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "AUDIT_HEAD_DIR": "/srv/heads",
}
WEAK = {
    "core.E001": ("DEMO", True),
    "core.E002": ("DEBUG", True),
    "core.E003": ("SECRET_KEY", "insecure-development-key-" + "k" * 50),
    "core.E004": ("SITE_URL", "http://example.test"),
    "core.E005": ("ALLOWED_HOSTS", ["example.test", "*"]),
    "core.W001": ("DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3"}}),
    "core.W002": ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"),
    "core.W003": ("AUDIT_HEAD_DIR", f"{project.VAR}/audit-heads"),
}


def found(settings, values):
    for name, value in values.items():
        # The databases are in use: what a check reads is replaced, not what is connected.
        setattr(settings, name, value)
    every = (
        checks.no_demo_in_production,
        checks.site_is_not_open_to_strangers,
        checks.data_and_mail_are_looked_after,
    )
    return [fault.id for check in every for fault in check(None)]


@pytest.fixture(autouse=True)
def _overriding_databases_is_meant():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.signals.COMPLEX_OVERRIDE_SETTINGS", set())
        yield


def test_a_strong_setup_passes(settings):
    assert found(settings, STRONG) == []


@pytest.mark.parametrize("fault", WEAK)
def test_each_weakness_is_named_alone(settings, fault):
    name, value = WEAK[fault]

    assert found(settings, {**STRONG, name: value}) == [fault]


def test_a_short_key_is_refused(settings):
    assert found(settings, {**STRONG, "SECRET_KEY": "k" * 49}) == ["core.E003"]


def test_the_example_lists_every_variable_that_the_settings_read():
    read = {
        name
        for path in (project.ROOT / "config" / "settings").glob("*.py")
        if path.stem != "test"
        for name in re.findall(r'env(?:\.\w+)?\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    example = (project.ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^#?(\w+)=", example, flags=re.MULTILINE))

    assert read - listed == set()
