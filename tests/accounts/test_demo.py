"""Demo rows: enough of everything, valid, and made once."""

import pytest
from django.core.management import CommandError, call_command

from accounts import demo
from accounts.models import Organisation, Role, User
from accounts.validators import validate_credit_code
from core.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    call_command("load_regions", verbosity=0)
    call_command("load_demo", verbosity=0)


def test_twenty_organisations_stand_in_every_county_and_of_every_kind(loaded):
    standing = Organisation.objects.confirmed().filter(is_demo=True)

    assert standing.count() == 20
    assert set(Region.objects.counties()) <= {row.region for row in standing}
    assert {row.kind for row in standing} == set(Organisation.Kind)
    for row in standing:
        validate_credit_code(row.code)


def test_someone_holds_each_role_and_two_the_desks(loaded):
    for role in Role:
        held = [user for user in User.objects.filter(is_demo=True) if user.has_role(role)]
        assert len(held) == (2 if role in {Role.REGISTRAR, Role.REVIEWER} else len(held))
        assert held, role


def test_every_state_has_something_to_show(loaded):
    assert set(Organisation.objects.values_list("status", flat=True)) == set(Organisation.Status)


def test_a_second_run_changes_nothing(loaded):
    before = (Organisation.objects.count(), User.objects.count())

    assert demo.load() is False
    assert (Organisation.objects.count(), User.objects.count()) == before


def test_without_demo_nothing_is_made(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo")

    assert not User.objects.exists()
