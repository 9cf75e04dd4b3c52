"""The settings of a public installation, booted as operations.md says, and asked a few pages."""

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from tests.parts.workers import database_url

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

HOST = "zhuanhua.example.cn"
START_WITHIN_S = 60
KEY = secrets.token_urlsafe(60)


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in {"DEMO", "DEBUG"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": KEY,
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database_url(),
        "EMAIL_URL": "smtp+tls://user:password@mail.example.cn:587",
        "SMS_PROVIDER": "",
        "VAR_DIR": str(tmp_path / "var"),
        "STATIC_ROOT": str(tmp_path / "static"),
        "AUDIT_HEAD_DIR": str(tmp_path / "heads"),
    }


def manage(environment, *arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def site(environment, tmp_path):
    """gunicorn with our file of settings; gives the port and the file of its log."""
    manage(environment, "collectstatic", "--noinput")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py",
                "config.wsgi:application",
            ],
            cwd=settings.ROOT,
            env={**environment, "BIND": f"127.0.0.1:{port}"},
            stdout=log,
            stderr=log,
        )  # fmt: skip
    try:
        end = time.monotonic() + START_WITHIN_S
        while not listens(port):
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.2)
        yield port, tmp_path / "log"
    finally:
        process.terminate()
        process.wait(40)


def listens(port):
    with socket.socket() as knock:
        return not knock.connect_ex(("127.0.0.1", port))


def ask(port, path, *, host=HOST, proto="https"):
    """The answer as the proxy in front gets it; nothing is followed."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": host, "X-Forwarded-Proto": proto, "X-Forwarded-For": "203.0.113.7"}
    wire.request("GET", path, headers=headers)
    answer = wire.getresponse()
    answer.text = answer.read().decode(errors="replace")
    wire.close()
    return answer


def test_a_public_installation_stands(site):
    port, log = site

    page = ask(port, "/accounts/login/")
    style = re.search(r'href="(/static/core/css/tokens\.[0-9a-f]+\.css)"', page.text)
    css = ask(port, style[1])

    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    cookies = page.headers.get_all("Set-Cookie")
    assert cookies
    assert all("Secure" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert css.status == 200
    assert css.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    plain = ask(port, "/accounts/login/", proto="http")
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/accounts/login/")
    assert ask(port, "/accounts/login/", host="elsewhere.example").status == 400
    assert ask(port, "/dev/outbox/").status == 404
    assert ask(port, "/styleguide/").status == 404
    assert ask(port, "/healthz").status == 200
    text = log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert any("elsewhere.example" in line["event"] for line in lines)
    for secret in (KEY, "user:password", "203.0.113.7"):
        assert secret not in text


def test_the_check_for_a_public_installation_finds_no_error(environment):
    said = manage(environment, "check", "--deploy")

    embedded = {"core.W001"} if connection.vendor == "sqlite" else set()
    assert set(re.findall(r"\((\w+\.[EW]\d+)\)", said)) == embedded
