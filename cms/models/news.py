from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.lists import listed
from cms.models.released import ReleasedPage


class NewsIndexPage(ReleasedPage):
    """动态: news, newest first, by year in the address."""

    STRUCTURAL = True
    max_count_per_parent = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]

    class Meta:
        verbose_name = _("动态栏目")

    def found(self, request):
        """Live news of this language, of the year that the address asks for."""
        news = NewsPage.objects.live().child_of(self).order_by("-date", "-pk")
        year = request.GET.get("year", "")
        return news.filter(date__year=year) if year.isdecimal() and len(year) == 4 else news  # noqa: PLR2004

    def get_context(self, request, *args, **kwargs):
        """One page of rows and the years to choose from."""
        dates = NewsPage.objects.live().child_of(self).dates("date", "year", order="DESC")
        context = super().get_context(request, *args, **kwargs)
        return (
            context
            | listed(request, self.found(request))
            | {
                "years": [str(day.year) for day in dates],
                "year": request.GET.get("year", ""),
            }
        )


class NewsPage(ReleasedPage):
    """A piece of news."""

    date = models.DateField(_("日期"), default=timezone.localdate)
    summary = models.CharField(_("摘要"), max_length=200)
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("动态")
