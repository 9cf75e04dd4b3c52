"""Many national numbers on one page: each row by itself, none lost."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from contracts.registration.views.numbers import AT_ONCE
from tests.contracts.factories import ContractFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("contracts:numbers")


@pytest.fixture
def waiting(desk):
    """Makes cases that wait for their number."""

    def make(count):
        return ContractFactory.create_batch(count, passed=True, status="reviewed", body=desk.body)

    return make


def typed(contract, number, day="2026-03-18"):
    return {f"{contract.pk}-national_number": number, f"{contract.pk}-registered_on": day}


def number(last):
    return f"360400202600{last:04d}"


def test_each_row_is_entered_by_itself(client, desk, waiting):
    good, wrong, untouched = waiting(3)
    client.force_login(desk.a)

    sent = typed(good, number(1)) | typed(wrong, "12") | typed(untouched, "", "")
    page = client.post(PAGE, sent)

    states = dict(Contract.objects.values_list("pk", "status"))
    assert states == {good.pk: "registered", wrong.pk: "reviewed", untouched.pk: "reviewed"}
    assert [contract for contract, _form in page.context["lines"]] == [wrong]
    assert 'value="12"' in page.content.decode()  # what was typed stays


def test_a_row_that_a_colleague_has_entered_is_told_so(client, desk, waiting):
    [contract] = waiting(1)
    Contract.objects.filter(pk=contract.pk).update(
        status="registered", national_number=number(7), registered_on="2026-03-17"
    )
    client.force_login(desk.a)

    page = client.post(PAGE, typed(contract, number(8)))

    assert "已由他人办理" in page.content.decode()
    assert Contract.objects.get().national_number == number(7)


def test_more_than_a_page_can_hold_are_counted(
    client, desk, waiting, django_assert_max_num_queries
):
    waiting(AT_ONCE + 2)
    client.force_login(desk.a)

    with django_assert_max_num_queries(20):
        page = client.get(PAGE)

    assert len(page.context["lines"]) == AT_ONCE
    assert f"共 {AT_ONCE + 2} 份等待编号" in page.content.decode()


def test_nothing_typed_changes_nothing(client, desk, waiting):
    [contract] = waiting(1)
    client.force_login(desk.a)

    assert client.post(PAGE, typed(contract, "", " ")).url == PAGE
    assert Contract.objects.get().status == "reviewed"


def test_a_row_of_another_body_is_not_touched(client, desk):
    elsewhere = ContractFactory(passed=True, status="reviewed")
    client.force_login(desk.a)

    client.post(PAGE, typed(elsewhere, number(2)))

    assert Contract.objects.get().status == "reviewed"
