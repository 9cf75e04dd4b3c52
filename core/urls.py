"""Addresses of the core."""

from django.urls import path

from core.views import display, styleguide

app_name = "core"
urlpatterns = [
    path("display/care/", display.care, name="care"),
    path("accessibility/", display.accessibility, name="accessibility"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
