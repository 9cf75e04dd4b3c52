"""Four signed demo deals whose contracts are filed and registered; only with DEMO=1.

By the services, so that a deal bears the number that its contract has; a few days lie between
the signature and the register, as they do.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts import demo
from accounts.models import Role, User
from brokers.models import Deal, Stage
from contracts import demo_paper
from contracts.codes import PATENTS, Ip, Kind, Objective, PatentStatus, Payment, Section, Subkind
from contracts.demo import OPINIONS
from contracts.demo_plan import next_national_number
from contracts.models import Contract, ContractFile
from contracts.registration import drafting, services
from core.acts import happened_at
from core.chains import SHANGHAI
from marketplace.models import Listing

COUNT = 4
DAYS = (2, 3, 5, 6, 8)  # after the signature: filed, accepted, 认定, 复核, registered
KINDS = (
    "contract.submitted", "contract.accepted", "contract.examined", "contract.registered",
    "deal.registered",
)  # fmt: skip
TOLD = (Role.REGISTRAR, Role.REVIEWER, Role.RESEARCH_OFFICE, Role.BROKER, Role.AGENCY_HEAD)
SUBKINDS = {
    Kind.DEVELOPMENT: (Subkind.COMMISSIONED, Ip.NONE),
    Kind.CONSULTING: (Subkind.CONSULTING, Ip.NONE),
    Kind.SERVICE: (Subkind.SERVICE, Ip.NONE),
    Kind.TRANSFER: (Subkind.SECRET_TRANSFER, Ip.SECRET),
    Kind.LICENCE: (Subkind.SECRET_LICENCE, Ip.SECRET),
}
# The same where what is offered is a patent.
OF_PATENTS = {Kind.TRANSFER: Subkind.PATENT_TRANSFER, Kind.LICENCE: Subkind.PATENT_LICENCE}
YEARS = {Ip.INVENTION: 20, Ip.UTILITY: 10, Ip.DESIGN: 15}  # 专利法 第四十二条


@transaction.atomic
def load() -> int:
    """Register the contracts of the last signed deals, once; returns how many."""
    deals = Deal.objects.filter(is_demo=True)
    if deals.filter(status=Stage.REGISTERED).exists():
        return 0
    signed = (
        deals.filter(status=Stage.SIGNED)
        .select_related("listing__author", "enquiry__asker")
        .order_by("-pk")
    )
    chosen = list(signed[:COUNT])[::-1]
    registrar, reviewer = (_first_of(role) for role in (Role.REGISTRAR, Role.REVIEWER))
    people = set(User.objects.filter(is_demo=True, memberships__role__in=TOLD))
    people |= {person for deal in chosen for person in (deal.listing.author, deal.enquiry.asker)}
    with demo.untold(people, KINDS):
        for deal in chosen:
            _register(deal, registrar=registrar, reviewer=reviewer)
    return len(chosen)


def _first_of(role: Role) -> User:
    held = User.objects.filter(is_demo=True, memberships__role=role)
    return held.order_by("pk")[0]


def _register(deal: Deal, *, registrar: User, reviewer: User) -> None:
    pk, author = deal.contracts.get().pk, deal.listing.author
    filed, accepted, examined, reviewed, registered = _moments(deal)
    with happened_at(filed):
        contract = drafting.edit_contract(pk, _facts(deal), actor=author)
        _file(contract, filed, author)
    with happened_at(accepted):
        services.accept_contract(pk, actor=registrar, now=accepted)
    with happened_at(examined):
        text = OPINIONS["examine:pass"]
        services.examine_contract(pk, text=text, actor=registrar, now=examined)
    with happened_at(reviewed):
        text = OPINIONS["review:pass"]
        services.review_contract(pk, text=text, actor=reviewer, now=reviewed)
    day = timezone.localdate(registered)
    with happened_at(registered):
        services.register_contract(
            pk,
            national_number=next_national_number(day.year),
            registered_on=day,
            actor=registrar,
        )


def _file(contract: Contract, filed: datetime, author: User) -> None:
    text = ContentFile(demo_paper.content_of(contract), name="合同文本（示例）.pdf")
    drafting.attach_file(contract.pk, text, kind=ContractFile.Kind.TEXT, actor=author)
    services.submit_contract(contract.pk, actor=author, now=filed)


def _moments(deal: Deal) -> list[datetime]:
    """Ten in the morning, so many days after the signature; never later than now."""
    days = (deal.signed_on + timedelta(days=number) for number in DAYS)
    return [min(datetime.combine(day, time(10), SHANGHAI), timezone.now()) for day in days]


def _facts(deal: Deal) -> dict[str, Any]:
    """What the seller adds to the draft that the deal has left."""
    kind, listing = Kind(deal.kind), deal.listing
    subkind, right = SUBKINDS[kind]
    facts = {
        "valid_from": deal.signed_on,
        "valid_to": deal.signed_on + timedelta(days=2 * 365),
        "payment_mode": Payment.INSTALMENTS,
        "objective": Objective.INDUSTRY,
        "buyer_section": Section.C,
        "subkind": subkind,
        "ip_kind": right,
    }
    patents = [one for one in listing.rights if one["kind"] in PATENTS]
    if kind in OF_PATENTS and patents:
        facts |= {"subkind": OF_PATENTS[kind], **_patent(deal, patents[0])}
    return facts


def _patent(deal: Deal, right: Mapping[str, str]) -> dict[str, Any]:
    """The first of those that the achievement names, as long as the contract needs it."""
    listing: Listing = deal.listing
    filed_on = deal.signed_on - timedelta(days=3 * 365)
    return {
        "ip_kind": right["kind"],
        "patent_number": right["number"][:40],
        "patent_holder": listing.organisation.name,
        "patent_filed_on": filed_on,
        "patent_expires_on": filed_on + timedelta(days=YEARS[Ip(right["kind"])] * 365),
        "patent_status": PatentStatus.IN_FORCE,
    }
