"""Every read of contracts starts here."""

from django.db import models
from django.db.models import Q

from contracts import access

# Registered now, or once: a cancelled contract was in the figures of its day.
COUNTED = frozenset({"registered"})
# On its way: filed, and neither registered nor ended.
PENDING = frozenset({"submitted", "returned", "accepted", "examined", "reviewed"})


class ContractQuerySet(models.QuerySet):
    """Reads of contracts."""

    def visible_to(self, user):
        """Whole rows that ``user`` may see, parties and names included.

        The people of the parties their own, as `contracts/access.py` says; the desk those filed
        with its body; a section all that were filed, a county those of its places; the tax office
        what is registered.
        A leader sees county, type and amount only, which is `anonymous_to`'s.
        """
        if not user.is_authenticated:
            return self.none()
        held = user.roles_in_force
        filed = ~Q(status="draft")
        every = self.model._base_manager
        # A draft is its writers' business alone: the other side sees what was filed.
        mine = every.filter(access.reach(user), parties__is_filing=True)
        ours = every.filter(access.reach(user))
        reach = Q(pk__in=mine.values("pk")) | filed & Q(pk__in=ours.values("pk"))
        if bodies := [r.organisation_id for r in held if r.role in {"registrar", "reviewer"}]:
            reach |= filed & Q(body__in=bodies)
        if user.has_role("section_staff"):
            reach |= filed
        for county in user.counties():
            reach |= filed & (
                Q(region=county) | Q(region__parent=county) | Q(region__county=county)
            )
        if user.has_role("tax_reader"):
            reach |= Q(status__in=["registered", "cancelled"])
        return self.filter(reach)

    def anonymous_to(self, user):
        """Rows of which a leader may read county, type, state and amount, and nothing else."""
        if user.is_authenticated and user.has_role("leader"):
            return self.exclude(status="draft")
        return self.none()

    def named_to(self, user):
        """Each row with ``is_named``: whether ``user`` may read its title and parties."""
        seen = ContractQuerySet(self.model).visible_to(user).filter(pk=models.OuterRef("pk"))
        return self.annotate(is_named=models.Exists(seen))

    def of(self, user):
        """Those in which one of the user's organisations is a party."""
        own = self.model._base_manager.filter(parties__organisation__in=user.organisation_ids)
        return self.filter(pk__in=own.values("pk"))

    def at_desk_of(self, user):
        """Those filed with a body at which the user registers or reviews."""
        held = [r for r in user.roles_in_force if r.role in {"registrar", "reviewer"}]
        return self.filter(body__in=[role.organisation_id for role in held])

    def desk_counts(self, today):
        """How many wait for each act, and how many are past their day, by one query."""
        waiting = {
            status: models.Count("pk", filter=Q(status=status))
            for status in ("submitted", "accepted", "examined", "reviewed")
        }
        late = Q(status__in=["accepted", "examined"], due_on__lt=today)
        return self.order_by().aggregate(**waiting, overdue=models.Count("pk", filter=late))

    def once_registered(self):
        """Those that have a national number, cancelled since or not."""
        return self.filter(status__in=["registered", "cancelled"])

    def registered(self):
        """What counts as turnover: the national number and date are there, and it still stands."""
        return self.filter(status__in=COUNTED)

    def pending(self):
        """在途: filed, on its way, counted nowhere yet."""
        return self.filter(status__in=PENDING)

    def overdue(self, day):
        """Accepted, undecided, and past the statutory day at ``day``."""
        return self.filter(status__in=["accepted", "examined"], due_on__lt=day)

    def with_parties(self):
        """Parties read beside the rows, by one query."""
        return self.select_related("region", "body").prefetch_related("parties", "people")
