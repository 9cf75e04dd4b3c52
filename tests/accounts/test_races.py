"""Two people at the same act at once: one wins, the other is told why it was not them."""

from functools import partial

import pytest

from accounts.models import Membership, Organisation, Role
from accounts.services import memberships, organisations
from core.errors import WrongState
from core.models import AuditEvent
from tests.factories import OrganisationFactory, RegionFactory, UserFactory, credit_code
from tests.parts import threads
from tests.parts.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def race(act, people):
    """What each of ``people`` got, all of them let go at the same moment."""
    refused = (organisations.CodeTaken, WrongState)
    return threads.race(*(partial(act, one) for one in people), refused=refused)


def test_two_who_found_one_code_at_once_make_one_organisation():
    people = [UserFactory(), UserFactory()]
    facts = {
        "name": "浔阳玻纤（示例）有限公司",
        "code": credit_code(9000901),
        "kind": Organisation.Kind.COMPANY,
        "region": RegionFactory(),
    }

    got = race(
        lambda actor: organisations.found_organisation(
            dict(facts), role=Role.FIRM_MEMBER, actor=actor
        ),
        people,
    )

    [organisation] = Organisation.objects.all()
    [refused] = [answer for answer in got if answer != organisation]
    assert isinstance(refused, organisations.CodeTaken)
    assert refused.organisation == organisation
    assert refused.message_dict == {
        "code": ["该统一社会信用代码的单位已在册，请申请加入该单位，不必重复登记。"]
    }
    assert Membership.objects.count() == 1


def test_two_who_confirm_one_organisation_at_once_confirm_it_once():
    staff = [person(Role.SECTION_STAFF), person(Role.SECTION_STAFF)]
    organisation = OrganisationFactory(pending=True)

    got = race(
        lambda actor: organisations.confirm_organisation(organisation.pk, actor=actor), staff
    )

    [refused] = [answer for answer in got if answer != organisation]
    assert isinstance(refused, WrongState)
    assert AuditEvent.objects.filter(action="organisation.confirm").count() == 1


def test_two_bureaus_that_appoint_at_once_get_one_operator():
    """Each command by itself would find that there is no operator yet."""
    bureaus = OrganisationFactory.create_batch(2, kind=Organisation.Kind.GOVERNMENT)
    people = [UserFactory(), UserFactory()]
    pairs = list(zip(bureaus, people, strict=True))

    got = race(
        lambda pair: memberships.appoint_first_operator(pair[0].pk, user_pk=pair[1].pk), pairs
    )

    assert sum(isinstance(answer, Membership) for answer in got) == 1
    assert sum(isinstance(answer, WrongState) for answer in got) == 1
    assert Membership.objects.filter(role=Role.OPERATOR).count() == 1
