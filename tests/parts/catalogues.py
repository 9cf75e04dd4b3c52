"""The catalogues are compiled before the first test: pages are read in both languages."""

from django.core.management import call_command


def pytest_configure(config):
    """Once, before any worker of the run starts."""
    if not hasattr(config, "workerinput"):
        call_command("compile_catalogues")
