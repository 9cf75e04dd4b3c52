"""Reads of deals, of their steps and notes, and of enquiries that nobody carries."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import authority
from accounts.models import Role
from brokers.models.terms import RANK, Stage
from marketplace.models import Enquiry
from marketplace.querysets import owned_by

PARTY_ROLES = frozenset({Role.FIRM_MEMBER, Role.RESEARCH_OFFICE})


def _carried(user):
    """Deals of the person's own agency: a head's all, a broker's own and those stood in for."""
    own = authority.written_by(user, person="broker", place="agency", roles={Role.BROKER})
    return own | Q(agency__in=authority.speaks_for(user, Role.AGENCY_HEAD))


def _as_party(user):
    """Deals of which the person is a side: asked, answers for what is offered, or acts for one."""
    places = [held.organisation_id for held in user.roles_in_force if held.role in PARTY_ROLES]
    asked = Q(enquiry__asker=user, enquiry__organisation__in=user.organisation_ids)
    sides = asked | owned_by(user, "listing__")
    return sides | Q(seller__in=places) | Q(buyer__in=places)


def _steered(user):
    """Deals that the person sees to for the city or for a county of its sides."""
    if user.has_role(Role.SECTION_STAFF):
        return Q(pk__isnull=False)  # an empty Q would vanish beside another by `|`
    reach = Q(pk__in=[])
    for county in user.counties():
        for side in ("seller", "buyer"):
            reach |= (
                Q(**{f"{side}__region": county})
                | Q(**{f"{side}__region__parent": county})
                | Q(**{f"{side}__region__county": county})
            )
    return reach


class DealQuerySet(models.QuerySet):
    """Every read of deals starts here."""

    def living(self):
        """Those not given up."""
        return self.exclude(status=Stage.LOST)

    def carried_by(self, user):
        """Those that the person moves: the own ones, and all of an agency for its head."""
        return self.filter(_carried(user))

    def counted_for(self, user):
        """Those whose number the person may know: carried ones, and all that staff see to."""
        return self.filter(_carried(user) | _steered(user))

    def visible_to(self, user):
        """A lead is its agency's; both sides see it once in contact, staff from the intent on."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            _carried(user)
            | (_as_party(user) & Q(furthest__gte=RANK[Stage.CONTACT]))
            | (_steered(user) & Q(furthest__gte=RANK[Stage.INTENT]))
        )


def _deals():
    return apps.get_model("brokers", "Deal").objects


class StepQuerySet(models.QuerySet):
    """Reads of moves."""

    def visible_to(self, user):
        """Whoever sees the deal sees its moves."""
        return self.filter(deal__in=_deals().visible_to(user))


class NoteQuerySet(models.QuerySet):
    """Reads of notes."""

    def visible_to(self, user):
        """They stay within the agency, whatever the stage."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(deal__in=_deals().carried_by(user))


def waiting_enquiries(user) -> QuerySet[Enquiry]:
    """Enquiries that nobody carries and that the broker is no side of."""
    living = _deals().living().filter(enquiry=OuterRef("pk"))
    places = user.organisation_ids
    return (
        Enquiry.objects.living()
        .exclude(Q(asker=user) | Q(listing__author=user))
        .exclude(Q(organisation__in=places) | Q(listing__organisation__in=places))
        .filter(~Exists(living))
    )


def enquiries_carried_by(user) -> Q:
    """As a condition on an enquiry: those of deals that the person carries."""
    carried = _deals().living().carried_by(user).filter(enquiry__isnull=False)
    return Q(pk__in=carried.values("enquiry"))
