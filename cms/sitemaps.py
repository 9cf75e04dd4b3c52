"""What search engines may read: public achievements, needs and pages, in both languages."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from marketplace.models import Listing, Need

PER_FILE = 5000
NOBODY = AnonymousUser()
# What is of use to its own people alone.
CLOSED = ("accounts/", "me/", "enter/", "desk/", "drafts/", "notices/", "admin/", "api/", "dev/")


class _Both(Sitemap):
    """Rows with one page in each language, each naming the other."""

    i18n = alternates = x_default = True
    limit = PER_FILE


class Listings(_Both):
    def items(self):
        rows = Listing.objects.visible_to(NOBODY).public()
        return rows.only("number", "last_published_at").order_by("pk")

    def lastmod(self, row):
        return row.last_published_at


class Needs(_Both):
    def items(self):
        rows = Need.objects.visible_to(NOBODY).public()
        return rows.only("number", "published_at").order_by("pk")

    def location(self, row):
        return reverse("marketplace:public_need", args=[row.number])

    def lastmod(self, row):
        return row.published_at


class Pages(Sitemap):
    """Of the site's own tree, where each language has pages of its own."""

    limit = PER_FILE

    def items(self):
        rows = Page.objects.live().public().filter(depth__gt=1)
        return rows.only("url_path", "last_published_at", "locale").order_by("pk")

    def location(self, page):
        return page.get_url() or "/"

    def lastmod(self, page):
        return page.last_published_at


SITEMAPS = {"listings": Listings, "needs": Needs, "pages": Pages}


@require_safe
def robots(request):
    """robots.txt: what is not for search engines, and where the sitemap is."""
    closed = [f"Disallow: {root}{path}" for path in CLOSED for root in ("/", "/en/")]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
