"""Rows as they stand in each state; a Trait a state."""

import factory
from django.utils import timezone
from stdnum.cn import uscc

from accounts.models import Membership, Organisation, Role, User
from brokers.models import Deal, LostReason, Stage
from brokers.models.terms import RANK
from core.classifications import Industry, TechnologyField
from core.models import Chain, Region
from marketplace.models import (
    Agreement,
    Enquiry,
    Listing,
    ListingImport,
    Mode,
    Need,
    Offer,
)


def credit_code(number: int) -> str:
    """An invented 统一社会信用代码 with a right check digit; no firm has it (登记机关 N)."""
    body = f"N1360400MA{number:07d}"
    return body + uscc.calc_check_digit(body)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = "360403"
    gb_code = factory.SelfAttribute("code")
    name = "浔阳区"
    kind = Region.Kind.COUNTY


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"示例单位{n}")
    code = factory.Sequence(credit_code)
    kind = Organisation.Kind.COMPANY
    region = factory.SubFactory(RegionFactory)
    status = Organisation.Status.CONFIRMED

    class Params:
        pending = factory.Trait(status=Organisation.Status.PENDING)
        refused = factory.Trait(status=Organisation.Status.REFUSED)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"演示{n}")
    phone = factory.Sequence(lambda n: f"150{n:08d}")
    phone_verified = True
    password = "!"  # none that could be used, as after sign-up by code


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.FIRM_MEMBER
    status = Membership.Status.CONFIRMED


def right(kind, number="", *, holder="", status="", until=""):
    """A row of a listing's rights."""
    return {
        "kind": kind,
        "number": number,
        "holder": holder,
        "status": status,
        "until": until,
    }


class ListingFactory(factory.django.DjangoModelFactory):
    """A complete draft of somebody who writes for the unit; ``public`` is one that all read.

    ``membership=False`` leaves its author without a role there.
    """

    class Meta:
        model = Listing
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"CG-2026-{n + 900000}")
    title = "示例铜箔表面处理工艺"
    benefit = "抗剥离强度由 0.9 提高到 1.3 N/mm。"
    problem = "极薄铜箔与树脂结合不牢，多层板易分层。"
    abstract = "在常温下以两步法在铜箔表面生成纳米瘤化层，不含铬与砷。"
    limits = "只在 9～35 μm 铜箔上试过。"
    industry = Industry.NONFERROUS
    field = TechnologyField.MATERIALS
    region = factory.SubFactory(RegionFactory)
    trl = 6
    trl_evidence = "2026 年 3 月第三方检测报告。"
    rights = [right("secret")]
    modes = [Mode.LICENCE, Mode.SERVICE]
    organisation = factory.Maybe(
        "home",
        factory.SelfAttribute("home"),
        factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.UNIVERSITY),
    )
    author = factory.SubFactory(UserFactory)
    declared_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        if create and extracted is not False:
            _join(self.author, self.organisation, role=Role.RESEARCHER)

    class Params:
        home = factory.LazyAttribute(lambda listing: _firm_of(listing.author))
        public = factory.Trait(
            live=True,
            status=Listing.Status.PUBLISHED,
            confirmed_on=factory.LazyFunction(timezone.localdate),
            first_published_at=factory.LazyFunction(timezone.now),
            last_published_at=factory.LazyFunction(timezone.now),
        )


class ListingImportFactory(factory.django.DjangoModelFactory):
    """A file that was checked: two rows, both good."""

    class Meta:
        model = ListingImport

    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.UNIVERSITY)
    author = factory.SubFactory(UserFactory)
    source = "示例来源"
    name = "示例.xlsx"
    total = 2


class EnquiryFactory(factory.django.DjangoModelFactory):
    """A firm's question about a public listing, asked by somebody who acts for the firm."""

    class Meta:
        model = Enquiry
        skip_postgeneration_save = True

    class Params:
        firm = factory.LazyAttribute(lambda enquiry: _firm_of(enquiry.asker))

    listing = factory.SubFactory(ListingFactory, public=True)
    asker = factory.SubFactory(UserFactory)
    organisation = factory.Maybe(
        "firm", factory.SelfAttribute("firm"), factory.SubFactory(OrganisationFactory)
    )
    chain = factory.LazyAttribute(
        lambda enquiry: Chain.objects.create(
            number=f"ZH-2026-{Chain.objects.count() + 900000}", title=str(enquiry.listing)
        )
    )

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        _join(self.asker, self.organisation)


def _join(person, place, **role):
    if not person.memberships.filter(organisation=place).exists():
        MembershipFactory(user=person, organisation=place, **role)
        person.__dict__.pop("roles_in_force", None)


def _firm_of(asker):
    held = asker.memberships.first() if asker.pk else None
    return held and held.organisation


class AgreementFactory(factory.django.DjangoModelFactory):
    """An owner's confidentiality agreement with who asked, signed, in any state."""

    class Meta:
        model = Agreement

    enquiry = factory.SubFactory(EnquiryFactory)
    text_version = "2026-1"
    text = "保密协议"
    offered_by = factory.SelfAttribute("enquiry.listing.author")
    signatory = "示例总经理"
    signatory_post = "总经理"
    signed_by = factory.SelfAttribute("enquiry.asker")
    signed_at = factory.LazyFunction(timezone.now)


class NeedFactory(factory.django.DjangoModelFactory):
    """A firm's problem, with both texts and the firm's word on them, in any state."""

    class Meta:
        model = Need

    number = factory.Sequence(lambda n: f"XQ-2026-{n + 900000}")
    author = factory.SubFactory(UserFactory)
    contact = "示例经理"
    company = "示例玻纤（示例）有限公司"
    region = factory.SubFactory(RegionFactory)
    problem = "拉丝断头多，一台炉子一天断 40 次。"
    tried = "换过浸润剂。"
    declared_at = factory.LazyFunction(timezone.now)
    received_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(timezone.localdate)
    title = "降低玻纤拉丝断头率"
    industry = Industry.MATERIALS
    refined = "漏板温差大，断头集中在边部；求温控方案。"
    target = "断头由每天 40 次降到 10 次以下"
    public_text = "某玻纤企业求降低拉丝断头率的温控方案。"
    refined_confirmed_at = factory.LazyFunction(timezone.now)
    public_confirmed_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyFunction(timezone.now)
    chain = factory.LazyAttribute(
        lambda need: Chain.objects.create(
            number=f"ZH-2026-{Chain.objects.count() + 800000}", title=need.title
        )
    )


class OfferFactory(factory.django.DjangoModelFactory):
    """A unit's answer to a public need, in any state."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    class Params:
        home = factory.LazyAttribute(lambda offer: _firm_of(offer.author))

    need = factory.SubFactory(NeedFactory, status="open")
    author = factory.SubFactory(UserFactory)
    organisation = factory.Maybe(
        "home", factory.SelfAttribute("home"), factory.SubFactory(OrganisationFactory)
    )
    text = "漏板分区温控，已在两条线上用过。"
    status = "offered"
    reason = factory.LazyAttribute(lambda offer: "route" if offer.status == "declined" else "")

    @factory.post_generation
    def membership(self, create, extracted, **kwargs):
        if create:
            _join(self.author, self.organisation)


class DealFactory(factory.django.DjangoModelFactory):
    """A deal at a stage, complete as the stage asks; its broker holds the role at its agency."""

    class Meta:
        model = Deal

    number = factory.Sequence(lambda n: f"SJ-2026-{n + 900000}")
    title = "示例铜箔表面处理工艺落地"
    chain = factory.LazyAttribute(
        lambda deal: Chain.objects.create(
            number=f"ZH-2026-{Chain.objects.count() + 700000}", title=deal.title
        )
    )
    seller = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.UNIVERSITY)
    buyer = factory.SubFactory(OrganisationFactory)
    buyer_name = factory.LazyAttribute(lambda deal: deal.buyer.name if deal.buyer else "示例厂")
    agency = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.AGENCY)
    broker = factory.LazyAttribute(
        lambda deal: MembershipFactory(role=Role.BROKER, organisation=deal.agency).user
    )
    status = Stage.LEAD
    furthest = factory.LazyAttribute(lambda deal: RANK.get(Stage(deal.status), 0))
    shelved_from = factory.LazyAttribute(
        lambda deal: Stage.CONTACT if deal.status == Stage.SHELVED else ""
    )
    amount_fen = 45_000_000
    kind = "licence"
    signed_on = factory.LazyAttribute(
        lambda deal: timezone.localdate() if deal.status in {"signed", "registered"} else None
    )
    registered_on = factory.LazyAttribute(
        lambda deal: timezone.localdate() if deal.status == "registered" else None
    )
    national_number = factory.LazyAttribute(
        lambda deal: "3604002026000123" if deal.status == "registered" else ""
    )
    lost_reason = factory.LazyAttribute(
        lambda deal: LostReason.PRICE if deal.status == Stage.LOST else ""
    )
