"""The catalogues are compiled before the first test: pages are read in both languages."""

from pathlib import Path

from django.core.management import call_command
from django.utils.translation.reloader import translation_file_changed


def pytest_configure(config):
    """Once, before any worker of the run starts; what was read without them is read again."""
    if not hasattr(config, "workerinput"):
        call_command("compile_catalogues")
        translation_file_changed(sender=None, file_path=Path("django.mo"))
