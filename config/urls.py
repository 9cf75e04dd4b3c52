"""Every address of the site. Chinese stands at the root, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.sign_in import overrides
from cms import admin_urls, sitemaps
from cms.gate import guarded
from cms.pictures import rendition
from config.api import api
from core.views import health

urlpatterns = [
    path("admin/", include(overrides.admin)),
    path("admin/", include(guarded(admin_urls.urlpatterns))),
    path("admin/", include(guarded(wagtailadmin_urls.urlpatterns))),
    path("media/images/<str:name>", rendition, name="rendition"),
    path("api/v1/", api.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": sitemaps.SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemaps",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap",
    ),
    path("healthz", health.web, name="healthz"),
    path("healthz/worker", health.worker, name="healthz-worker"),
    *i18n_patterns(
        path("", include("core.urls")),
        path("", include("accounts.urls")),
        path("", include("accounts.sign_in.urls")),
        path("accounts/", include(overrides.allauth)),
        path("accounts/", include("allauth.urls")),
        path("", include("marketplace.urls")),
        path("", include("brokers.urls")),
        path("", include("contracts.urls")),
        path("", include("search.urls")),
        path("", include("cms.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler400 = "core.views.refusals.bad_request"
handler429 = "core.views.refusals.sign_in_too_often"  # of allauth
handler500 = "core.views.refusals.server_error"
