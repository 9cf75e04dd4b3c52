"""Contracts as they stand in each state; a Trait a state."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from contracts.codes import Kind, PartyKind, Payment, Refusal, Section, Subkind
from contracts.models import Contract, Jurisdiction, Party
from core.classifications import TechnologyField
from core.models import Chain
from tests.factories import OrganisationFactory, RegionFactory, UserFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
S = Contract.Status


class ChainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chain

    number = factory.Sequence(lambda n: f"ZH-2026-T{n:05d}")
    title = "示例转化链"


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    side = Party.Side.SELLER
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.SelfAttribute("organisation.name")
    credit_code = factory.SelfAttribute("organisation.code")
    kind_code = PartyKind.LIMITED
    region = factory.SelfAttribute("organisation.region")


class ContractFactory(factory.django.DjangoModelFactory):
    """A draft with a seller that files and a buyer; ``seller`` and ``buyer`` are organisations."""

    class Meta:
        model = Contract

    class Params:
        filed = factory.Trait(
            body=factory.SubFactory(OrganisationFactory, kind="government"),
            submitted_by=factory.SubFactory(UserFactory),
            submitted_at=NOON,
        )
        clocked = factory.Trait(
            filed=True, rule_version="2026", accepted_at=NOON, due_on=date(2026, 4, 1)
        )
        judged = factory.Trait(
            clocked=True, registrar=factory.SubFactory(UserFactory), examined_at=NOON
        )
        passed = factory.Trait(
            judged=True, reviewer=factory.SubFactory(UserFactory), reviewed_at=NOON
        )
        numbered = factory.Trait(
            passed=True,
            national_number=factory.Sequence(lambda n: f"3604012026{n:06d}"),
            registered_on=date(2026, 3, 20),
            verification_code="ABCD2345WXYZ",
        )
        submitted = factory.Trait(filed=True, status=S.SUBMITTED)
        returned = factory.Trait(filed=True, status=S.RETURNED)
        accepted = factory.Trait(clocked=True, status=S.ACCEPTED)
        examined = factory.Trait(judged=True, status=S.EXAMINED)
        reviewed = factory.Trait(passed=True, status=S.REVIEWED)
        registered = factory.Trait(numbered=True, status=S.REGISTERED)
        cancelled = factory.Trait(numbered=True, status=S.CANCELLED, cancelled_on=date(2026, 6, 1))
        withdrawn = factory.Trait(filed=True, status=S.WITHDRAWN)
        refused = factory.Trait(
            clocked=True,
            status=S.REFUSED,
            refusal_code=Refusal.R2,
            refusal_article="民法典 第八百四十三条",
            refusal_text="标的是设备买卖。",
        )

    chain = factory.SubFactory(ChainFactory)
    # Above any number that the services give out, as the other factories do.
    number = factory.Sequence(lambda n: f"HT-2026-{n + 900000}")
    title = factory.Sequence(lambda n: f"示例技术开发项目{n}")
    kind = Kind.DEVELOPMENT
    subkind = Subkind.COMMISSIONED
    summary = "开发一种节能熔制工艺，吨纱天然气单耗不高于 170 立方米。"
    signed_on = date(2026, 2, 20)
    valid_from = date(2026, 2, 20)
    valid_to = date(2099, 2, 19)
    amount_fen = 100_000_000
    technology_amount_fen = factory.LazyAttribute(lambda row: row.amount_fen)
    payment_mode = Payment.INSTALMENTS
    ip_kind = "none"
    field = TechnologyField.MATERIALS
    objective = "industry"
    buyer_section = Section.C
    region = factory.SubFactory(RegionFactory)

    seller = factory.SubFactory(OrganisationFactory)
    buyer = factory.SubFactory(OrganisationFactory)

    @classmethod
    def _create(cls, model_class, *args, seller, buyer, **kwargs):
        contract = super()._create(model_class, *args, **kwargs)
        PartyFactory(contract=contract, organisation=seller, is_filing=True)
        PartyFactory(contract=contract, side=Party.Side.BUYER, organisation=buyer)
        return contract


def in_state(status, **facts):
    """A contract in ``status``."""
    traits = {} if status == S.DRAFT else {str(status): True}
    return ContractFactory(**traits, **facts)


class JurisdictionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    body = factory.SubFactory(OrganisationFactory, kind="government")
    region = factory.SubFactory(RegionFactory)
    delegated_by = "示例文件"
    valid_from = date(2020, 1, 1)
