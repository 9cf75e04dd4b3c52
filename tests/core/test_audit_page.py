import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import audit
from core.models import AuditEvent
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Two events: one of 周某 on 19 July in Shanghai (18 July in UTC), one of the system."""
    shanghai = ZoneInfo("Asia/Shanghai")
    first = audit.record(
        OrganisationFactory(name="玻纤（示例）"),
        "organisation.confirm",
        actor=UserFactory(name="周某", phone="13800000001"),
        changes={"name": ["旧名", "新名"]},
    )
    second = audit.record(
        OrganisationFactory(name="铜箔（示例）"), "organisation.edit", actor=None
    )
    moments = (
        (first, datetime(2026, 7, 19, 0, 30, tzinfo=shanghai)),
        (second, datetime(2026, 7, 21, 9, tzinfo=shanghai)),
    )
    for event, at in moments:
        AuditEvent.objects.filter(pk=event.pk).update(at=at)


@pytest.mark.parametrize(
    "query",
    [
        {"subject": "玻纤"},
        {"actor": "周"},
        {"actor": "13800000001"},
        {"action": "organisation.confirm"},
        {"until": "2026-07-19"},
        {"since": "2026-07-19", "until": "2026-07-20"},
    ],
)
def test_each_condition_finds_its_event_alone(client, section_staff, events, query):
    client.force_login(section_staff)

    page = client.get("/audit/", query).content.decode()

    assert "玻纤（示例）" in page
    assert "铜箔（示例）" not in page


def test_the_day_after_begins_at_midnight_in_shanghai(client, section_staff, events):
    client.force_login(section_staff)

    page = client.get("/audit/", {"since": "2026-07-20"}).content.decode()

    assert "铜箔（示例）" in page
    assert "玻纤（示例）" not in page


def test_page_and_file_name_what_changed_without_its_content(client, operator, events):
    client.force_login(operator)

    page = client.get("/audit/").content.decode()
    answer = client.get("/audit/", {"actor": "周某", "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(text))
    assert (row["时间"], row["操作人"]) == ("2026-07-19 00:30:00", "周某")
    assert row["变更的项目"] == "name"
    assert "新名" not in page + text


def test_a_full_page_costs_no_more_queries_than_a_short_one(client, operator, events):
    client.force_login(operator)
    client.get("/audit/")
    with CaptureQueriesContext(connection) as short:
        client.get("/audit/")

    organisation = OrganisationFactory()
    for _number in range(30):
        audit.record(organisation, "organisation.edit", actor=UserFactory())
    with CaptureQueriesContext(connection) as full:
        client.get("/audit/")

    assert len(full) == len(short)
