"""Addresses of deals and the broker's board."""

from django.urls import URLPattern

app_name = "brokers"
urlpatterns: list[URLPattern] = []
