"""The law changed on 2026-03-01: what governs which case, and what pages say of it."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Contact
from cms.demo import load_demo_pages
from contracts import codes, rules
from contracts.models import Contract
from contracts.registration import drafting, services
from contracts.registration.prechecking import Blocked
from contracts.rules import Level, numbers, refusals, versions
from core.errors import ValidationError
from core.models import Notice
from tests.contracts.factories import ContractFactory, PartyFactory
from tests.contracts.registration.conftest import with_text
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
LAST, FIRST, TODAY = (
    f"{day}T12:00:00+08:00" for day in ("2026-02-28", "2026-03-01", "2026-12-01")
)
REPEALED = ("063", "253", "认定规则", "不予登记理由 R")


def accepted(draft, desk, seller):
    services.submit_contract(draft.pk, actor=seller)
    return services.accept_contract(draft.pk, actor=desk.a)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (LAST, ("2000", date(2026, 3, 30), True)),
        (FIRST, ("2026", date(2026, 3, 20), False)),
        (TODAY, ("2026", date(2026, 12, 22), False)),
    ],
)
def test_the_day_of_acceptance_says_what_governs(desk, seller, draft, day, said):
    with time_machine.travel(day, tick=False):
        case = accepted(draft, desk, seller)

    for row in (case, case.clocks.get()):
        assert (row.rule_version, row.due_on, row.is_due_statutory) == said


@pytest.mark.parametrize("day", [LAST, FIRST, TODAY])
def test_pages_and_notices_say_what_binds_and_what_is_promised(client, desk, seller, draft, day):
    is_old = day == LAST
    with time_machine.travel(day, tick=False):
        case = accepted(draft, desk, seller)
        pages = []
        for reader, name in ((seller, "case"), (desk.a, "review")):
            client.force_login(reader)
            address = reverse(f"contracts:{name}", args=[case.pk])
            pages.append(client.get(address).content.decode().split("</header>")[1])
    notice = Notice.objects.get(recipient=seller, kind="contract.accepted").body

    assert ("法定期限" in notice, "承诺期限（待核对原文）" in notice) == (is_old, not is_old)
    for page in pages:
        assert ("法定期限" in page) == is_old
        assert ("待核对原文" in page) == (not is_old)
        if not is_old:
            assert [words for words in REPEALED if words in page] == []


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [(LAST, "现行", "未施行"), (FIRST, "已废止", "现行"), (TODAY, "已废止", "现行")],
)
def test_the_policies_say_which_measures_are_in_force(client, day, old, new):
    load_demo_pages()

    with time_machine.travel(day, tick=False):
        pages = [
            client.get(f"/policies/{slug}/").content.decode()
            for slug in ("registration-measures", "determination-rules")
        ]
        measures = client.get("/policies/registration-measures-2026/").content.decode()

    assert all(old in page for page in pages)
    assert new in measures
    assert "原文待录入" in measures
    assert "第十四条" not in measures


def test_a_supplement_keeps_the_version_unless_the_city_says_otherwise(
    desk, seller, draft, settings
):
    with time_machine.travel(LAST, tick=False):
        case = accepted(draft, desk, seller)
        services.return_contract(case.pk, items="补盖印章", actor=desk.a)
    with time_machine.travel(TODAY, tick=False):
        case = services.file_supplement(case.pk, actor=seller)
        assert (case.rule_version, case.is_due_statutory) == ("2000", True)
        services.return_contract(case.pk, items="补盖印章", actor=desk.a)

        settings.REGISTRATION_UNDECIDED_KEEP_VERSION = False
        case = services.file_supplement(case.pk, actor=seller)

    assert (case.rule_version, case.is_due_statutory) == ("2026", False)


def test_under_2026_no_rule_cites_what_was_repealed_or_blocks_by_it():
    table = {kind: rules.rules_of(Contract(kind=kind), "2026") for kind in codes.Kind}

    for rule in {rule.code: rule for found in table.values() for rule in found}.values():
        assert not any(words in rule.article for words in REPEALED), rule.code
        if rule.standing == rules.Standing.UNCONFIRMED:
            assert (rule.level, rule.article) == (Level.WARN, ""), rule.code
    old = {rule.code: rule for rule in rules.rules_of(Contract(kind="transfer"), "2000")}
    assert {code for code, rule in old.items() if not rule.article} == {"units", "ties"}
    assert "expert" not in old


def test_what_rests_on_plain_need_blocks_under_every_version():
    needed = {"parties", "units", "price", "text", "content", "concluded", "once", "secret"}

    for version in ("2000", "2026"):
        blocks = {
            rule.code
            for rule in rules.rules_of(Contract(kind="service"), version)
            if rule.level == Level.BLOCK
        }
        assert needed <= blocks
        assert (
            {"filing", "force"} <= blocks if version == "2000" else {"filing"}.isdisjoint(blocks)
        )


@pytest.mark.parametrize("code", codes.Refusal)
def test_a_ground_of_2026_cites_another_law_or_asks_for_the_text(code):
    assert refusals.article("2000", code).startswith(f"不予登记理由 {code}")
    assert not any(words in refusals.article("2026", code) for words in REPEALED)


@pytest.mark.parametrize(
    ("number", "doubted"),
    [
        ("3604012026000123", False),
        ("2026360401000123", True),  # the year first, as we once inferred
        ("3601012026000123", True),  # another city's body
        ("9999999999999999", True),
    ],
)
def test_12_a_number_of_another_shape_is_doubted_and_taken_once_checked(
    client, desk, number, doubted
):
    waiting = ContractFactory(passed=True, status="reviewed", body=desk.body)
    client.force_login(desk.a)
    page = reverse("contracts:numbers")
    sent = {
        f"{waiting.pk}-national_number": number,
        f"{waiting.pk}-registered_on": "2026-03-18",
    }

    first = client.post(page, sent)

    waiting.refresh_from_db()
    assert bool(numbers.doubt(number)) == doubted
    assert waiting.national_number == (None if doubted else number)
    if doubted:
        assert "编号已与全国系统核对无误" in first.content.decode()
        client.post(page, sent | {f"{waiting.pk}-is_number_checked": "on"})
        waiting.refresh_from_db()
        assert waiting.national_number == number


def test_a_number_without_sixteen_digits_is_refused_even_when_checked(desk):
    waiting = ContractFactory(passed=True, status="reviewed", body=desk.body)

    with pytest.raises(ValidationError):
        services.register_contract(
            waiting.pk,
            national_number="360401202600012",
            registered_on=date(2026, 3, 18),
            is_number_checked=True,
            actor=desk.a,
        )


@pytest.mark.parametrize("field", ["credit_code", "organisation"])
def test_28_the_database_keeps_a_unit_off_both_sides(field):
    contract = ContractFactory()
    seller = contract.parties.get(side="seller")
    same = (
        {"credit_code": seller.credit_code}
        if field == "credit_code"
        else {"organisation": seller.organisation, "credit_code": ""}
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        contract.parties.filter(side="buyer").update(**same)
    broker = PartyFactory(contract=contract, side="intermediary", organisation=seller.organisation)
    assert broker.pk  # an intermediary may be of either side; the desk judges that


def test_28_a_draft_with_one_unit_on_both_sides_is_refused_in_words(seller, draft):
    own = draft.parties.get(is_filing=True)
    buyer = {"side": "buyer", "name": "另一个名称", "credit_code": own.credit_code.lower(),
             "kind_code": "150", "region": own.region}  # fmt: skip

    with pytest.raises(ValidationError, match="同一单位不能既是卖方又是买方"):
        drafting.edit_contract(draft.pk, {}, parties=[buyer], actor=seller)

    assert draft.parties.count() == 2


@pytest.mark.parametrize("day", [LAST, TODAY])
def test_28_one_unit_by_another_spelling_is_blocked(desk, seller, draft, day):
    own = draft.parties.get(is_filing=True)
    draft.parties.filter(side="buyer").update(
        organisation=None, credit_code=own.credit_code.lower() + " "
    )

    with time_machine.travel(day, tick=False), pytest.raises(Blocked, match="不能和自己订立合同"):
        services.submit_contract(draft.pk, actor=seller)


@pytest.mark.parametrize("tie", ["法定代表人", "地址", "联系电话"])
def test_28_ties_between_the_sides_warn(seller, tie):
    one, other = seller.organisations().get(), OrganisationFactory()
    for unit in (one, other):
        Contact.objects.create(
            organisation=unit,
            name="甲",
            phone="0792-1234567" if unit == one or tie == "联系电话" else "0792-7654321",
        )
        unit.legal_representative = "钱某" if tie == "法定代表人" else f"某{unit.pk}"
        unit.address = "示例路 1 号" if tie == "地址" else f"示例路 {unit.pk} 号"
        unit.save()
    contract = with_text(ContractFactory(seller=one, buyer=other))

    found = {each.rule.code: each for each in rules.check(contract, today=date(2026, 12, 1))}

    assert found["ties"].level == Level.WARN
    assert tie in str(found["ties"].says)
    assert found["units"].level == Level.PASS


def test_versions_follow_each_other():
    assert [versions.version_on(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [
        "2000",
        "2026",
    ]
