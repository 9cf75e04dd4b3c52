"""Limits of signing in and used codes: counted by all processes, whichever answers."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from core import checks, jobs
from core.models import CacheEntry
from tests.parts.workers import database_url

ASK = """
import django
django.setup()
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import RequestFactory
request = RequestFactory().post("/")
ask = dict(app="accounts", action="test", config={"test": "5/h/key"}, key="13900000001")
print(sum(bool(ratelimit.consume(request, **ask)) for _time in range(5)))
print(int(cache.add("allauth.mfa.totp.used?user=1&code=123456", "y", timeout=600)))
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_share_limits_and_used_codes():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": database_url(),
    }
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK], cwd=settings.ROOT, env=environment, stdout=subprocess.PIPE
        )
        for _process in range(2)
    ]

    said = [list(map(int, process.communicate(timeout=60)[0].split())) for process in asking]

    assert sum(passed for passed, _used in said) == 5
    assert sum(used for _passed, used in said) == 1


@pytest.mark.django_db
def test_what_is_no_limit_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        cache.set("figures", 1)
        assert cache.get("figures") == 1

    assert not CacheEntry.objects.exists()


@pytest.mark.django_db
def test_limits_that_are_over_are_forgotten():
    cache.set("allauth:rl:old", 1)
    CacheEntry.objects.update(expires=timezone.now() - timedelta(minutes=1))
    cache.set("allauth:rl:new", 1)

    jobs.prune()

    assert CacheEntry.objects.get().cache_key == ":1:allauth:rl:new"


@pytest.mark.parametrize(
    ("backend", "faults"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["core.E015"]),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("core.caches.Cache", []),
    ],
)
def test_a_cache_of_one_process_is_refused(backend, faults, settings):
    settings.CACHES = {"default": {"BACKEND": backend}}

    found = checks.limits_are_counted_by_all_processes(None)

    assert [fault.id for fault in found] == faults
