import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import audit
from core.models import AuditEvent
from tests.factories import OrganisationFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Two events: one of 周某 on 19 July in Shanghai (18 July in UTC), one of the system."""
    shanghai = ZoneInfo("Asia/Shanghai")
    first = audit.record(
        OrganisationFactory(name="玻纤（示例）"),
        "organisation.confirm",
        actor=UserFactory(name="周某", phone="13800000001"),
        changes={"name": ["旧名", "新名"], "region": ["360403", "360404"]},
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


def test_an_act_entered_later_shows_both_times(client, section_staff, events):
    written = datetime(2026, 7, 22, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    AuditEvent.objects.filter(action="organisation.edit").update(recorded_at=written)
    client.force_login(section_staff)

    page = client.get("/audit/").content.decode()

    assert "2026-07-21 09:00:00" in page
    assert page.count("补录") == page.count("2026-07-22 08:00:00 补录") == 1


def test_the_day_after_begins_at_midnight_in_shanghai(client, section_staff, events):
    client.force_login(section_staff)

    page = client.get("/audit/", {"since": "2026-07-20"}).content.decode()

    assert "铜箔（示例）" in page
    assert "玻纤（示例）" not in page


def file_of(client, **query):
    answer = client.get("/audit/", {**query, "export": "csv"})
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_a_file_names_what_changed_without_its_content(client, operator, events):
    client.force_login(operator)

    text = file_of(client, actor="周某")

    [row] = csv.DictReader(io.StringIO(text))
    assert (row["时间"], row["操作人"]) == ("2026-07-19 00:30:00", "周某")
    assert (row["对象类别"], row["变更的项目"]) == ("单位", "单位名称、所在地区")
    assert "新名" not in text


def test_the_page_says_in_words_what_changed(client, operator):
    RegionFactory(code="360481", name="瑞昌市")
    audit.record(
        OrganisationFactory(),
        "organisation.edit",
        actor=None,
        before="pending",
        after="confirmed",
        changes={
            "kind": ["company", "university"],
            "region": ["360403", "360481"],
            "website": ["", "https://example.test"],
        },
    )
    client.force_login(operator)

    page = client.get("/audit/").content.decode()

    for said in ("状态：待确认 → 已确认", "单位类型：企业 → 高校", "所在地区：浔阳区 → 瑞昌市"):
        assert said in page
    assert "accounts.organisation" not in page


def test_taking_the_trail_away_is_on_the_trail(client, operator, events):
    client.force_login(operator)

    file_of(client, actor="周某")

    assert "导出表格" in client.get("/audit/").content.decode()
    assert "筛选条件：操作人姓名或手机号码：周某" in client.get("/audit/").content.decode()


def test_a_full_page_costs_no_more_queries_than_a_short_one(client, operator, events):
    client.force_login(operator)
    client.get("/audit/")
    with CaptureQueriesContext(connection) as short:
        client.get("/audit/")

    for number in range(30):
        audit.record(
            OrganisationFactory(region=RegionFactory(code=f"36040{number % 9}")),
            "organisation.edit",
            actor=UserFactory(),
            changes={"name": ["甲", "乙"], "region": ["360403", f"36040{number % 9}"]},
        )
    with CaptureQueriesContext(connection) as full:
        client.get("/audit/")

    assert len(full) == len(short)
