"""What the pages of registration take in and show, beyond who may open them."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, CostItem, Jurisdiction
from contracts.registration.forms import CostForm, PartyForm
from core import drafts
from tests.contracts.factories import ContractFactory, in_state
from tests.factories import OrganisationFactory

S = Contract.Status
# How many queries a page may take, those of the session and the frame among them.
MOST = {"mine": 20, "desk": 20, "review": 27, "case": 25, "sheet": 20, "verify": 15}


def rows(prefix, *given, blank=0, initial=0):
    """The fields of a formset: rows as sent, and rows left as a browser shows them."""
    form = {"party": PartyForm, "cost": CostForm}[prefix]()
    empty = {field.name: _untouched(field) for field in form}
    sent = {
        f"{prefix}-{n}-{name}": value
        for n, row in enumerate([*given, *[empty] * blank])
        for name, value in row.items()
    }
    total = len(given) + blank
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial, **sent}


def _untouched(field):
    """A browser sends a select's first option where none is chosen."""
    options = list(getattr(field.field, "choices", ()))
    return field.initial or (options[0][0] if options else "")


def facts(**changed):
    return {
        "side": "seller",
        "title": "示例工艺开发",
        "subkind": "development.commissioned",
        "amount": "1,000.00",
        "plan": "none",
        **changed,
    }


@pytest.fixture
def enter(client):
    def go(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go


def test_rows_left_empty_keep_nobody_from_saving(enter, seller):
    buyer = OrganisationFactory()
    place = seller.organisations().get().pk
    data = {
        **facts(filing=place),
        **rows("party", {"side": "buyer", "credit_code": buyer.code}, blank=1),
        **rows("cost", blank=2),
    }

    response = enter(seller).post(reverse("contracts:new"), data)

    assert response.status_code == 302
    contract = Contract.objects.get()
    assert set(contract.parties.values_list("organisation", flat=True)) == {place, buyer.pk}
    assert not contract.costs.exists()


def test_what_was_saved_while_typing_is_not_lost_by_sending_it(enter, seller):
    buyer = OrganisationFactory()
    data = {
        **facts(filing=seller.organisations().get().pk),
        **rows("party", {"side": "buyer", "credit_code": buyer.code}),
        **rows("cost", {"kind": "equipment", "label": "试验台", "amount": "100.00"}),
    }
    kept = {name: str(value) for name, value in data.items()}
    drafts.keep("contract", "new", kept, version=0, actor=seller)

    enter(seller).post(reverse("contracts:new"), data)

    contract = Contract.objects.get()
    assert contract.parties.filter(organisation=buyer).exists()
    assert contract.non_technical_fen == 10_000


def test_a_row_left_as_it_was_stays(enter, seller, draft):
    buyer = draft.parties.get(is_filing=False)
    CostItem.objects.create(contract=draft, kind="equipment", label="试验台", amount_fen=10_000)
    party = {"side": "buyer", "credit_code": buyer.credit_code, "name": buyer.name}
    cost = {"kind": "equipment", "label": "试验台", "amount": "100.00"}
    data = {**facts(title="改过的名称"), **rows("party", party, blank=1, initial=1)}

    enter(seller).post(
        reverse("contracts:edit", args=[draft.pk]),
        {**data, **rows("cost", cost, blank=2, initial=1)},
    )

    draft.refresh_from_db()
    assert (draft.title, draft.non_technical_fen) == ("改过的名称", 10_000)
    assert draft.parties.get(is_filing=False).organisation == buyer.organisation


def test_a_row_struck_out_goes(enter, seller, draft):
    CostItem.objects.create(contract=draft, kind="equipment", label="试验台", amount_fen=10_000)
    cost = {"kind": "equipment", "label": "试验台", "amount": "100.00", "DELETE": "on"}

    enter(seller).post(
        reverse("contracts:edit", args=[draft.pk]),
        {**facts(), **rows("party", blank=1), **rows("cost", cost, initial=1)},
    )

    assert not draft.costs.exists()


def test_a_party_without_account_is_placed_by_choice(enter, seller):
    party = {"side": "buyer", "name": "示例海外公司", "kind_code": "126", "region": "ABROAD"}
    page = enter(seller).get(reverse("contracts:new"))
    kinds = page.context["parties"].forms[0].fields["kind_code"].choices
    party["kind_code"] = kinds[1][0]

    enter(seller).post(
        reverse("contracts:new"),
        {
            **facts(filing=seller.organisations().get().pk),
            **rows("party", party),
            **rows("cost", blank=2),
        },
    )

    assert Contract.objects.get().parties.get(is_filing=False).region_id == "ABROAD"
    assert "---------" not in page.content.decode()


def test_an_examination_without_deductions_needs_no_row(enter, desk):
    contract = in_state(S.ACCEPTED, body=desk.body)

    enter(desk.a).post(
        reverse("contracts:examine", args=[contract.pk]), {"text": "", **rows("cost", blank=2)}
    )

    contract.refresh_from_db()
    assert contract.status == S.EXAMINED


def test_the_queue_shows_what_is_to_be_done_the_nearest_day_first(enter, desk):
    near = in_state(S.ACCEPTED, body=desk.body)
    waiting = in_state(S.SUBMITTED, body=desk.body)
    ended = in_state(S.REGISTERED, body=desk.body)

    def found(query=""):
        page = enter(desk.a).get(reverse("contracts:desk") + query)
        return [row.pk for row in page.context["listing"].page]

    assert found() == [near.pk, waiting.pk]
    assert found("?status=registered") == [ended.pk]
    assert found(f"?q={ended.number}") == [ended.pk]
    assert set(found("?status=all")) == {near.pk, waiting.pk, ended.pk}


@pytest.mark.parametrize("name", MOST)
def test_a_page_asks_little_however_much_it_shows(
    enter, desk, seller, django_assert_max_num_queries, name
):
    place = seller.organisations().get()
    many = [in_state(S.REGISTERED, body=desk.body, seller=place) for _each in range(5)]
    reader = desk.a if name in {"desk", "review"} else seller
    keys = {"mine": [], "desk": [], "verify": [many[0].national_number]}
    args = keys.get(name, [many[0].pk])
    client = enter(reader)

    with django_assert_max_num_queries(MOST[name]):
        response = client.get(reverse(f"contracts:{name}", args=args))

    assert response.status_code == 200


def test_a_page_of_many_asks_as_often_as_a_page_of_one(enter, desk, django_assert_num_queries):
    in_state(S.ACCEPTED, body=desk.body)
    client = enter(desk.a)
    client.get(reverse("contracts:desk"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("contracts:desk"))
    ContractFactory.create_batch(6, accepted=True, body=desk.body)

    with django_assert_num_queries(len(one)):
        client.get(reverse("contracts:desk"))


def test_a_case_is_a_page_of_the_desk_for_who_works_there_and_of_the_site_for_a_party(
    enter, seller, desk
):
    filed = in_state(S.ACCEPTED, body=desk.body, seller=seller.organisations().get())
    nav = f'<a href="{reverse("contracts:desk")}"'

    assert nav in enter(desk.a).get(filed.get_absolute_url()).content.decode().split("<main")[0]
    assert nav not in enter(seller).get(filed.get_absolute_url()).content.decode()


def test_a_seller_is_told_where_no_body_is_in_charge(enter, seller, draft, desk):
    address = reverse("contracts:case", args=[draft.pk])
    assert "还没有登记机构" not in enter(seller).get(address).content.decode()

    Jurisdiction.objects.all().delete()

    assert "还没有登记机构" in enter(seller).get(address).content.decode()


def test_who_tries_numbers_one_after_another_is_told_to_wait(client, db):
    with time_machine.travel("2026-03-01T12:00:45+08:00", tick=False):
        codes = [client.get(f"/verify/36040120269{n:05}/").status_code for n in range(20)]
        refused = client.get("/verify/3604012026999999/")
        other = client.get("/verify/3604012026999999/", REMOTE_ADDR="203.0.113.9")

    assert set(codes) == {200}
    assert refused.status_code == 429
    assert "请过 15 秒再查" in refused.content.decode()
    assert "验证码" not in refused.content.decode()
    assert refused.headers["Retry-After"] == "15"
    assert other.status_code == 200
