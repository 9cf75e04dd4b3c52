from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import figures
from cms.blocks import OfficeBlock
from cms.models.columns import NewsIndexPage, PolicyIndexPage
from cms.models.guide import GuidePage
from cms.models.news import NewsPage
from cms.models.policy import PolicyPage
from cms.models.released import ReleasedPage
from core.classifications import Industry
from core.lines import LineField
from marketplace.models import Listing, Need

LATEST = 5


class HomePage(ReleasedPage):
    """The front page: a search, three doors, what is new, the year's figures, where to go."""

    STRUCTURAL = True
    sentence = LineField(_("首页大字"), max_length=40, blank=True)
    offices = StreamField([("office", OfficeBlock())], verbose_name=_("登记机构"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.PolicyIndexPage", "cms.NewsIndexPage", "cms.GuidePage"]
    content_panels = [*Page.content_panels, FieldPanel("sentence"), FieldPanel("offices")]

    class Meta:
        verbose_name = _("首页")

    def get_context(self, request, *args, **kwargs):
        """The latest of what is public in this language."""
        columns = {
            page.specific_class: page
            for page in self.get_children().live().type(PolicyIndexPage, NewsIndexPage)
        }
        return super().get_context(request, *args, **kwargs) | {
            "needs": Need.objects.visible_to(request.user)
            .public()
            .select_related("region", "organisation")
            .order_by("-published_at", "-pk")[:LATEST],
            "policies": PolicyPage.objects.live().descendant_of(self).newest_first()[:LATEST],
            "news": NewsPage.objects.live().descendant_of(self).order_by("-date", "-pk")[:LATEST],
            "policy_index": columns.get(PolicyIndexPage),
            "news_index": columns.get(NewsIndexPage),
            "guides": GuidePage.objects.live().child_of(self).order_by("path"),
            "industries": _industries(),
            "figures": figures.current(),
        }


def _industries():
    """Each industry of the city's plan: its code, its name, how many achievements, how many new.

    New are those of this month.
    """
    today = timezone.localtime()
    month = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = {row["industry"]: row for row in Listing.objects.public().by_industry(month)}
    none = {"count": 0, "new": 0}
    return [
        {"code": code, "label": label, **rows.get(code, none)} for code, label in Industry.choices
    ]
