from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from core import acts, audit, jobs
from core.audit_check import verify
from core.chains import start_chain
from core.models import AuditEvent, AuditSeal, AuditUnsealed
from tests.factories import OrganisationFactory


@pytest.fixture
def heads_folder(settings, tmp_path):
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    return settings.AUDIT_HEAD_DIR


@pytest.fixture
def chain(registrar):
    """Five acts, sealed."""
    organisation = OrganisationFactory()
    for number in range(5):
        audit.record(organisation, "organisation.change", actor=registrar, changes={"n": number})
    audit.seal()
    return list(AuditSeal.objects.select_related("event"))


def test_an_untouched_chain_holds(chain):
    assert [link.sequence for link in chain] == [1, 2, 3, 4, 5]
    assert not AuditUnsealed.objects.exists()
    assert list(verify(heads=[audit.head()])) == []


EVENT_COLUMNS = {
    "at": "2020-01-01T00:00:00+08:00",
    "recorded_at": "2040-01-01T00:00:00+08:00",
    "actor": None,
    "action": "organisation.confirm",
    "subject_type": "accounts.user",
    "subject_id": "999",
    "subject_label": "别的单位",
    "chain": None,
    "before": "pending",
    "after": "confirmed",
    "changes": {"n": 99},
}


def test_every_column_of_an_event_is_tried():
    columns = {field.name for field in AuditEvent._meta.concrete_fields}

    assert columns == {"id", *EVENT_COLUMNS}


@pytest.mark.parametrize("column", sorted(EVENT_COLUMNS.keys() - {"chain"}))
def test_a_changed_column_of_an_event_is_found(chain, column):
    event = chain[2].event
    AuditEvent.objects.filter(pk=event.pk).update(**{column: EVENT_COLUMNS[column]})

    faults = list(verify())

    assert faults[0] == f"链节 3（操作记录 {event.pk}）与封存时不同"


def test_an_event_moved_to_another_transfer_chain_is_found(chain, registrar):
    from_elsewhere = OrganisationFactory()
    spine = start_chain("甲", actor=registrar)
    audit.record(from_elsewhere, "organisation.change", actor=registrar, chain=spine)
    audit.seal()
    AuditEvent.objects.filter(chain=spine, action="organisation.change").update(chain=None)

    assert [fault.partition("（")[0] for fault in verify()] == ["链节 7"]


def test_an_act_entered_later_says_when_it_happened_and_when_it_was_written(chain, registrar):
    then = timezone.now() - timedelta(days=70)

    with acts.happened_at(then):
        event = audit.record(OrganisationFactory(), "organisation.confirm", actor=registrar)
    ordinary = audit.record(OrganisationFactory(), "organisation.confirm", actor=registrar)

    audit.seal()
    assert event.at == then
    assert timezone.now() - event.recorded_at < timedelta(minutes=1)
    assert (ordinary.recorded_at, ordinary.at > event.recorded_at) == (None, True)
    assert list(verify(heads=[audit.head()])) == []
    AuditEvent.objects.filter(pk=event.pk).update(recorded_at=None)
    assert next(iter(verify())) == f"链节 6（操作记录 {event.pk}）与封存时不同"


def test_no_act_happens_in_the_future():
    with (
        pytest.raises(ValueError, match="not happened yet"),
        acts.happened_at(timezone.now() + timedelta(hours=1)),
    ):
        pass

    assert acts.earlier_moment() is None


def test_a_seal_from_before_the_second_time_holds():
    moment = datetime(2026, 11, 1, 9, tzinfo=UTC)
    event = AuditEvent(
        pk=7,
        at=moment,
        action="x.y",
        subject_type="core.chain",
        subject_id="3",
        subject_label="甲",
        after="open",
        changes={"n": 1},
    )
    link = AuditSeal(sequence=5, event=event, previous_hash="0" * 64, sealed_at=moment)

    assert audit.digest(link) == "d93d9a2bb3501b21543d49f183e5f808eb6ebea03a2402e01bf23c53d57cf7ba"


SEAL_COLUMNS = {
    "previous_hash": "0" * 64,
    "hash": "f" * 64,
    "sealed_at": "2020-01-01T00:00:00+08:00",
}


@pytest.mark.parametrize("column", SEAL_COLUMNS)
def test_a_changed_column_of_a_link_is_found(chain, column):
    AuditSeal.objects.filter(sequence=3).update(**{column: SEAL_COLUMNS[column]})

    assert any(fault.startswith("链节 3") for fault in verify())


def test_every_column_of_a_link_is_tried():
    columns = {field.name for field in AuditSeal._meta.concrete_fields}

    assert columns == {"sequence", "event", *SEAL_COLUMNS}


def test_a_changed_number_of_a_link_is_found(chain):
    AuditSeal.objects.filter(sequence=3).update(sequence=9)

    assert "链节 3 至 3 缺失" in list(verify())


def test_two_swapped_events_are_found(chain):
    first, second = chain[1].event_id, chain[2].event_id
    spare = AuditEvent.objects.create(action="x", subject_type="x", subject_id="1")
    AuditSeal.objects.filter(sequence=2).update(event=spare)
    AuditSeal.objects.filter(sequence=3).update(event=first)
    AuditSeal.objects.filter(sequence=2).update(event=second)

    assert list(verify()) == [
        f"链节 2（操作记录 {second}）与封存时不同",
        f"链节 3（操作记录 {first}）与封存时不同",
    ]


def test_a_deleted_act_in_the_middle_is_found(chain):
    chain[2].delete()
    chain[2].event.delete()

    assert list(verify()) == ["链节 3 至 3 缺失", "链节 4 与上一链节不相接"]


def test_a_deleted_event_whose_seal_stays_hides_no_other_fault(chain):
    gone = chain[1].event_id
    event = AuditEvent.objects.get(pk=gone)
    AuditEvent.objects.filter(pk=chain[3].event_id).update(action="organisation.confirm")
    with connection.cursor() as cursor:
        _without_foreign_keys(cursor, f"DELETE FROM core_auditevent WHERE id = {gone}")

    found = list(verify())
    event.save(force_insert=True)  # a test leaves no broken keys behind
    assert found == [
        f"链节 2 的操作记录 {gone} 已被删除",
        f"链节 4（操作记录 {chain[3].event_id}）与封存时不同",
    ]


def test_an_event_that_cannot_be_read_hides_no_other_fault(chain, monkeypatch):
    broken, read = chain[1].event_id, AuditEvent.objects.in_bulk

    def in_bulk(_manager, keys):
        if broken in keys:
            raise ValueError("not JSON")
        return read(keys)

    monkeypatch.setattr(type(AuditEvent.objects), "in_bulk", in_bulk)
    AuditEvent.objects.filter(pk=chain[3].event_id).update(action="organisation.confirm")

    assert list(verify()) == [
        f"链节 2 的操作记录 {broken} 无法读取：not JSON",
        f"链节 4（操作记录 {chain[3].event_id}）与封存时不同",
    ]


def test_heads_are_exported_where_something_was_sealed_since(chain, heads_folder, registrar):
    first = jobs.export_audit_head()
    assert jobs.export_audit_head() is None
    audit.record(OrganisationFactory(), "organisation.confirm", actor=registrar)
    audit.seal()

    second = jobs.export_audit_head()

    assert jobs.head_files() == [first, second]
    assert [head.sequence for path in jobs.head_files() for head in jobs.read_heads(path)] == [
        5,
        6,
    ]


def _without_foreign_keys(cursor, statement):
    """As somebody would who means harm and has the database in hand."""
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute(statement)
        return
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(statement)


def test_a_cut_off_tail_is_found_by_the_exported_head(chain):
    known = audit.head()
    for link in chain[3:]:
        event = link.event
        link.delete()
        event.delete()

    assert list(verify()) == []
    assert list(verify(heads=[known])) == [f"{known.at} 导出的链头为第 5 节，现只到第 3 节"]


def test_a_chain_sealed_anew_is_found_by_the_exported_head(chain):
    known = audit.head()
    AuditSeal.objects.filter(sequence__gte=3).delete()
    AuditEvent.objects.filter(pk=chain[2].event_id).update(action="organisation.confirm")
    AuditUnsealed.objects.bulk_create(AuditUnsealed(event_id=link.event_id) for link in chain[2:])
    audit.seal()

    assert list(verify()) == []
    assert list(verify(heads=[known, audit.head()])) == [f"链节 5 与 {known.at} 导出的链头不同"]


def test_a_forged_link_is_found(chain):
    forged = AuditEvent.objects.create(action="x", subject_type="x", subject_id="1")
    AuditSeal.objects.create(sequence=6, event=forged, previous_hash=chain[4].hash, hash="a" * 64)

    assert list(verify()) == [f"链节 6（操作记录 {forged.pk}）与封存时不同"]


def test_an_event_dated_back_is_found(chain, registrar):
    event = audit.record(OrganisationFactory(), "organisation.confirm", actor=registrar)
    AuditEvent.objects.filter(pk=event.pk).update(at=event.at - timedelta(days=1))
    audit.seal()

    assert list(verify()) == [f"操作记录 {event.pk} 的时间早于其前的记录，疑为事后插入"]


def test_an_event_kept_from_the_sealer_is_found(chain):
    old = chain[0].event.at - timedelta(minutes=11)
    AuditEvent.objects.create(action="x", subject_type="x", subject_id="1", at=old)

    assert list(verify()) == ["1 条操作记录超过 10 分钟未封存；请检查后台进程"]


def test_events_sealed_after_later_ones_hold(chain, registrar):
    """A transaction that took its number early may commit after its successors were sealed."""
    late = audit.record(OrganisationFactory(), "organisation.change", actor=registrar)
    AuditUnsealed.objects.filter(event=late).delete()
    audit.record(OrganisationFactory(), "organisation.change", actor=registrar)
    audit.seal()
    AuditUnsealed.objects.create(event=late)

    audit.seal()

    assert list(verify()) == []
    assert AuditSeal.objects.get(sequence=7).event == late


def test_an_event_goes_with_the_savepoint_it_was_written_in(registrar):
    organisation = OrganisationFactory()

    with transaction.atomic():
        audit.record(organisation, "organisation.change", actor=registrar)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()
    assert not AuditUnsealed.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="belongs in the transaction of the act"):
        audit.record(OrganisationFactory(), "organisation.change", actor=None)


def test_values_of_every_kind_hold_their_hash(registrar):
    organisation = OrganisationFactory()
    values = {
        "float": 1e16,
        "small": 1e-7,
        "minus": -0.0,
        "set": {"b", "a"},
        "row": [organisation, None],
        "nested": {1: {"x": (1.5,)}},
        "when": AuditEvent._meta.get_field("at").get_default(),
        "text": "甲“乙”𠮷\u2028",
    }
    audit.record(organisation, "organisation.change", actor=registrar, changes=values)
    audit.seal()

    kept = AuditEvent.objects.get().changes
    assert kept["float"] == "1e+16"
    assert kept["set"] == ["a", "b"]
    assert kept["row"] == [organisation.pk, None]
    assert kept["nested"] == {"1": {"x": ["1.5"]}}
    assert list(verify()) == []


def test_a_value_without_a_lasting_form_is_refused(registrar):
    with pytest.raises(TypeError):
        audit.record(OrganisationFactory(), "x", actor=registrar, changes={"it": object()})


def test_sealing_takes_a_few_at_a_time(registrar):
    organisation = OrganisationFactory()
    for _number in range(5):
        audit.record(organisation, "organisation.change", actor=registrar)

    assert [audit.seal(limit=2) for _turn in range(4)] == [2, 2, 1, 0]
    assert list(verify()) == []


def test_the_command_says_that_the_trail_holds(chain, heads_folder):
    jobs.export_audit_head()
    out = StringIO()

    call_command("audit_verify", stdout=out)

    assert out.getvalue() == "✓ 审计链完好：5 节，核对链头 1 个\n"


def test_the_command_fails_on_a_fault_and_names_it(chain, heads_folder):
    AuditEvent.objects.filter(pk=chain[0].event_id).update(action="x")
    errors = StringIO()

    with pytest.raises(CommandError, match="审计链有 1 处不符"):
        call_command("audit_verify", stderr=errors)

    assert errors.getvalue() == f"✗ 链节 1（操作记录 {chain[0].event_id}）与封存时不同\n"


def test_the_command_takes_heads_kept_elsewhere(chain, heads_folder, tmp_path):
    kept = tmp_path / "kept.jsonl"
    kept.write_text('{"sequence": 9, "hash": "x", "at": "2026-01-01T00:00:00+00:00"}\n')
    errors = StringIO()

    with pytest.raises(CommandError):
        call_command("audit_verify", heads=[kept], stderr=errors)

    assert "导出的链头为第 9 节，现只到第 5 节" in errors.getvalue()


def test_the_command_fails_on_a_head_file_that_cannot_be_read(chain, heads_folder, tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"sequence": 5, "ha')

    with pytest.raises(CommandError, match="1 处不符"):
        call_command("audit_verify", heads=[broken], stderr=StringIO())


def test_sealing_nothing_reads_one_short_list(db, django_assert_num_queries):
    with django_assert_num_queries(3 if connection.in_atomic_block else 1):
        assert audit.seal() == 0  # savepoint, one read, savepoint
