"""The review workflow, an editor, and a listing at each step of its way."""

import pytest

from accounts.models import Role
from accounts.services.groups import mirror
from core.models import AuditEvent, OutboxMessage
from marketplace import setup
from marketplace.models.parts import CONFIRMED
from marketplace.services import consents, listings
from tests.factories import ListingFactory, MembershipFactory
from tests.parts.people import person


@pytest.fixture
def market(db):
    return setup.set_up()


def an_editor():
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


@pytest.fixture
def editor(market):
    return an_editor()


@pytest.fixture
def colleague(market):
    return an_editor()


def forget():
    """Start counting from here."""
    AuditEvent.objects.all().delete()
    OutboxMessage.objects.all().delete()


def trail():
    """What was written since: the acts on listings, and how often search was told."""
    acts = AuditEvent.objects.filter(subject_type="marketplace.listing").order_by("id")
    told = OutboxMessage.objects.filter(topic="search", subject_type="marketplace.listing")
    return [*acts.values_list("action", flat=True)], told.count()


@pytest.fixture
def at_unit(market, editor):
    """A complete listing that its author has submitted; its unit's office is asked."""
    draft = ListingFactory()
    MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=draft.organisation)
    draft.save_revision(user=draft.author)
    listings.submit_listing(draft.pk, actor=draft.author)
    forget()
    return type(draft).objects.get(pk=draft.pk)


@pytest.fixture
def submitted(at_unit):
    """One to which its unit has agreed; an editor is next."""
    consent(at_unit)
    forget()
    return type(at_unit).objects.get(pk=at_unit.pk)


@pytest.fixture
def public(submitted, editor):
    """A listing that an editor has passed and Wagtail has published."""
    approve(submitted, editor)
    forget()
    return type(submitted).objects.get(pk=submitted.pk)


def approve(listing, editor, opinion="不涉密，数字已核对。"):
    state = listing.current_workflow_task_state
    return state.task.specific.on_action(
        state, user=editor, action_name="approve", comment=opinion
    )


def office_of(listing):
    """Somebody of the unit's research office."""
    place = listing.organisation
    return place.memberships.filter(role=Role.RESEARCH_OFFICE).first().user


def consent(listing, **options):
    confirmed = dict.fromkeys(CONFIRMED, True)
    who = office_of(listing)
    return consents.consent_listing(listing.pk, confirmed=confirmed, actor=who, **options)
