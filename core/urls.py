"""Addresses of the core."""

from django.urls import path

from core.views import chains, display, drafts, styleguide

app_name = "core"
urlpatterns = [
    path("display/care/", display.care, name="care"),
    path("accessibility/", display.accessibility, name="accessibility"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/list/", styleguide.styleguide_list, name="styleguide-list"),
    path("chains/<str:number>/", chains.chain, name="chain"),
    path("drafts/<slug:kind>/<slug:key>/", drafts.draft, name="draft"),
]
