"""Fixtures of the whole suite."""

pytest_plugins = [
    "tests.parts.catalogues",
    "tests.parts.database",
    "tests.parts.elastic",
    "tests.parts.people",
    "tests.parts.sign_in",
    "tests.parts.workers",
]
