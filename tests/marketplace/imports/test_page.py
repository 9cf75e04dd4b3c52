"""By page: send, see what is wrong, start, let the worker write, take back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from core import outbox
from core.models import AuditEvent, OutboxMessage
from marketplace.models import Listing, ListingImport
from marketplace.services.import_desk import carry
from tests.factories import ListingImportFactory, MembershipFactory
from tests.marketplace.imports.files import HEAD, jsonl, row, table, workbook

INDEX = "/listings/import/"
GROUND = {"publishes": "on", "basis": "市科技局已与来源单位核对。"}


@pytest.fixture
def send(client, unit):
    """Sends a file as a person for the unit; gives the answer."""

    def send(user, content, name="示例.xlsx", **said):
        client.force_login(user)
        said = {"organisation": unit.pk, "source": "示例来源", "is_declared_open": "on", **said}
        return client.post(INDEX, {**said, "file": SimpleUploadedFile(name, content)})

    return send


def job():
    return ListingImport.objects.get()


def work():
    while outbox.drain("listing_import").taken:
        pass


def start(client, rows="all"):
    return client.post(reverse("marketplace:import_start", args=[job().pk]), {"rows": rows})


def acts():
    return [*AuditEvent.objects.order_by("id").values_list("action", flat=True)]


def test_an_office_imports_drafts_of_its_unit(client, send, office):
    send(office, workbook(["A-1", "示例", "钢铁", 6], ["A-2", "示例二", "", ""]))
    assert not Listing.objects.exists()
    assert (job().total, job().faulty, job().expected) == (2, 0, {"created": 2})

    start(client)
    assert job().status == "waiting"
    work()

    assert (job().status, job().created, job().position) == ("done", 2, 2)
    one = Listing.objects.get(external_id="A-1")
    assert (one.live, one.status, one.author, one.industry) == (False, "draft", office, "steel")
    assert acts() == [
        "listing_import.check",
        "listing_import.start",
        "listing.import",
        "listing.import",
    ]
    assert AuditEvent.objects.last().actor == office


def test_an_operator_publishes_with_a_ground_and_takes_it_back(client, send, operator):
    send(operator, jsonl(row(1), row(2)), "a.jsonl", **GROUND)
    start(client)
    work()
    assert Listing.objects.filter(live=True, is_unverified=True).count() == 2
    AuditEvent.objects.all().delete()

    client.post(reverse("marketplace:import_undo", args=[job().pk]), {"reason": "文件有误。"})
    work()

    assert (job().status, job().undone_by) == ("undone", operator)
    one = Listing.objects.first()
    assert (one.live, one.status, one.live_revision) == (False, "unpublished", None)
    assert one.unpublish_reason == "撤销导入：文件有误。"
    assert acts() == ["listing_import.undo", "listing.unpublish", "listing.unpublish"]
    assert {event.actor for event in AuditEvent.objects.all()} == {operator}


def test_after_it_was_taken_back_a_better_file_publishes_again(client, send, operator):
    send(operator, jsonl(row(1)), "a.jsonl", **GROUND)
    start(client)
    work()
    client.post(reverse("marketplace:import_undo", args=[job().pk]), {"reason": "文件有误。"})
    work()

    send(operator, jsonl(row(1, title="更正的名称")), "b.jsonl", **GROUND)
    latest = ListingImport.objects.first()
    client.post(reverse("marketplace:import_start", args=[latest.pk]), {"rows": "all"})
    work()

    one = Listing.objects.get()
    assert (one.live, one.title) == (True, "更正的名称")


def test_what_was_public_before_stays_when_an_import_is_taken_back(client, send, operator, bring):
    bring(jsonl(row(1)), "--publish")
    ListingImport.objects.update(name="先前")
    send(operator, jsonl(row(1, title="新名称"), row(2)), "a.jsonl", **GROUND)
    latest = ListingImport.objects.first()
    client.post(reverse("marketplace:import_start", args=[latest.pk]), {"rows": "all"})
    work()

    client.post(reverse("marketplace:import_undo", args=[latest.pk]), {"reason": "撤。"})
    work()

    assert {*Listing.objects.values_list("external_id", "live")} == {("A-1", True), ("A-2", False)}


def test_faults_are_shown_and_all_or_the_good_rows_start(client, send, office):
    send(office, workbook(["A-1", "示例", "炼丹", 6], ["A-2", "示例二", "", ""]))
    page = client.get(job().get_absolute_url()).content.decode()
    assert "炼丹" in page
    assert "不在可选值之内" in page

    refused = start(client, "all")
    assert (refused.status_code, job().status) == (302, "checked")

    start(client, "good")
    work()
    assert (job().created, Listing.objects.get().external_id) == (1, "A-2")


def test_the_error_file_has_the_reason_beside_the_cell(client, send, office):
    send(office, workbook(["A-1", "示例", "炼丹", 6]))

    answer = client.get(reverse("marketplace:import_errors", args=[job().pk]))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert "不在可选值之内" in sheet["C2"].comment.text
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_template_can_be_filled_in_and_sent(client, send, office):
    client.force_login(office)
    answer = client.get(reverse("marketplace:import_template"))
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    sheet = book.worksheets[0]
    head = {cell.value.removesuffix("*"): cell.column for cell in sheet[1]}
    for name, value in zip(HEAD, ["A-1", "示例", "钢铁", "6"], strict=True):
        sheet.cell(2, head[name], value)
    assert len(sheet.data_validations.dataValidation) == 5
    file = io.BytesIO()
    book.save(file)

    send(office, file.getvalue())

    assert (job().total, job().faulty) == (1, 0)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"MZ\x90\0" + bytes(500), "既不是 Excel"),
        ("a.csv", table(["A-1", "示\0例", "", ""]), "既不是 Excel"),
        ("a.xlsx", b"PK\x03\x04broken", "已损坏"),
        ("a.csv", b"x" * (10 * 2**20 + 1), "不超过 10 MB"),
        ("a.xlsx", b"", "空"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_the_form(name, content, says, send, office):
    answer = send(office, content, name)

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not ListingImport.objects.exists()
    assert acts() == []


@pytest.mark.parametrize(
    "case",
    [
        (["A-1", "=cmd|'/C calc'!A0", "", ""], ("B", "像公式")),
        (["A-1", "长" * 10_000, "", ""], ("B", "最多 250 个字")),
        (["A-1", "示例", "炼丹", ""], ("C", "不在可选值之内")),
        (["A-1", "示例", "", 12], ("D", "1～9")),
    ],
)
@pytest.mark.parametrize("name", ["示例.xlsx", "示例.csv"])
def test_a_bad_cell_is_said_by_line_column_and_rule(case, name, client, send, office):
    cells, (letter, rule) = case
    lines = [["A-0", "好的", "钢铁", 6], cells]
    is_csv = name.endswith("csv")
    content = table(*lines, encoding="gbk") if is_csv else workbook(*lines)

    send(office, content, name)

    (fault,) = job().faults
    page = client.get(job().get_absolute_url()).content.decode()
    assert (job().total, job().faulty) == (2, 1)
    assert (fault["line"], fault["letter"]) == (3, letter)
    assert rule in fault["rule"]
    assert rule in page
    assert len(page) < 100_000  # ten thousand characters are not shown whole
    assert not Listing.objects.exists()


def test_a_csv_of_gbk_comes_in_by_page(client, send, office):
    send(office, table(["A-1", "示例铜箔", "钢铁", 6], encoding="gbk"), "示例.csv")
    start(client)
    work()

    assert Listing.objects.get().title == "示例铜箔"


def test_without_the_declaration_nothing_is_kept(send, office):
    answer = send(office, workbook(["A-1", "示例", "", ""]), is_declared_open="")

    assert "涉密" in answer.content.decode()
    assert not ListingImport.objects.exists()


def test_publishing_asks_for_its_ground(send, operator):
    answer = send(operator, jsonl(row(1)), "a.jsonl", publishes="on")

    assert "直接公开须写明依据" in answer.content.decode()
    assert not ListingImport.objects.exists()


def test_an_office_cannot_publish(send, office):
    send(office, jsonl(row(1)), "a.jsonl", **GROUND)

    assert not job().publishes


def test_nobody_publishes_for_their_own_unit(send, operator, unit):
    MembershipFactory(user=operator, organisation=unit, role=Role.RESEARCHER)

    answer = send(operator, jsonl(row(1)), "a.jsonl", **GROUND)

    assert answer.status_code == 403
    assert not ListingImport.objects.exists()


def test_an_office_cannot_import_for_another_unit(send, office, another_unit):
    answer = send(office, jsonl(row(1)), "a.jsonl", organisation=another_unit.pk)

    assert answer.status_code == 200
    assert not ListingImport.objects.exists()


def test_it_starts_once(client, send, office):
    send(office, jsonl(row(1)), "a.jsonl")
    start(client)

    assert start(client).status_code == 409


def test_the_page_reloads_itself_while_the_worker_writes(client, send, office):
    send(office, jsonl(row(1)), "a.jsonl")
    start(client)

    assert "every 2s" in client.get(job().get_absolute_url()).content.decode()

    work()
    assert "every 2s" not in client.get(job().get_absolute_url()).content.decode()


def test_carried_twice_it_is_done_once(client, send, office):
    send(office, jsonl(row(1), row(2)), "a.jsonl")
    start(client)
    work()
    again = ListingImport.objects.filter(pk=job().pk)
    again.update(status="running")  # as if the worker had been killed before it said so

    carry([OutboxMessage(topic="listing_import", subject_id=str(job().pk))])

    assert (job().status, job().created, job().position) == ("done", 2, 2)
    assert Listing.objects.count() == 2


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_as_often_for_many(
    many, client, office, unit, django_assert_max_num_queries
):
    ListingImportFactory.create_batch(many, organisation=unit)
    client.force_login(office)

    with django_assert_max_num_queries(15):
        client.get(INDEX)
