"""The invented contracts: as many as said, everywhere, in every state, with a whole trail."""

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from accounts.models import Organisation, Role
from brokers.models import Deal, Stage
from contracts import demo_registrations
from contracts.codes import Kind
from contracts.models import Clock, Contract, ContractFile
from contracts.querysets import PENDING
from contracts.rules import numbers
from core import audit
from core.audit_check import verify
from core.models import AuditEvent, OutboxMessage, Region
from tests.contracts.factories import ContractFactory, JurisdictionFactory
from tests.factories import DealFactory

pytestmark = pytest.mark.django_db


def test_the_deals_that_are_registered_bear_the_numbers_of_their_contracts(
    demo_listings,
):
    call_command("load_demo_deals", verbosity=0)
    body = Organisation.objects.filter(memberships__role=Role.REGISTRAR).distinct().get()
    JurisdictionFactory(body=body, region=body.region)
    call_command("load_demo_registrations", verbosity=0)

    deals = Deal.objects.filter(status=Stage.REGISTERED)
    assert deals.count() == demo_registrations.COUNT
    for deal in deals:
        contract = deal.contracts.get()
        assert contract.status == Contract.Status.REGISTERED
        assert contract.national_number == deal.national_number
        assert contract.registered_on == deal.registered_on
        assert contract.signed_on <= timezone.localdate(contract.submitted_at)
        assert contract.chain == deal.chain
        said = dict(deal.chain.events.values_list("action", "at"))
        assert said["contract.accept"] == contract.accepted_at
        assert timezone.localdate(said["contract.register"]) == deal.registered_on
        assert timezone.localdate(said["deal.register"]) == deal.registered_on
        assert not numbers.doubt(deal.national_number)
    assert not Deal.objects.exclude(status=Stage.REGISTERED).exclude(national_number="").exists()
    events = AuditEvent.objects.count()
    call_command("load_demo_registrations", verbosity=0)
    assert AuditEvent.objects.count() == events


def test_without_demo_nothing_is_registered(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_registrations")

    assert not Contract.objects.exists()


@time_machine.travel("2026-11-24T12:00:00+08:00", tick=False)
def test_four_hundred_contracts_stand_everywhere_and_load_once():
    for command in ("load_regions", "load_demo"):
        call_command(command, verbosity=0)
    # A signed demo deal has made its draft before.
    signed = ContractFactory(is_demo=True, deal=DealFactory(status="signed"))
    call_command("load_demo_contracts", verbosity=0)
    rows = Contract.objects.filter(is_demo=True).exclude(pk=signed.pk)

    assert rows.count() == 400
    assert set(rows.values_list("status", flat=True)) == {*Contract.Status}
    assert set(rows.values_list("kind", flat=True)) == {*Kind}
    assert set(rows.registered().values_list("region", flat=True)) == set(
        Region.objects.of_city().values_list("pk", flat=True)
    )
    assert {day.year for day in rows.registered().values_list("registered_on", flat=True)} == {
        2024, 2025, 2026
    }  # fmt: skip
    assert OutboxMessage.objects.filter(topic="turnover").count() == 400
    done = AuditEvent.objects.filter(action="contract.register").count()
    assert done == rows.once_registered().count()
    assert (
        Clock.objects.filter(stopped_at__isnull=True).count()
        == rows.filter(status__in=["accepted", "examined"]).count()
    )
    texts = ContractFile.objects.filter(contract__status__in=PENDING)
    assert texts.values("sha256").distinct().count() == rows.pending().count()
    assert all(text.file.open().read(5) == b"%PDF-" for text in texts)
    ended = rows.filter(status="cancelled")
    assert ended.filter(cancelled_on__gt=F("registered_on")).count() == ended.count() == 4
    assert AuditEvent.objects.filter(action="contract.cancel").count() == 4
    assert not rows.filter(submitted_by=F("registrar")).exists()
    told = AuditEvent.objects.filter(subject_type="contracts.contract", recorded_at__isnull=False)
    assert told.filter(action="contract.register", at__year=2024).count() == 88
    case = rows.once_registered().first()
    said = dict(case.chain.events.values_list("action", "at"))
    assert said["contract.accept"] == case.accepted_at
    assert said["contract.draft"] == case.created_at < said["contract.register"]
    events = AuditEvent.objects.count()
    while audit.seal():
        pass
    assert not audit.seal()
    assert list(verify(heads=[audit.head()])) == []

    call_command("load_demo_contracts", verbosity=0)
    assert (Contract.objects.count(), AuditEvent.objects.count()) == (401, events)
