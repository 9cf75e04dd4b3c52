"""Fixtures of the whole suite."""

import pytest
from django.conf import settings as site
from django.utils import translation
from hypothesis import HealthCheck, settings

# Drawing is slow where the machine is shared; that says nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make test` draws the same examples each time, so that what it says of a change is about the
# change; `make test-long`, and pytest by hand, draw others.
settings.register_profile("same", settings.get_profile("suite"), derandomize=True)
settings.load_profile("suite")

pytest_plugins = [
    "tests.parts.catalogues",
    "tests.parts.database",
    "tests.parts.demo",
    "tests.parts.elastic",
    "tests.parts.indexes",
    "tests.parts.nodes",
    "tests.parts.people",
    "tests.parts.sign_in",
    "tests.parts.workers",
]


@pytest.fixture(autouse=True)
def _in_the_sites_language():
    """A page that another test opened in English has left its language with the thread."""
    with translation.override(site.LANGUAGE_CODE):
        yield
