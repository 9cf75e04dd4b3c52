"""What one run of the command leaves behind, and what a second one does to it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, Revision

from core.models import AuditEvent, AuditUnsealed, OutboxMessage
from marketplace.imports import writing
from marketplace.models import ImportedListing, Listing, ListingImport
from marketplace.services import listings
from tests.marketplace.imports.files import jsonl, row, table, workbook

S = Listing.Status


def counts():
    return {
        model: model.objects.count()
        for model in (Listing, Revision, AuditEvent, AuditUnsealed, OutboxMessage)
    }


def only():
    return Listing.objects.get()


def test_a_row_leaves_a_revision_an_event_a_promise_and_no_more(bring):
    said = bring(jsonl(row(1), row(2), row(3)), "--publish")

    assert (said["total"], said["created"], said["faulty"], said["code"]) == (3, 3, 0, 0)
    assert set(counts().values()) == {3}
    assert {event.action for event in AuditEvent.objects.all()} == {"listing.import"}
    assert {message.topic for message in OutboxMessage.objects.all()} == {"search"}
    assert DBTaskResult.objects.count() == 0
    assert ModelLogEntry.objects.count() == 0


def test_a_published_row_is_public_and_says_that_nobody_checked_it(bring, unit, office):
    bring(jsonl(row(1, trl=7, industry="steel")), "--publish")

    one = only()
    assert (one.live, one.status, one.is_unverified) == (True, S.PUBLISHED, True)
    assert (one.source, one.external_id) == ("示例来源", "A-1")
    assert (one.organisation, one.author) == (unit, office)
    assert (one.trl, one.industry) == (7, "steel")
    assert one.confirmed_on is None
    assert one.first_published_at == one.last_published_at
    assert one.live_revision_id == one.latest_revision_id == Revision.objects.get().pk
    assert one.live_revision.as_object().title == "示例成果 1"
    assert not one.has_unpublished_changes


def test_without_publishing_rows_are_drafts(bring):
    bring(jsonl(row(1)))

    one = only()
    assert (one.live, one.status, one.is_unverified) == (False, S.DRAFT, False)
    assert one.live_revision is None
    assert one.latest_revision == Revision.objects.get()


def test_the_event_says_from_where_the_row_came(bring):
    bring(jsonl(row(1)), "--publish")

    event = AuditEvent.objects.get()
    assert (event.actor, event.before, event.after) == (None, "", "published")
    assert event.changes == {
        "import": ListingImport.objects.get().pk,
        "source": "示例来源",
        "external_id": "A-1",
        "live": True,
    }


def test_numbers_go_on_where_the_year_stands(bring, unit, office):
    before = listings.begin_listing(unit, {}, is_declared_open=True, actor=office).number

    bring(jsonl(row(1), row(2)))

    numbers = [*Listing.objects.order_by("pk").values_list("number", flat=True)]
    assert [int(number[-6:]) for number in numbers] == [int(before[-6:]) + n for n in range(3)]


def test_the_same_file_again_leaves_nothing(bring):
    content = jsonl(row(1), row(2))
    bring(content, "--publish")
    before = counts()

    said = bring(content, "--publish")

    assert (said["created"], said["updated"], said["unchanged"]) == (0, 0, 2)
    assert counts() == before


def test_a_changed_row_is_updated_and_only_that(bring):
    bring(jsonl(row(1), row(2, benefit="省电 5%。")), "--publish")
    version = Listing.objects.get(external_id="A-2").version

    said = bring(jsonl(row(1), row(2, title="改过的名称")), "--publish")

    assert (said["updated"], said["unchanged"]) == (1, 1)
    assert set(counts().values()) == {2, 3}
    one = Listing.objects.get(external_id="A-2")
    assert (one.title, one.benefit, one.version) == ("改过的名称", "省电 5%。", version + 1)
    assert one.live_revision.as_object().title == "改过的名称"


def test_a_change_without_publishing_waits_beside_the_public_text(bring):
    bring(jsonl(row(1)), "--publish")

    bring(jsonl(row(1, title="新名称")))

    one = only()
    assert (one.live, one.title, one.draft.title) == (True, "示例成果 1", "新名称")
    assert (one.status, one.has_unpublished_changes) == (S.DRAFT, True)


def test_what_waited_goes_public_when_it_is_imported_to_be_published(bring):
    bring(jsonl(row(1)), "--publish")
    bring(jsonl(row(1, title="新名称")))

    bring(jsonl(row(1, benefit="快 2 倍。")), "--publish")

    one = only()
    assert (one.title, one.benefit, one.has_unpublished_changes) == (
        "示例成果 1",
        "快 2 倍。",
        False,
    )
    assert one.live_revision_id == one.latest_revision_id


def test_drafts_are_published_by_importing_them_again(bring):
    content = jsonl(row(1))
    bring(content)

    said = bring(content, "--publish")

    assert said["updated"] == 1
    assert (only().live, Revision.objects.count(), AuditEvent.objects.count()) == (True, 1, 2)


def test_what_people_have_written_since_is_left_alone(bring, office):
    bring(jsonl(row(1)))
    listings.save_listing(only().pk, {"title": "人改的"}, actor=office)

    said = bring(jsonl(row(1, title="导入的")), "--good-only")

    assert only().title == "人改的"
    assert said["faulty"] == 1
    assert "有人在站内修改过" in said["errors"][0]["rule"]


def test_what_was_taken_down_stays_down(bring, office):
    bring(jsonl(row(1)), "--publish")
    listings.unpublish_listing(only().pk, reason="已转让。", actor=office)

    said = bring(jsonl(row(1, title="又来")), "--publish", "--good-only")

    assert not only().live
    assert "已被下架" in said["errors"][0]["rule"]


def test_another_source_is_another_row(bring):
    bring(jsonl(row(1)))

    bring(jsonl(row(1)), source="另一来源")

    assert Listing.objects.count() == 2


def test_one_bad_row_stops_all(bring):
    said = bring(jsonl(row(1), row(2, trl=12)))

    assert (said["code"], said["written"], said["faulty"]) == (1, False, 1)
    assert set(counts().values()) == {0}
    assert not ListingImport.objects.exists()


def test_the_good_rows_alone_where_that_is_wanted(bring):
    said = bring(jsonl(row(1), row(2, trl=12)), "--good-only")

    assert (said["code"], said["created"], said["faulty"]) == (0, 1, 1)
    job = ListingImport.objects.get()
    assert (job.status, job.total, job.faulty, job.position) == ("done", 2, 1, 1)


def test_a_dry_run_writes_nothing(bring):
    said = bring(jsonl(row(1)), "--dry-run", "--publish")

    assert (said["dry_run"], said["written"], said["created"]) == (True, False, 1)
    assert set(counts().values()) == {0}


def test_a_run_that_was_stopped_goes_on_where_it_stood(bring, monkeypatch):
    rows = jsonl(*map(row, range(5)))
    real, calls = writing.ImportedListing.objects.bulk_create, []

    def fail_at_the_second(*arguments, **options):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr("core.chunks.chunks.__defaults__", (2,))
        patched.setattr(ImportedListing.objects, "bulk_create", fail_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            bring(rows)
    assert set(counts().values()) == {2}
    assert ListingImport.objects.get().position == 2

    said = bring(rows)

    assert (said["created"], said["unchanged"]) == (3, 2)
    assert set(counts().values()) == {5}


@pytest.mark.parametrize("make", [table, workbook])
def test_a_table_says_the_same_as_jsonl(make, bring):
    head = [
        "外部编号*",
        "title",
        "行业",
        "技术就绪度",
        "所在地区",
        "合作方式",
        "知识产权",
        "价格（元）",
    ]
    line = [
        "A-1", "示例成果", "钢铁", 6, "湖口县", "技术转让、技术许可",
        "发明专利 | ZL2026 | 示例大学 | 有效 | 2043-03-14", "6,800.50",
    ]  # fmt: skip

    said = bring(make(line, head=head), "--publish")

    assert said["errors"] == []
    one = only()
    assert (one.title, one.industry, one.trl, one.region_id) == ("示例成果", "steel", 6, "360429")
    assert (one.modes, one.price_fen) == (["transfer", "licence"], 680_050)
    assert one.rights == [
        {
            "kind": "invention",
            "number": "ZL2026",
            "holder": "示例大学",
            "status": "granted",
            "until": "2043-03-14",
        }
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_comes_in_the_encodings_that_people_send(encoding, bring):
    bring(table(["A-1", "镕基示例", "石油化工", "TRL 6"], encoding=encoding))

    assert (only().title, only().industry, only().trl) == ("镕基示例", "petrochemical", 6)


def test_columns_are_renamed(bring):
    bring(jsonl({"doc_id": "D", "name": "示例"}), "--map", "doc_id=external_id,name=title")

    assert (only().external_id, only().title) == ("D", "示例")


def test_lines_of_queries_are_skipped_in_csl(bring):
    rows = [
        {"kind": "doc", "doc_id": "c-0", "title": "示例", "abstract": "", "category": "工学"},
        {"kind": "query", "qid": "q", "query": "示例", "relevant": {"c-0": 1}},
    ]

    said = bring(jsonl(*rows), "--format", "csl")

    assert (said["total"], said["created"]) == (1, 1)
    assert only().keywords == ["工学"]


def test_a_line_of_nasa_keeps_its_words(bring):
    line = {"id": "GSC-1", "title": "SpaceCube", "abstract": "A cube.", "category": "optics"}

    bring(jsonl(line), "--format", "nasa", "--publish", source="")

    one = only()
    assert (one.external_id, one.title, one.field) == ("GSC-1", "SpaceCube", "")
    assert one.source == "NASA Technology Transfer Program"


def test_bad_lines_are_written_where_it_is_asked(bring, tmp_path):
    out = tmp_path / "errors.jsonl"

    bring(jsonl(row(1, trl=12), row(2)), f"--errors={out}")

    (line,) = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert (line["line"], line["errors"][0]["key"], line["sent"]["trl"]) == (1, "trl", 12)


def test_without_a_unit_the_one_that_runs_the_site_answers(tmp_path, operator):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl(row(1)))

    call_command("import_listings", str(path), "--publish")

    assert only().author == operator
    assert only().source == only().organisation.name


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--organisation=91360400MA00000000"], "没有统一社会信用代码"),
        (["--map=a"], "--map"),
        (["--map=a=nonsense"], "没有这样的列"),
        ([], "还没有运维人员"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments, says, tmp_path, db, unit):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl(row(1)))
    if arguments and arguments[0].startswith("--map"):
        arguments = [*arguments, f"--organisation={unit.code}"]

    with pytest.raises(CommandError, match=says):
        call_command("import_listings", str(path), *arguments)


def test_queries_do_not_grow_with_the_rows(bring):
    bring(jsonl(row(1)), "--publish")  # content types are known afterwards
    with CaptureQueriesContext(connection) as few:
        bring(jsonl(*map(row, range(10, 20))), "--publish")
    with CaptureQueriesContext(connection) as many:
        bring(jsonl(*map(row, range(100, 300))), "--publish")

    # A database takes so many values a statement; nothing else comes with more rows.
    assert len(many) - len(few) < 40
