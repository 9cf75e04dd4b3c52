from django.utils.translation import gettext_lazy as _

from cms.filters import NewsFilter, PolicyFilter
from cms.models.news import NewsPage
from cms.models.policy import PolicyPage
from cms.models.released import ReleasedPage
from cms.querysets import NEWEST_FIRST
from core import lists


class PolicyIndexPage(ReleasedPage):
    """政策: every policy, filtered by audience and status in the address."""

    STRUCTURAL = True
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PolicyPage"]

    class Meta:
        verbose_name = _("政策栏目")

    def get_context(self, request, *args, **kwargs):
        """A page of the live policies in this language."""
        rows = PolicyPage.objects.live().child_of(self).prefetch_related("applies_to")
        listing = lists.page(request, PolicyFilter, rows, sorts={"new": [NEWEST_FIRST]})
        return super().get_context(request, *args, **kwargs) | {"listing": listing}


class NewsIndexPage(ReleasedPage):
    """动态: news, newest first, by year in the address."""

    STRUCTURAL = True
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("动态栏目")

    def get_context(self, request, *args, **kwargs):
        """A page of the live news in this language."""
        rows = NewsPage.objects.live().child_of(self)
        listing = lists.page(request, NewsFilter, rows, sorts={"new": ["-date"]})
        return super().get_context(request, *args, **kwargs) | {"listing": listing}
