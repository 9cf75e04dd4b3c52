"""Addresses of contracts: registration, verification, turnover."""

from contracts.registration.urls import urlpatterns as registration
from contracts.turnover.urls import urlpatterns as turnover

app_name = "contracts"
urlpatterns = [*registration, *turnover]
