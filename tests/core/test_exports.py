"""Who takes rows away is on the trail, before the first of them goes out."""

import pytest
from django.urls import reverse

from core.models import AuditEvent
from core.tables import writing
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

URL = "accounts:desk_organisations"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_notes_who_took_what_and_how_many(client, operator, form):
    waiting = OrganisationFactory.create_batch(3, pending=True)
    client.force_login(operator)

    answer = client.get(reverse(URL), {"status": "pending", "export": form})

    event = AuditEvent.objects.get(action="table.export")
    lines = b"".join(answer.streaming_content)
    assert waiting[0].name.encode() in lines or form == "xlsx"
    assert (event.actor, event.subject_id) == (operator, str(operator.pk))
    assert event.changes == {
        "table": "单位",
        "format": form,
        "rows": 3,
        "filters": {"状态": "待确认"},
    }


def test_what_would_take_too_long_as_a_workbook_is_csv_and_said_to_be(
    client, operator, monkeypatch
):
    OrganisationFactory.create_batch(3, pending=True)
    client.force_login(operator)
    for most, kind in ((3, "spreadsheetml"), (2, "text/csv")):
        monkeypatch.setattr(writing, "MOST_AT_ONCE", most)

        page = client.get(reverse(URL), {"status": "pending"}).content.decode()
        answer = client.get(reverse(URL), {"status": "pending", "export": "xlsx"})

        assert b"".join(answer.streaming_content)
        assert kind in answer.headers["Content-Type"]
        assert ("export=xlsx" in page) == (most == 3)
        assert ("超过 2 条的不制成 Excel" in page) == (most == 2)
        assert "export=csv" in page
    assert AuditEvent.objects.order_by("pk").last().changes["format"] == "csv"


def test_a_download_that_broke_off_has_been_noted(client, operator):
    client.force_login(operator)

    answer = client.get(reverse(URL), {"export": "csv"})
    next(iter(answer.streaming_content))

    assert AuditEvent.objects.filter(action="table.export").count() == 1


def test_a_refused_export_leaves_no_trace(client, registrar):
    client.force_login(registrar)

    assert client.get("/audit/", {"export": "csv"}).status_code == 403
    assert not AuditEvent.objects.exists()


def test_looking_is_not_taking(client, operator):
    client.force_login(operator)

    client.get(reverse(URL))

    assert not AuditEvent.objects.exists()


def test_what_anybody_may_fetch_is_not_noted(client):
    answer = client.get("/styleguide/list/", {"export": "csv"})

    assert len(b"".join(answer.streaming_content).splitlines()) > 10
    assert not AuditEvent.objects.exists()
