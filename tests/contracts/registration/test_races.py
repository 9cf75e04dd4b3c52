"""Two at one moment: one of them wins, the other is told, nothing is done twice."""

from datetime import date

import pytest

from contracts.models import Contract
from contracts.registration import services
from contracts.registration.prechecking import Blocked
from core.errors import ValidationError, WrongState
from core.models import AuditEvent
from tests.contracts.factories import ContractFactory, in_state
from tests.contracts.registration.conftest import with_text
from tests.parts.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
S = Contract.Status
NUMBER = "3604012026000123"
DAY = date(2026, 3, 20)


def outcome(act, *args, **kwargs):
    """What an act came to: the state it left, or the kind of its refusal."""
    try:
        return str(act(*args, **kwargs).status)
    except (WrongState, ValidationError) as error:
        return type(error)


def acts(action):
    return AuditEvent.objects.filter(action=action).count()


def test_of_two_reviewers_who_pass_a_case_one_does(desk):
    contract = in_state(S.EXAMINED, body=desk.body)
    people = [desk.b, desk.other_b]

    done = at_once(
        lambda n: outcome(services.review_contract, contract.pk, actor=people[n]), len(people)
    )

    assert set(done) == {"reviewed", WrongState}
    assert contract.opinions.count() == acts("contract.review") == 1


def test_a_case_is_passed_or_refused_and_never_both(desk):
    contract = in_state(S.ACCEPTED, body=desk.body)

    def decide(n):
        if n:
            words = {"code": "R2", "article": "第六条", "text": "不含技术内容。"}
            return outcome(services.refuse_contract, contract.pk, actor=desk.other_a, **words)
        return outcome(services.examine_contract, contract.pk, actor=desk.a)

    done = at_once(decide, 2)

    contract.refresh_from_db()
    assert WrongState in done
    assert {contract.status} == set(done) - {WrongState}
    assert contract.opinions.count() == 1


def test_a_number_entered_twice_at_once_is_of_one_contract(desk):
    waiting = [in_state(S.REVIEWED, body=desk.body) for _each in range(4)]

    done = at_once(
        lambda n: outcome(
            services.register_contract,
            waiting[n].pk,
            national_number=NUMBER,
            registered_on=DAY,
            actor=desk.a,
        ),
        len(waiting),
    )

    assert sorted(done, key=str) == [*[ValidationError] * 3, "registered"]
    assert Contract.objects.filter(national_number=NUMBER).count() == 1
    assert acts("contract.register") == 1


@pytest.mark.parametrize("same_file", [True, False])
def test_the_same_contract_filed_twice_at_once_is_filed_once(desk, seller, same_file):
    """By what it says, or by its very text under another title."""
    first = ContractFactory(seller=seller.organisations().get())
    buyer = first.parties.get(is_filing=False).organisation
    title = {} if same_file else {"title": first.title}
    second = ContractFactory(seller=seller.organisations().get(), buyer=buyer, **title)
    drafts = [with_text(first, "1" * 64), with_text(second, ("1" if same_file else "2") * 64)]

    done = at_once(
        lambda n: outcome(services.submit_contract, drafts[n].pk, actor=seller), len(drafts)
    )

    assert set(done) == {"submitted", Blocked}
    assert acts("contract.submit") == 1
