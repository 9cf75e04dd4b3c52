import pytest
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from core import records
from core.chains import start_chain, timeline
from core.models import AuditEvent, OutboxMessage
from tests.factories import OrganisationFactory, RegionFactory


def change(row, **changes):
    records.change(row, "organisation.change", actor=None, changes=changes)


def test_a_change_keeps_old_and_new_and_raises_the_version(db):
    organisation = OrganisationFactory(name="旧名")
    other = RegionFactory(code="360402", name="濂溪区")

    change(organisation, name="新名", region=other, labels=["high_tech"])

    organisation.refresh_from_db()
    assert (organisation.name, organisation.region, organisation.version) == ("新名", other, 2)
    assert AuditEvent.objects.get().changes == {
        "name": ["旧名", "新名"],
        "region": ["360403", "360402"],
        "labels": [[], ["high_tech"]],
    }
    assert OutboxMessage.objects.count() == len(Organisation.outbox_topics)


def test_a_change_that_changes_nothing_leaves_no_trace(db):
    organisation = OrganisationFactory(name="旧名")

    change(organisation, name="旧名", labels=[])

    organisation.refresh_from_db()
    assert organisation.version == 1
    assert not AuditEvent.objects.exists()


def test_a_wrong_value_is_refused_before_anything_is_written(db):
    organisation = OrganisationFactory(name="旧名")

    with pytest.raises(ValidationError) as refusal:
        change(organisation, name="字" * 101)

    assert list(refusal.value.message_dict) == ["name"]
    organisation.refresh_from_db()
    assert (organisation.name, organisation.version) == ("旧名", 1)
    assert not AuditEvent.objects.exists()


def test_an_incomplete_row_is_not_created(db):
    with pytest.raises(ValidationError):
        records.create(Organisation(name="无码"), "organisation.found", actor=None)

    assert not Organisation.objects.filter(name="无码").exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_write_outside_a_transaction_writes_nothing():
    organisation = OrganisationFactory(name="旧名")

    with pytest.raises(RuntimeError, match="belongs in the transaction of the act"):
        change(organisation, name="新名")

    organisation.refresh_from_db()
    assert organisation.name == "旧名"


def test_a_deletion_leaves_its_event(db):
    organisation = OrganisationFactory()
    key = str(organisation.pk)

    records.delete(organisation, "organisation.delete", actor=None)

    assert AuditEvent.objects.get().subject_id == key
    assert not Organisation.objects.exists()


def test_a_chain_shows_nothing_to_who_sees_none_of_its_objects(registrar):
    chain = start_chain("示例", actor=registrar)

    assert chain.number.startswith("ZH-")
    assert chain.number.endswith("-000001")
    assert timeline(chain, registrar) == []
