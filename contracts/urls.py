"""Addresses of contracts: registration, verification, turnover."""

from contracts.turnover.urls import urlpatterns as turnover

app_name = "contracts"
urlpatterns = [*turnover]
