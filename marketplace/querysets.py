"""Reads of achievements, of what is asked about them, and of needs."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import authority
from accounts.models import Membership, Role
from marketplace import hooks
from marketplace.models.parts import ENDED

# Who brings in the goods of any unit and answers for what goes public with them.
IMPORTERS_FOR_ALL = (Role.SITE_EDITOR, Role.OPERATOR)
WRITERS = frozenset({Role.RESEARCHER, Role.RESEARCH_OFFICE, Role.FIRM_MEMBER})
SOLVERS = WRITERS | {Role.BROKER, Role.AGENCY_HEAD}
# In which roles the author of an achievement answers for it: who imports may be its author too.
AUTHORS = WRITERS.union(IMPORTERS_FOR_ALL)


def offices(user):
    """Keys of the organisations whose research office ``user`` acts for today."""
    held = user.roles_in_force
    return [one.organisation_id for one in held if one.role == Role.RESEARCH_OFFICE]


def units(user):
    """Keys of the organisations for which ``user`` speaks today: gives consent, goes on."""
    return authority.speaks_for(user, Role.RESEARCH_OFFICE)


def speakers():
    """Memberships by which somebody speaks for a unit: its research office's, administrators'."""
    return Membership.objects.in_force().filter(
        Q(role=Role.RESEARCH_OFFICE) | Q(is_administrator=True)
    )


def owned_by(user, listing=""):
    """As a condition: achievements that ``user`` answers for today.

    Their author while they write there, who speaks for the unit, and for what was imported for a
    unit that has nobody to speak for it, who imports for all.

    Args:
        listing: the lookup of the achievement, with two underscores at its end.

    """
    person, place = f"{listing}author", f"{listing}organisation"
    reach = authority.written_by(user, person=person, place=place, roles=AUTHORS)
    reach |= Q(**{f"{place}__in": units(user)})
    if user.has_role(*IMPORTERS_FOR_ALL):
        imported = ~Q(**{f"{listing}source": ""})
        reach |= imported & ~Q(**{f"{place}__in": speakers().values("organisation")})
    return reach


def places(user):
    """Keys of the organisations for which ``user`` acts today, in whatever role."""
    return user.organisation_ids if user.is_authenticated else frozenset()


class ListingQuerySet(models.QuerySet):
    """Every read of achievements starts here."""

    def public(self):
        """Those that everybody reads."""
        return self.filter(live=True)

    def by_industry(self, since):
        """Rows of ``industry``, ``count`` and ``new``: those first public from ``since`` on."""
        return (
            self.values("industry")
            .annotate(
                count=models.Count("pk"),
                new=models.Count("pk", filter=Q(first_published_at__gte=since)),
            )
            .order_by("industry")
        )

    def findable(self):
        """Public ones whose owner has not been silent for too long; links lead to the others."""
        return self.public().filter(stale_since=None)

    def own(self, user):
        """Those that ``user`` writes at and answers for today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owned_by(user))

    def visible_to(self, user):
        """Public ones for all; others for who answers for them, and for site editors.

        A draft that nobody has submitted is its writers' business alone.
        """
        if not user.is_authenticated:
            return self.public()
        reach = Q(live=True) | owned_by(user)
        if user.has_role(Role.SITE_EDITOR):
            reach |= ~Q(status="draft")
        return self.filter(reach)

    def with_open_comments(self):
        """Each with ``open_comments``: how many its owner has not settled."""
        is_open = Q(comments__isnull=False, comments__resolved_at__isnull=True)
        return self.annotate(open_comments=models.Count("comments", filter=is_open))

    def to_consent(self, user):
        """Those that wait for a consent that ``user`` may give."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(status="submitted", organisation__in=units(user))


class CommentQuerySet(models.QuerySet):
    """Reads of what reviewers said of single parts."""

    def visible_to(self, user):
        """Its listing's own side and site editors; no reader of what is public."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SITE_EDITOR):
            return self
        return self.filter(owned_by(user, "listing__"))

    def open(self):
        """Those that are not settled."""
        return self.filter(resolved_at__isnull=True)


class EnquiryQuerySet(models.QuerySet):
    """Every read of enquiries starts here."""

    def asked_by(self, user):
        """Those that ``user`` asked, for whatever firm; no leave to read them."""
        return self.filter(asker=user)

    def asked_for_firms_of(self, user):
        """Those that a firm asked for which ``user`` acts today: an enquiry is the firm's."""
        return self.filter(organisation__in=places(user))

    def asked_of(self, user):
        """Those that ``user`` may answer."""
        return self.filter(owned_by(user, "listing__"))

    def visible_to(self, user):
        """For both sides, and for whom an upper room has let in.

        Who asked for a firm and has left it sees it no more; who acts for the firm now does.
        """
        if not user.is_authenticated:
            return self.none()
        reach = Q(organisation__in=places(user)) | owned_by(user, "listing__")
        for let_in in hooks.enquiry_readers:
            reach |= let_in(user)
        return self.filter(reach)

    def answered_in_public(self):
        """Those whose question and answer stand on the listing's page."""
        answers = apps.get_model("marketplace", "Message").objects.public_answers()
        return self.filter(is_public=True, pk__in=answers.values("enquiry"))

    def living(self):
        """Those that have not ended."""
        return self.exclude(status__in=ENDED)


class MessageQuerySet(models.QuerySet):
    """Reads of what was said."""

    def public_answers(self):
        """What owners answered in public."""
        return self.filter(is_public=True, from_owner=True)

    def visible_to(self, user):
        """Whoever sees the enquiry sees all of it."""
        enquiries = apps.get_model("marketplace", "Enquiry").objects
        return self.filter(enquiry__in=enquiries.visible_to(user))


class SlotQuerySet(models.QuerySet):
    """Reads of the times that were offered for a meeting."""

    def visible_to(self, user):
        """For whoever sees the enquiry."""
        enquiries = apps.get_model("marketplace", "Enquiry").objects
        return self.filter(enquiry__in=enquiries.visible_to(user))

    def offered_to(self, *, owner):
        """Those to which the owner's side, or else the asker's, may agree; none that is past."""
        return self.filter(from_owner=not owner, starts_at__gt=timezone.now())


class AgreementQuerySet(models.QuerySet):
    """Every read of confidentiality agreements starts here."""

    def visible_to(self, user):
        """The two sides of the enquiry; nobody whom an upper room lets read the enquiry."""
        if not user.is_authenticated:
            return self.none()
        firm = Q(enquiry__organisation__in=places(user))
        return self.filter(firm | owned_by(user, "enquiry__listing__"))

    def living(self):
        """Those that nobody has withdrawn."""
        return self.exclude(status="withdrawn")

    def binding(self, user, listing):
        """Those in force that bind a firm for which ``user`` acts today to ``listing``.

        Where its owner has blocked the firm an agreement binds on, but opens nothing.
        """
        if not user.is_authenticated:
            return self.none()
        blocks = apps.get_model("marketplace", "Block").objects.between(
            models.OuterRef("enquiry__listing__organisation"),
            models.OuterRef("enquiry__organisation"),
        )
        return self.filter(
            ~models.Exists(blocks),
            status="in_force",
            enquiry__listing=listing,
            enquiry__organisation__in=places(user),
        )


class FileViewQuerySet(models.QuerySet):
    """Every read of the ledger starts here."""

    def of_owner(self, user):
        """What was opened of the achievements that ``user`` may answer for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owned_by(user, "listing__"))


class NeedQuerySet(models.QuerySet):
    """Every read of needs starts here."""

    def public(self):
        """Those whose public text everybody reads."""
        return self.filter(status="open")

    def left_by(self, user):
        """Those that ``user`` left, in whatever name; no leave to read them."""
        return self.filter(author=user)

    def own(self, user):
        """Those that ``user`` answers for today.

        A need that a person left for themselves stays theirs. One in an organisation's name is
        the organisation's: its author's while there, and who speaks for it.
        """
        if not authority.is_standing(user):
            return self.none()
        personal = Q(author=user, organisation=None)
        written = authority.written_by(user, person="author", place="organisation")
        return self.filter(personal | written | Q(organisation__in=units(user)))

    def at_desk_of(self, user):
        """Those that ``user`` sees to: all for a section, those of its county for a county."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SECTION_STAFF):
            return self
        counties = user.counties()
        return self.filter(Q(region__in=counties) | Q(region__county__in=counties))

    def involving(self, user):
        """Those of which ``user`` may read all: who left it, and its desk."""
        if not user.is_authenticated:
            return self.none()
        return self.own(user) | self.at_desk_of(user)

    def visible_to(self, user):
        """The public ones for all, of which only the public text is shown; and one's own."""
        return self.public() | self.involving(user)

    def overdue(self):
        """Those whose firm nobody has reached in the time that was promised."""
        return self.filter(status="received", due_on__lt=timezone.localdate())

    def waiting_and_overdue(self):
        """How many wait for a call, and how many of these for too long."""
        is_waiting = Q(status="received")
        is_late = is_waiting & Q(due_on__lt=timezone.localdate())
        return self.order_by().aggregate(
            waiting=models.Count("pk", filter=is_waiting),
            overdue=models.Count("pk", filter=is_late),
        )


class OfferQuerySet(models.QuerySet):
    """Every read of answers to needs starts here."""

    def made_by(self, user):
        """Those of ``user`` while there, and of the unit or the agency that they speak for."""
        if not user.is_authenticated:
            return self.none()
        heads = {h.organisation_id for h in user.roles_in_force if h.role == Role.AGENCY_HEAD}
        written = authority.written_by(user, person="author", place="organisation", roles=SOLVERS)
        return self.filter(written | Q(organisation__in=heads | units(user)))

    def to_needs_of(self, user):
        """Those that the firm reads, and the desk that sees to its need."""
        needs = apps.get_model("marketplace", "Need").objects
        return self.filter(need__in=needs.involving(user))

    def visible_to(self, user):
        """Both sides, and the need's desk."""
        return self.made_by(user) | self.to_needs_of(user)

    def on_timeline_of(self, user):
        """Those whose steps ``user`` reads on the chain.

        A timeline names people, and the firm is hidden from who answers until it agrees.
        """
        return self.made_by(user).filter(status="accepted") | self.to_needs_of(user)

    def open(self):
        """Those on which the firm has not decided."""
        return self.filter(status="offered")


class BlockQuerySet(models.QuerySet):
    """Reads of which firms an owner hears no more."""

    def between(self, place, firm):
        """The one that keeps ``firm`` from ``place``; each a row, a key or an expression."""
        return self.filter(place=place, firm=firm)

    def visible_to(self, user):
        """Who set it, who speaks for the unit, and the section, to which a firm may complain."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SECTION_STAFF):
            return self
        set_by = authority.written_by(user, person="by", place="place", roles=WRITERS)
        return self.filter(set_by | Q(place__in=units(user)))


class ReportQuerySet(models.QuerySet):
    """Reads of what was reported to the bureau."""

    def visible_to(self, user):
        """Who told it and still sees the enquiry, and the section; never the side it is about."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.SECTION_STAFF):
            return self
        enquiries = apps.get_model("marketplace", "Enquiry").objects.visible_to(user)
        return self.filter(reporter=user, enquiry__in=enquiries)

    def open(self):
        """Those of which the bureau has not said what it found."""
        return self.filter(closed_at__isnull=True)


class NeedCallQuerySet(models.QuerySet):
    """Reads of what was said on the phone."""

    def visible_to(self, user):
        """The desk's own; the firm knows that it was called."""
        needs = apps.get_model("marketplace", "Need").objects
        return self.filter(need__in=needs.at_desk_of(user))


class ListingImportQuerySet(models.QuerySet):
    """Reads of imports."""

    def visible_to(self, user):
        """Those of one's research office; all for who may import for any unit."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*IMPORTERS_FOR_ALL):
            return self
        return self.filter(organisation__in=offices(user))
