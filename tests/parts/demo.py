"""The demo achievements as a state of the database that tests start from: made once a process."""

import pytest
from django.core.management import call_command


def _load():
    for command in ("load_privacy", "marketplace_setup", "load_demo", "load_demo_listings"):
        call_command(command, verbosity=0)


@pytest.fixture
def demo_listings(transactional_db, django_db_setup):
    """The test's database with the demo's people, organisations and achievements."""
    django_db_setup.copy(django_db_setup.state("listings", _load))
