"""Addresses of listings and enquiries."""

from django.urls import path

from marketplace.views import enquiries, listings

app_name = "marketplace"
urlpatterns = [
    path("listings/<slug:number>/", listings.detail, name="listing"),
    path("listings/<slug:number>/ask/", enquiries.ask, name="ask"),
    path("enquiries/", enquiries.mine, name="enquiries"),
    path("enquiries/<int:pk>/", enquiries.detail, name="enquiry"),
    path("enquiries/<int:pk>/close/", enquiries.close, name="enquiry_close"),
]
