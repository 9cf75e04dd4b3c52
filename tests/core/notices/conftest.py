"""One kind of notice, and people who can be reached by mail and phone."""

import pytest

from core import notices
from core.notices import addresses, kinds


@pytest.fixture(autouse=True)
def told(monkeypatch, settings):
    """A kind of its own, and people who can be reached by mail and phone."""
    settings.SMS_PROVIDER = "fake"
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(
        addresses,
        "_book",
        [lambda user: notices.Contact({"sms": user.phone, "mail": f"u{user.pk}@example.com"})],
    )
    notices.register_kind(
        "case.returned",
        "退回补正",
        "登记",
        title="%(name)s被退回",
        body="请在%(days)s天内补正。",
        url_name="core:accessibility",
        channels=("sms", "mail"),
        sms_params=("name",),
    )


@pytest.fixture
def tell():
    """Send a notice of the kind to people."""

    def send(*people, kind="case.returned", name="示例合同"):
        return notices.send(kind, people, context={"name": name, "days": 5}, actor=None)

    return send
