"""Acceptance statements of §9, and what stands after an act."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from contracts import rules
from contracts.codes import Kind, Subkind
from contracts.models import Contract, Party
from contracts.registration import drafting, services
from contracts.registration.prechecking import Blocked
from contracts.rules import limits
from core.errors import PermissionDenied, ValidationError
from core.models import Notice
from tests.contracts.factories import ContractFactory, in_state
from tests.contracts.registration.conftest import with_text
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
S = Contract.Status
PDF = b"%PDF-1.7 invented"
BEFORE = "2026-02-25T12:00:00+08:00"  # while the Measures of 2000 were in force
TODAY = date(2026, 3, 20)


def blocked(act, *args, **kwargs):
    """The codes of the rules that keep the contract from being filed."""
    with pytest.raises(Blocked) as refusal:
        act(*args, **kwargs)
    return {finding.rule.code for finding in refusal.value.findings}


def registered(desk, seller, draft, number="3604012026000123"):
    """The whole way of a contract to its sixteen digits."""
    services.submit_contract(draft.pk, actor=seller)
    services.accept_contract(draft.pk, actor=desk.a)
    services.examine_contract(draft.pk, actor=desk.a)
    services.review_contract(draft.pk, actor=desk.b)
    return services.register_contract(
        draft.pk, national_number=number, registered_on=date(2026, 3, 20), actor=desk.other_a
    )


@pytest.mark.parametrize("same", ["words", "file"])
def test_1_what_is_registered_cannot_be_filed_again(desk, seller, draft, same):
    first = registered(desk, seller, draft)
    copy = ContractFactory(seller=seller.organisations().get(), title="另一名称")
    if same == "words":
        Party.objects.filter(contract=copy, side="buyer").update(
            name=first.parties.get(side="buyer").name
        )
        Contract.objects.filter(pk=copy.pk).update(title=f" {first.title}！")
        with_text(copy, "1" * 64)
    else:
        with_text(copy, "0" * 64)

    with pytest.raises(Blocked) as refusal:
        services.submit_contract(copy.pk, actor=seller)

    assert "3604012026000123" in str(refusal.value.findings[0].says)
    copy.refresh_from_db()
    assert copy.status == S.DRAFT


def test_2_a_buyer_files_an_import_contract_and_no_other(desk, seller, draft):
    draft.parties.filter(is_filing=True).update(side="buyer")
    draft.parties.filter(is_filing=False).update(side="seller")

    with (
        time_machine.travel(BEFORE, tick=False),
        pytest.raises(Blocked, match="由卖方登记"),
    ):
        services.submit_contract(draft.pk, actor=seller)

    # Who files under the Measures of 2026 is unconfirmed: a warning, for the registrar to judge.
    [filing] = [each for each in rules.check(draft, today=TODAY) if each.rule.code == "filing"]
    assert (filing.level, filing.rule.article) == (rules.Level.WARN, "")
    Contract.objects.filter(pk=draft.pk).update(is_import=True)
    assert services.submit_contract(draft.pk, actor=seller).status == S.SUBMITTED


def test_3_no_text_no_price_and_an_expired_contract_are_blocked(desk, seller):
    bare = ContractFactory(
        seller=seller.organisations().get(),
        valid_to="2026-02-24",
        amount_fen=0,
        technology_amount_fen=0,
    )

    with time_machine.travel(BEFORE, tick=False):
        found = blocked(services.submit_contract, bare.pk, actor=seller)
    assert found == {"text", "price", "force"}
    # That an expired contract is refused is not confirmed for 2026: it warns.
    assert blocked(services.submit_contract, bare.pk, actor=seller) == {"text", "price"}


def test_4_after_thirty_days_a_case_is_overdue(desk, seller, draft):
    with time_machine.travel(BEFORE, tick=False):
        services.submit_contract(draft.pk, actor=seller)
        case = services.accept_contract(draft.pk, actor=desk.a)

    assert (case.rule_version, case.is_due_statutory) == ("2000", True)
    assert case.due_on == date(2026, 3, 27)
    assert not Contract.objects.overdue(date(2026, 3, 27)).exists()
    assert Contract.objects.overdue(date(2026, 3, 28)).get() == case


def test_4_the_limit_of_2026_counts_working_days_and_is_a_promise():
    call_command("load_calendar", verbosity=0)
    day = date(2026, 4, 20)  # five days off for Labour Day lie ahead, one Saturday is worked

    small = limits.due_on("2026", day, technology_fen=499_999_999)
    large = limits.due_on("2026", day, technology_fen=500_000_000)

    assert (small, large) == (date(2026, 5, 13), date(2026, 6, 3))
    assert limits.due_on("2026", day, technology_fen=1, disputed=True) == large
    assert (limits.is_statutory("2026"), limits.is_statutory("2000")) == (False, True)


def test_a_body_may_promise_to_be_faster(settings):
    settings.REGISTRATION_PROMISES = [
        {"since": "2026-01-01", "working_days": 7, "source": "示例公告"},
        {"since": "2027-01-01", "working_days": 5, "source": "示例公告"},
    ]

    assert limits.promised_on(date(2026, 3, 20)) == date(2026, 3, 31)
    assert limits.promised_on(date(2025, 12, 31)) is None


def test_5_a_supplement_starts_the_clock_anew_and_both_dates_stay(desk, seller, draft):
    services.submit_contract(draft.pk, actor=seller)
    services.accept_contract(draft.pk, actor=desk.a)
    returned = services.return_contract(draft.pk, items="补盖买方印章", actor=desk.a)
    assert returned.due_on is None

    with time_machine.travel("2026-04-02T09:00:00+08:00", tick=False):
        case = services.file_supplement(draft.pk, actor=seller)

    first, second = case.clocks.all()
    assert (first.due_on, second.due_on) == (date(2026, 4, 10), date(2026, 4, 23))
    assert (first.started_at.day, second.started_at.day) == (20, 2)
    assert case.accepted_at == second.started_at
    assert case.supplements.get().filed_at == second.started_at
    assert Notice.objects.filter(recipient=seller, kind="contract.returned").exists()


def test_7_the_technology_amount_is_what_is_left(seller):
    items = [
        {"kind": "equipment", "label": "试验台", "amount_fen": 12_000_000},
        {"kind": "materials", "label": "树脂", "amount_fen": 3_000_000},
    ]

    def draft(declared_fen):
        return drafting.create_draft(
            {"title": "示例", "kind": Kind.DEVELOPMENT, "amount_fen": 100_000_000},
            filing=seller.organisations().get(),
            items=items,
            declared_fen=declared_fen,
            actor=seller,
        )

    assert draft(85_000_000).technology_amount_fen == 85_000_000
    for wrong in (85_000_001, 100_000_001):
        with pytest.raises(ValidationError):
            draft(wrong)
    assert Contract.objects.count() == 1


def test_costs_above_the_price_are_refused_and_a_registrar_deducts(desk, seller, draft):
    too_much = [{"kind": "parts", "label": "x", "amount_fen": 100_000_001}]
    with pytest.raises(ValidationError):
        drafting.edit_contract(draft.pk, {}, items=too_much, actor=seller)
    services.submit_contract(draft.pk, actor=seller)
    services.accept_contract(draft.pk, actor=desk.a)
    with pytest.raises(ValidationError):
        services.examine_contract(draft.pk, deductions=too_much, actor=desk.a)

    case = services.examine_contract(
        draft.pk,
        deductions=[{"kind": "equipment", "label": "试验窑炉", "amount_fen": 20_000_000}],
        actor=desk.a,
    )

    assert (case.amount_fen, case.technology_amount_fen) == (100_000_000, 80_000_000)
    assert case.costs.get().by_desk


PATENT = {
    "kind": Kind.LICENCE,
    "subkind": Subkind.PATENT_LICENCE,
    "ip_kind": "invention",
    "patent_number": "ZL202010000001.0",
    "patent_holder": "示例单位",
    "patent_filed_on": date(2020, 1, 1),
    "patent_expires_on": date(2099, 12, 31),
    "patent_status": "in_force",
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"patent_number": ""}, "patent"),
        ({"patent_holder": ""}, "patent"),
        ({"patent_filed_on": None}, "patent"),
        ({"patent_expires_on": None}, "patent"),
        ({"patent_expires_on": date(2098, 1, 1)}, "alive"),
        ({"patent_status": "lapsed"}, "alive"),
    ],
    ids=str,
)
def test_8_a_patent_is_stated_whole_and_outlives_the_licence(desk, seller, change, code):
    licence = with_text(
        ContractFactory(seller=seller.organisations().get(), **{**PATENT, **change})
    )

    assert blocked(services.submit_contract, licence.pk, actor=seller) == {code}


def test_8_a_licence_within_the_patents_life_is_filed(desk, seller):
    licence = with_text(ContractFactory(seller=seller.organisations().get(), **PATENT))

    assert services.submit_contract(licence.pk, actor=seller).status == S.SUBMITTED


def test_11_a_refusal_says_why_and_what_may_be_done_and_counts_nowhere(desk, seller, draft):
    services.submit_contract(draft.pk, actor=seller)
    with pytest.raises(ValidationError, match="2026 年办法"):  # no other law says it
        services.refuse_contract(draft.pk, code="R8", article=" ", text="买卖", actor=desk.a)
    with pytest.raises(ValidationError):
        services.refuse_contract(draft.pk, code="R0", article="x", text="买卖", actor=desk.a)

    services.refuse_contract(draft.pk, code="R2", article="", text="标的是设备买卖", actor=desk.a)

    notice = Notice.objects.get(recipient=seller, kind="contract.refused")
    assert "行政复议" in notice.body
    assert "R2，依据 民法典 第八百四十三条" in notice.body
    assert not Contract.objects.registered().exists()
    assert not Contract.objects.pending().exists()


def test_12_the_number_is_the_national_systems_and_opens_a_code(desk, seller, draft):
    services.submit_contract(draft.pk, actor=seller)
    services.accept_contract(draft.pk, actor=desk.a)
    services.examine_contract(draft.pk, actor=desk.a)
    services.review_contract(draft.pk, actor=desk.b)
    assert not Contract.objects.registered().exists()

    for wrong in ("2026360401000123", "202636040100012", "３６０４０１２０２６０００１２３"):
        with pytest.raises(ValidationError):
            services.register_contract(
                draft.pk, national_number=wrong, registered_on=date(2026, 3, 20), actor=desk.a
            )
    for day in (date(2026, 3, 19), date(2026, 3, 21)):
        with pytest.raises(ValidationError):
            services.register_contract(
                draft.pk, national_number="3604012026000123", registered_on=day, actor=desk.a
            )
    case = services.register_contract(
        draft.pk,
        national_number="3604012026000123",
        registered_on=date(2026, 3, 20),
        actor=desk.a,
    )

    assert Contract.objects.registered().get() == case
    assert len(case.verification_code) == 12
    assert case.clocks.get().stopped_at is not None


def test_a_number_is_given_once(desk, seller, draft):
    registered(desk, seller, draft)
    other = in_state(
        S.REVIEWED, body=desk.body, reviewed_at=datetime(2026, 3, 2, tzinfo=None).astimezone()
    )

    with pytest.raises(ValidationError, match="已经录入"):
        services.register_contract(
            other.pk,
            national_number="3604012026000123",
            registered_on=date(2026, 3, 20),
            actor=desk.a,
        )


def test_secrets_are_refused_before_they_are_kept(seller, draft):
    marked = SimpleUploadedFile("机密合同.pdf", PDF)

    with pytest.raises(ValidationError):
        drafting.attach_file(draft.pk, marked, kind="text", actor=seller)
    with pytest.raises(ValidationError):
        drafting.edit_contract(draft.pk, {"summary": "机密★十年"}, actor=seller)
    assert draft.files.count() == 1


def test_a_paper_is_what_it_says_and_its_name_on_disk_says_nothing(seller, draft):
    row = drafting.attach_file(
        draft.pk, SimpleUploadedFile("技术秘密转让.pdf", PDF), kind="other", actor=seller
    )

    assert (row.ending, row.size) == ("pdf", len(PDF))
    assert "技术秘密" not in row.file.name
    with pytest.raises(ValidationError):
        drafting.attach_file(
            draft.pk, SimpleUploadedFile("x.pdf", b"MZ"), kind="other", actor=seller
        )


def test_only_the_filing_side_writes_and_only_for_its_own_organisation(seller, draft):
    stranger = MembershipFactory().user
    facts = {"title": "示例", "kind": Kind.SERVICE}

    with pytest.raises(PermissionDenied):
        drafting.edit_contract(draft.pk, {"title": "x"}, actor=stranger)
    with pytest.raises(PermissionDenied):
        drafting.create_draft(facts, filing=seller.organisations().get(), actor=stranger)


def test_a_party_in_the_register_brings_its_name_and_place_along(seller):
    buyer = OrganisationFactory()

    contract = drafting.create_draft(
        {"title": "示例", "kind": Kind.SERVICE},
        filing=seller.organisations().get(),
        parties=[{"side": "buyer", "organisation": buyer}],
        actor=seller,
    )

    party = contract.parties.get(side="buyer")
    assert (party.name, party.credit_code, party.region) == (
        buyer.name, buyer.code, buyer.region
    )  # fmt: skip
    assert contract.chain.number.startswith("ZH-2026-")
    assert contract.number == "HT-2026-000001"


def test_where_no_body_is_in_charge_nothing_is_filed(seller, draft):
    with pytest.raises(ValidationError, match="没有登记机构"):
        services.submit_contract(draft.pk, actor=seller)

    draft.refresh_from_db()
    assert draft.status == S.DRAFT
