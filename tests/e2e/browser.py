"""The browser that journeys and the gallery drive, and what they look at."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

LAUNCH = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
WIDTHS = (390, 820, 1440)
AXE_WIDTHS = (390, 1440)  # between them it finds nothing that it does not find at one of them
SHOTS = Path(settings.VAR) / "shots"


def chromium() -> str:
    """The distribution's Chromium; without one the journeys fail, they are never skipped."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("no Chromium: apt-get install chromium fonts-noto-cjk", pytrace=False)
    return found


class Guard:
    """What went wrong behind the pages of one test."""

    def __init__(self, context, own):
        self.complaints = []
        self._own = urlsplit(own).netloc
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("response", self._response)
        context.on("request", self._request)

    def _console(self, message):
        # A refused document is part of a journey; a missing part of a page is seen by `_response`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _response(self, response):
        part = response.request.resource_type not in {"document", "fetch", "xhr"}
        if part and response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme.startswith("http") and address.netloc != self._own:
            self.complaints.append(f"calls {request.url}")


def serious_violations(page) -> list[str]:
    """What axe finds serious or critical, each with its first element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def overflow_px(page) -> int:
    """By how much the page is wider than the window; only tables and boards may scroll."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def shoot(page, name: str, widths=(390, 1440)) -> None:
    """Keep pictures of the page under ``var/shots/`` to be looked at, where SHOTS is set."""
    if not os.environ.get("SHOTS"):
        return
    SHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(before)


def look(page, name: str) -> None:
    """Keep pictures of a step of a journey, and hold it to what every page is held to."""
    shoot(page, name, WIDTHS)
    before = page.viewport_size
    assert serious_violations(page) == [], name
    fits(page)
    page.set_viewport_size(before)


def fits(page) -> None:
    """The page is nowhere wider than its window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow_px(page) == 0, (page.url, width)


def reads_well(page, widths=AXE_WIDTHS) -> None:
    """Axe finds nothing serious in ``widths``, and the page fits, in every width."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert serious_violations(page) == [], (page.url, width)
    fits(page)
