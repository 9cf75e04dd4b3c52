"""The topic "search": what is committed is found, what is hidden is not, nothing is lost."""

from django.db import transaction

from core import outbox, records
from core.models import OutboxMessage
from search import rebuild
from search.documents import TOPIC
from search.query import Query
from tests.factories import OrganisationFactory
from tests.search.sources import SOURCE


def found(engine, text=""):
    engine.refresh(SOURCE.kind)
    query = Query(SOURCE.kind.name, text)
    return [hit.id for hit in engine.search(SOURCE.kind, query).hits]


def rename(organisation, name):
    with transaction.atomic():
        records.change(organisation, "organisation.change", actor=None, changes={"name": name})


def drain():
    while outbox.drain(TOPIC).taken:
        pass


def announce(*rows):
    with transaction.atomic():
        outbox.announce_all(rows)


def test_what_is_committed_is_found(engine, searched):
    organisation = OrganisationFactory(name="浔江玻纤（示例）有限公司")
    announce(organisation)

    drain()

    assert found(engine, "玻纤") == [organisation.pk]
    assert not OutboxMessage.objects.exists()


def test_a_change_takes_the_place_of_what_was(engine, searched):
    organisation = OrganisationFactory(name="旧名")
    announce(organisation)
    drain()

    rename(organisation, "碳化硅")
    drain()

    assert found(engine, "碳化硅") == [organisation.pk]
    assert found(engine, "旧名") == []


def test_what_is_no_longer_public_is_not_found(engine, searched):
    organisation = OrganisationFactory()
    announce(organisation)
    drain()

    type(organisation).objects.update(status="refused", version=2)
    announce(organisation)
    drain()

    assert found(engine) == []


def test_what_was_deleted_is_not_found(engine, searched):
    organisation = OrganisationFactory()
    announce(organisation)
    drain()

    with transaction.atomic():
        records.delete(organisation, "organisation.delete", actor=None)
    drain()

    assert found(engine) == []


def test_carrying_twice_changes_nothing(engine, searched):
    organisation = OrganisationFactory(name="玻纤")
    for _time in range(2):
        announce(organisation)
        drain()

    assert found(engine) == [organisation.pk]


def test_a_rollback_is_never_found(engine, searched):
    organisation = OrganisationFactory(name="先名")
    announce(organisation)
    drain()

    with transaction.atomic():
        records.change(organisation, "organisation.change", actor=None, changes={"name": "后名"})
        transaction.set_rollback(True)
    drain()

    assert found(engine, "后名") == []


def test_a_message_about_something_else_is_kept_with_its_reason(searched):
    message = outbox.enqueue(TOPIC, "core.region", "360403")

    drain()

    message.refresh_from_db()
    assert message.attempts == 1
    assert "search.documents" in message.last_error


def test_an_index_that_was_lost_is_built_by_the_next_message(engine, searched):
    organisations = OrganisationFactory.create_batch(3)
    engine.drop(SOURCE.kind)
    announce(organisations[0])

    drain()

    assert sorted(found(engine)) == sorted(one.pk for one in organisations)
    assert not OutboxMessage.objects.exists()


# ── Rebuilding and comparing ─────────────────────────────────────────


def test_a_rebuild_holds_every_public_row(engine, searched, monkeypatch):
    monkeypatch.setattr(rebuild, "BATCH", 2)
    organisations = OrganisationFactory.create_batch(5)
    OrganisationFactory(pending=True)

    assert rebuild.build(SOURCE)

    assert sorted(found(engine)) == sorted(one.pk for one in organisations)


def test_writes_during_a_rebuild_are_not_lost(engine, searched, monkeypatch):
    """Each row changes, hides or appears right after the rebuild has read it."""
    monkeypatch.setattr(rebuild, "BATCH", 1)
    kept, hidden, deleted = (OrganisationFactory(name=name) for name in ("甲旧", "乙", "丙"))
    fill = engine.fill

    def fill_late(index, documents):
        """What was read is written only after the indexer has written what came later."""
        for document in documents:
            if document.id == kept.pk:
                rename(kept, "甲新")
                OrganisationFactory(name="丁新来")
                announce(*SOURCE.model.objects.filter(name="丁新来"))
            if document.id == hidden.pk:
                SOURCE.model.objects.filter(pk=hidden.pk).update(status="refused", version=9)
                announce(hidden)
            if document.id == deleted.pk:
                with transaction.atomic():
                    records.delete(deleted, "organisation.delete", actor=None)
        drain()
        fill(index, documents)

    monkeypatch.setattr(engine, "fill", fill_late)
    rebuild.build(SOURCE)

    names = dict(SOURCE.public().values_list("pk", "name"))
    assert sorted(names.values()) == ["丁新来", "甲新"]
    assert sorted(found(engine)) == sorted(names)
    assert found(engine, "甲新") == [kept.pk]
    assert rebuild.check(SOURCE).ids == ()


def test_two_rebuilds_at_once_are_one(searched):
    from core.leases import lease  # noqa: PLC0415 — beside its only use

    with lease(f"search.build.{SOURCE.kind.name}"):
        assert rebuild.build(SOURCE) is False


def test_a_comparison_finds_and_heals_every_difference(engine, searched):
    missing, differing, hidden = OrganisationFactory.create_batch(3)
    announce(differing, hidden)
    drain()
    # Ways around the services, as a restored backup would be.
    SOURCE.model.objects.filter(pk=differing.pk).update(name="改过的名称")
    SOURCE.model.objects.filter(pk=hidden.pk).update(status="refused", version=5)

    seen = rebuild.check(SOURCE, heal=False)
    healed = rebuild.check(SOURCE)

    assert seen == healed == rebuild.Difference(2, (missing.pk,), (differing.pk,), (hidden.pk,))
    assert rebuild.check(SOURCE).ids == ()
    assert sorted(found(engine)) == sorted([missing.pk, differing.pk])
    assert found(engine, "改过的名称") == [differing.pk]


def test_an_index_of_another_shape_is_built_anew(engine, searched, monkeypatch):
    organisation = OrganisationFactory()
    assert rebuild.set_up() == []

    monkeypatch.setattr("search.engines.base.SHAPE", 99)

    assert rebuild.set_up() == ["organisation"]
    assert rebuild.set_up() == []
    assert found(engine) == [organisation.pk]
