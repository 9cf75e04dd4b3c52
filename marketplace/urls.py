"""Addresses of listings and enquiries."""

from django.urls import URLPattern

app_name = "marketplace"
urlpatterns: list[URLPattern] = []
