"""Every read of public pages starts here."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page, PageManager, PageQuerySet

NEWEST_FIRST = F("effective_on").desc(nulls_last=True)


class PolicyQuerySet(PageQuerySet):
    """Reads of policies."""

    def in_status(self, status, day=None):
        """Those that are ``status`` on ``day`` (today in Shanghai); as `PolicyPage.status`."""
        day = day or timezone.localdate()
        repealed = Q(repealed_on__lte=day)
        ahead = Q(effective_on__gt=day)
        chosen = {
            "repealed": repealed,
            "ahead": ahead & ~Q(pk__in=self.filter(repealed).values("pk")),
        }
        if status in chosen:
            return self.filter(chosen[status])
        return self.exclude(repealed).exclude(ahead)

    def for_audience(self, code):
        """Those that apply to the audience ``code``."""
        return self.filter(applies_to__code=code)

    def newest_first(self):
        """By the day they take effect, with what a row shows."""
        return self.order_by(NEWEST_FIRST, "-pk").prefetch_related("applies_to")


class ReviewQuerySet(QuerySet):
    """Reads of release reviews, which outlive their pages."""

    def with_titles(self):
        """Each with its people and ``page_title``, which is none where the page is gone."""
        title = Page.objects.filter(pk=OuterRef("page_id")).values("draft_title")
        return self.select_related("author", "reviewer").annotate(page_title=Subquery(title))


PolicyManager = PageManager.from_queryset(PolicyQuerySet)
