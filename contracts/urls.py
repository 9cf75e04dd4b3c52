"""Addresses of contracts: registration, verification, turnover."""

from django.urls import URLPattern

app_name = "contracts"
urlpatterns: list[URLPattern] = []
