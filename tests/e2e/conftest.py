"""A browser before a live server on the test database. Run apart: ``pytest tests/e2e``."""

import os

import pytest

from tests.e2e.browser import LAUNCH, Guard, chromium


def pytest_collection_modifyitems(items):
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser():
    """Playwright keeps an event loop running in the thread in which tests use the ORM."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def base_url():
    """None; pytest-base-url's own fixture is written in a way that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": LAUNCH}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture(autouse=True)
def guard(context, live_server):
    """Fails a test whose pages log an error, break the content policy or call another host."""
    watching = Guard(context, live_server.url)
    yield watching
    assert watching.complaints == []


@pytest.fixture
def visit(page, live_server):
    """Open a path of the site; returns the page."""

    def go(path):
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def sign_in(context, client, live_server):
    """Put a person's session into the browser, for journeys that are not about signing in.

    A client of its own each time: it would end the session before, and an answer that is still
    on its way to the last person's page (a scan in a frame) would then take the new cookie away.
    """

    def enter(user):
        own = type(client)()
        own.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        morsel = own.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": morsel.value, "url": live_server.url}])
        return user

    return enter
