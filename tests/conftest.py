"""Fixtures of the whole suite."""

from hypothesis import HealthCheck, settings

# Drawing is slow where the machine is shared; that says nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = [
    "tests.parts.catalogues",
    "tests.parts.database",
    "tests.parts.elastic",
    "tests.parts.indexes",
    "tests.parts.nodes",
    "tests.parts.people",
    "tests.parts.sign_in",
    "tests.parts.workers",
]
