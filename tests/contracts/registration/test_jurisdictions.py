"""The command that puts a body in charge of a region."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from contracts.models import Jurisdiction
from contracts.registration.jurisdictions import body_for
from core.models import AuditEvent
from tests.factories import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def grant(code, region, **options):
    call_command("grant_jurisdiction", code, region, by="示例文件", verbosity=0, **options)


def test_a_body_is_put_in_charge_from_a_day_on():
    body, region = OrganisationFactory(kind="government"), RegionFactory()

    grant(body.code, region.pk, day=date(2026, 3, 1))

    assert body_for(region, day=date(2026, 3, 1), amount_fen=1) == body
    assert body_for(region, day=date(2026, 2, 28), amount_fen=1) is None
    assert AuditEvent.objects.filter(action="jurisdiction.grant").count() == 1


@pytest.mark.parametrize("wrong", ["body", "region", "firm"])
def test_what_is_not_there_is_refused(wrong):
    body = OrganisationFactory(kind="company" if wrong == "firm" else "government")
    code = "X" if wrong == "body" else body.code
    region = "000000" if wrong == "region" else RegionFactory().pk

    with pytest.raises(CommandError):
        grant(code, region)

    assert not Jurisdiction.objects.exists()
