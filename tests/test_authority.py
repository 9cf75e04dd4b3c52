"""Who has left: every rule, act and read answers them as it answers somebody who was never there.

The table of roles and urls is asked the same in tests/test_permissions.py; here what lies below
the pages is walked, found by its shape, so that what is added later is asked too.
"""

import importlib
import inspect

import pytest
from django.apps import apps

from accounts.models import Membership, Organisation, Role, User
from core.workflow import Transition
from marketplace.models import Block, FileView, ListingFile, Report
from tests.contracts.factories import in_state
from tests.factories import (
    AgreementFactory,
    DealFactory,
    EnquiryFactory,
    ListingFactory,
    ListingImportFactory,
    NeedFactory,
    OfferFactory,
    UserFactory,
)
from tests.parts.people import person

pytestmark = pytest.mark.django_db

HOUSE = ("accounts", "marketplace", "brokers", "contracts")
RULES = (
    "marketplace.permissions",
    "marketplace.disclosure_workflow",
    "brokers.permissions",
    "contracts.registration.permissions",
    "contracts.turnover.permissions",
    "accounts.permissions",
)
TABLES = {
    "marketplace.workflow": ("listing", "enquiry"),
    "marketplace.need_workflow": ("need",),
    "marketplace.offer_workflow": ("offer",),
    "marketplace.disclosure_workflow": ("agreement",),
    "brokers.workflow": ("deal",),
    "contracts.registration.workflow": ("contract",),
}
# They say who wrote, and open nothing.
BARS = {"brokers.permissions.is_side"}  # keeps a person out, also for what they did once
NAMES_ONLY = {"EnquiryQuerySet.asked_by", "NeedQuerySet.left_by"}


@pytest.fixture
def world(db):
    """One person a role, and rows on which each of them has something to say."""
    people = {role: person(role) for role in Role}
    home = {role: one.memberships.get().organisation for role, one in people.items()}
    author, firm = people[Role.RESEARCHER], people[Role.FIRM_MEMBER]
    people[Role.RESEARCH_OFFICE].memberships.update(organisation=home[Role.RESEARCHER])
    people[Role.AGENCY_HEAD].memberships.update(organisation=home[Role.BROKER])
    people[Role.REVIEWER].memberships.update(organisation=home[Role.REGISTRAR])
    listing = ListingFactory(author=author, public=True)
    enquiry = EnquiryFactory(listing=listing, asker=firm)
    agreement = AgreementFactory(enquiry=enquiry, status="in_force")
    need = NeedFactory(author=firm, organisation=home[Role.FIRM_MEMBER], status="open")
    deal = DealFactory(
        broker=people[Role.BROKER],
        agency=home[Role.BROKER],
        listing=listing,
        enquiry=enquiry,
        seller=listing.organisation,
        buyer=enquiry.organisation,
        status="intent",
    )
    contract = in_state("submitted", body=home[Role.REGISTRAR], seller=home[Role.FIRM_MEMBER])
    rows = {
        "listing": listing,
        "draft": ListingFactory(author=author),
        "enquiry": enquiry,
        "agreement": agreement,
        "need": need,
        "offer": OfferFactory(need=need, author=author),
        "block": Block.objects.create(
            place=listing.organisation, firm=enquiry.organisation, by=author
        ),
        "report": Report.objects.create(enquiry=enquiry, reporter=author, text="x"),
        "deal": deal,
        "contract": contract,
        "organisation": home[Role.FIRM_MEMBER],
    }
    file = ListingFile.objects.create(
        listing=listing, name="x", ending="pdf", size=1, sha256="0" * 64, uploaded_by=author
    )
    FileView.objects.create(
        agreement=agreement,
        listing=listing,
        file=file,
        sha256=file.sha256,
        organisation=enquiry.organisation,
        viewer=firm,
    )
    ListingImportFactory(organisation=home[Role.RESEARCHER], author=author)
    in_state("draft", seller=home[Role.FIRM_MEMBER])
    return people, rows


def allowed(user, rows):
    """Every rule and arrow that says yes to ``user``, and every row that a read gives them."""
    return rules(user, rows) | arrows(user, rows) | reads(user)


def rules(user, rows):
    found = set()
    for name in RULES:
        for rule in vars(importlib.import_module(name)).values():
            if not inspect.isfunction(rule) or rule.__module__ != name:
                continue
            if f"{name}.{rule.__name__}" in BARS:
                continue
            given = [*inspect.signature(rule).parameters]
            if given == ["user"]:
                found |= {f"{name}.{rule.__name__}"} if rule(user) else set()
            elif given[:1] == ["user"] and len(given) == 2 and given[1] in rows:
                found |= {f"{name}.{rule.__name__}"} if rule(user, rows[given[1]]) else set()
    return found


def arrows(user, rows):
    return {
        arrow.action
        for name, kinds in TABLES.items()
        for arrow in vars(importlib.import_module(name)).values()
        if isinstance(arrow, Transition) and arrow.action.partition(".")[0] in kinds
        if any(arrow.allowed(user, row) for row in of_kind(arrow, rows))
    }


def of_kind(arrow, rows):
    """What an arrow moves; of achievements a public one and one that never was."""
    kind = arrow.action.partition(".")[0]
    return (rows["listing"], rows["draft"]) if kind == "listing" else (rows[kind],)


def reads(user):
    found = set()
    for model in apps.get_models():
        manager = model._default_manager
        if model._meta.app_label not in HOUSE:
            continue
        for name, method in inspect.getmembers(manager._queryset_class, inspect.isfunction):
            given = [*inspect.signature(method).parameters]
            full = f"{manager._queryset_class.__name__}.{name}"
            if given == ["self", "user"] and full not in NAMES_ONLY:
                rows = getattr(manager.all(), name)(user)
                found |= {f"{full}:{pk}" for pk in rows.values_list("pk", flat=True)}
    return found


def now(user):
    """The person as the next request knows them."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", Role)
def test_who_has_left_is_answered_as_a_stranger(role, world):
    people, rows = world
    stranger = allowed(UserFactory(), rows)
    held = allowed(now(people[role]), rows)

    people[role].memberships.update(status=Membership.Status.ENDED)
    left = allowed(now(people[role]), rows)

    assert held - stranger
    own = {f"MembershipQuerySet.visible_to:{people[role].memberships.get().pk}"}
    assert left - stranger == own


@pytest.mark.parametrize(
    "change",
    [
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: Organisation.objects.filter(memberships__user=user).update(status="refused"),
        lambda user: user.memberships.update(valid_to="2020-01-01"),
    ],
    ids=["account suspended", "organisation out", "days over"],
)
@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.FIRM_MEMBER, Role.BROKER])
def test_so_is_whose_account_organisation_or_days_are_over(role, change, world):
    people, rows = world
    stranger = allowed(UserFactory(), rows)

    change(people[role])
    left = allowed(now(people[role]), rows)

    assert {name for name in left - stranger if not name.startswith(("Mem", "Organ"))} == set()


def test_every_arrow_is_open_to_somebody(world):
    """Else the tests above would pass by asking nothing."""
    people, rows = world

    every = set()
    for name, kinds in TABLES.items():
        for arrow in vars(importlib.import_module(name)).values():
            if isinstance(arrow, Transition) and arrow.action.partition(".")[0] in kinds:
                every.add(arrow.action)

    assert every - set.union(*(arrows(now(one), rows) for one in people.values())) == set()
