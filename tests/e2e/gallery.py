"""One contact sheet of every page at three widths, to be looked at after each change.

``python -m tests.e2e.gallery [care] [dark] [print] [en] [NAME …]`` opens the pages of
`tests/e2e/pages.py` on this installation's demo data (which it prepares) and writes
``var/gallery/``: a picture a page and width, ``index.html``, and ``sheet.png`` of it all. With
``care`` in 关怀版, with ``dark`` in dark colours, with ``print`` as paper, with ``en`` in English,
each in a folder of its own; with names only those pages.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.request import urlopen

import django

# Before the settings are read: the gallery runs beside an event loop, on demo data.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["DEMO"] = "1"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402

from accounts.models import User  # noqa: E402
from tests.e2e.browser import LAUNCH, WIDTHS, chromium  # noqa: E402
from tests.e2e.pages import PAGES, Place  # noqa: E402
from tests.parts.sign_in import second_factor  # noqa: E402

OUT = Path(settings.VAR) / "gallery"
STYLE = """body{font:14px sans-serif;margin:24px;background:#ddd;width:2000px}
h2{font-size:16px;margin:24px 0 8px} .row{display:flex;gap:16px;align-items:flex-start}
img{background:#fff;border:1px solid #999} figcaption{color:#444} figure{margin:0}"""
MODES = ("care", "dark", "print", "en")
COOKIES = {"care": ("zh_care", "on"), "dark": ("zh_theme", "dark")}
THUMBNAIL_PX = {390: 300, 820: 500, 1440: 1000}


@contextmanager
def server():
    """The site on a port of its own; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    environment = {**os.environ, "WHITENOISE_AUTOREFRESH": "1"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://localhost:{port}"
    try:
        for _try in range(100):
            try:
                urlopen(f"{url}/accessibility/").close()
            except OSError:
                time.sleep(0.3)
            else:
                break
        yield url
    finally:
        process.terminate()
        process.wait()


def session_of(role: str) -> str:
    """The key of a session of the demo person who holds ``role``."""
    holders = User.objects.filter(is_demo=True, memberships__role=role)
    user = holders.order_by("pk").first()
    if user is None:
        sys.exit(f"no demo person is {role}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(second_factor(user))
    session.create()
    return str(session.session_key)


def reader(browser: Browser, url: str, role: str, modes: set[str]) -> BrowserContext:
    """A browser in which the demo person of ``role`` (or nobody) is signed in."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    cookies = dict(COOKIES[mode] for mode in modes if mode in COOKIES)
    if role:
        cookies[settings.SESSION_COOKIE_NAME] = session_of(role)
    context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
    )
    return context


def picture(out: Path, place: Place, width: int) -> Path:
    name = f"{place.name}-{place.role}" if place.role else place.name
    return out / f"{name}-{width}.png"


def shoot_all(browser: Browser, url: str, places: list[Place], out: Path, modes: set[str]) -> None:
    prefix = "/en" if "en" in modes else ""
    for role in sorted({place.role for place in places}):
        page = reader(browser, url, role, modes).new_page()
        if "print" in modes:
            page.emulate_media(media="print")
        for place in places:
            if place.role != role:
                continue
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(url + prefix + place.path)
                page.screenshot(path=picture(out, place, width), full_page=True)


def sheet(places: list[Place], out: Path) -> str:
    """All pictures as one page, a row a page."""
    rows = "".join(
        f"<h2>{escape(place.name)} {escape(place.role)} <code>{escape(place.path)}</code></h2>"
        '<div class="row">'
        + "".join(
            f'<figure><img src="{escape(picture(out, place, width).name)}" '
            f'width="{THUMBNAIL_PX[width]}" alt=""><figcaption>{width} px</figcaption></figure>'
            for width in WIDTHS
        )
        + "</div>"
        for place in places
    )
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{rows}'


def main(arguments: list[str]) -> None:
    call_command("prepare")
    call_command("search_rebuild")  # no worker runs beside the gallery
    modes = {each for each in arguments if each in MODES}
    names = [each for each in arguments if each not in MODES]
    out = OUT.joinpath("-".join(mode for mode in MODES if mode in modes))
    out.mkdir(parents=True, exist_ok=True)
    places = [place for place in PAGES if not names or place.name in names]
    with server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        shoot_all(browser, url, places, out, modes)
        index = out / "index.html"
        index.write_text(sheet(places, out), encoding="utf-8")
        page = browser.new_page(viewport={"width": 2050, "height": 900})
        page.goto(index.as_uri())
        page.screenshot(path=out / "sheet.png", full_page=True)
        browser.close()
    sys.stdout.write(f"{len(places)} pages: {index}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
