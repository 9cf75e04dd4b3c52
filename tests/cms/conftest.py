"""A site with its frame, and two people who may write and review."""

import pytest

from accounts.models import Role
from accounts.services.groups import mirror
from cms import site
from cms.models import HomePage, PolicyIndexPage, PolicyPage
from tests.cms.release import forget, passed
from tests.parts.database import starting_from
from tests.parts.people import person


def _frame():
    site.set_up()
    forget()


_site = starting_from("site", _frame)


@pytest.fixture
def home(db):
    return HomePage.objects.get(locale__language_code=site.CHINESE)


@pytest.fixture
def index(home):
    return PolicyIndexPage.objects.child_of(home).get()


def an_editor():
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


@pytest.fixture
def author(home):
    return an_editor()


@pytest.fixture
def colleague(home):
    return an_editor()


@pytest.fixture
def draft(index, author):
    """A policy that its author has drafted; nobody has passed it."""
    page = PolicyPage(
        title="示例政策", slug="example", summary="示例摘要", issuer="示例机关", live=False
    )
    index.add_child(instance=page)
    page.save_revision(user=author)
    return PolicyPage.objects.get(pk=page.pk)


@pytest.fixture
def public(draft, colleague):
    passed(draft, colleague).publish(user=colleague)
    forget()
    return PolicyPage.objects.get(pk=draft.pk)
