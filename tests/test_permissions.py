"""The role × url matrix: every address of the site, asked by every role.

A url without a case, or with one that nobody asks for, fails here; rooms add their cases in
tests/permissions/<room>.py.
"""

import importlib
import pkgutil
from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import Membership, Role
from tests import permissions
from tests.parts.database import starting_from
from tests.permissions.table import CALLERS, NOBODY, build_world

ROOMS = [
    importlib.import_module(f"tests.permissions.{module.name}")
    for module in pkgutil.iter_modules(permissions.__path__)
    if module.name != "table"
]
CASES = [case for room in ROOMS for case in room.CASES]
PREFIXES = {prefix: why for room in ROOMS for prefix, why in room.PREFIXES.items()}
PATHS = tuple(PREFIXES)
WORLD = []  # made once a process, with the database that holds its rows
_start = starting_from("matrix", lambda: WORLD.append(build_world()), shared=False)


def every_url(patterns=None, prefix="", namespace=""):
    """Path and name of each address that the resolver knows."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, f"{namespace}{entry.name}" if entry.name else None
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from every_url(entry.url_patterns, path, inner)


def test_every_url_has_a_case_or_a_rule():
    named = {case.url for case in CASES}

    without = {
        (path, name)
        for path, name in every_url()
        if name not in named and not path.startswith(PATHS) and not (name or "").startswith(PATHS)
    }

    assert without == set()


def test_no_case_is_about_a_url_that_is_gone():
    names = {name for _path, name in every_url()}

    assert {case.url for case in CASES} - names == set()


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_role_gets_its_answer_and_a_stranger_s_once_it_has_ended(case, client):
    world = deepcopy(WORLD[0])
    url = reverse(case.url, args=case.args(world))
    own = [role for role in Role if case.answer(role) != case.answer(NOBODY)]

    got = {caller: ask(type(client)(), world.callers.get(caller), case, url) for caller in CALLERS}
    left = {
        role: ask(type(client)(), world.callers[role], case, url, has_left=True) for role in own
    }

    assert got == {caller: case.answer(caller) for caller in CALLERS}
    assert left == dict.fromkeys(own, case.answer(NOBODY))


def ask(client, user, case, url, *, has_left=False):
    """The answer's code; what the act did is undone before the next caller asks."""
    with transaction.atomic():
        if has_left:
            user.memberships.update(status=Membership.Status.ENDED)
        if user is not None:
            client.force_login(user)
        answer = getattr(client, case.method)(url, case.data)
        if answer.streaming:
            list(answer.streaming_content)  # a file is written and closed as it is read
        transaction.set_rollback(True)
    return answer.status_code
