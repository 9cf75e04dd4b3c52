"""The databases that the tests run on."""

import os

import pytest
from django.db import connection
from wagtail.models import Page

from core.models import Counter


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing_and_takes_nothing(turn):
    assert Page.objects.count() == 2
    assert not Counter.objects.exists()

    Counter.objects.create(name="left behind")
    Page.objects.all().delete()

    assert connection.in_atomic_block is False


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_was_asked_for():
    asked = os.environ.get("DATABASE_URL", "sqlite").split(":")[0]

    assert connection.vendor == {"postgres": "postgresql"}.get(asked, asked)
