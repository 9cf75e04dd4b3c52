"""Addresses of listings and enquiries."""

from django.urls import path

from marketplace.views import enquiries, listings, writing

app_name = "marketplace"
urlpatterns = [
    path("listings/mine/", writing.mine, name="mine"),
    path("listings/new/", writing.begin, name="begin"),
    path("listings/<slug:number>/", listings.detail, name="listing"),
    path("listings/<slug:number>/edit/", writing.edit, name="edit"),
    path("listings/<slug:number>/submit/", writing.send, name="submit"),
    path("listings/<slug:number>/withdraw/", writing.withdraw, name="withdraw"),
    path("listings/<slug:number>/unpublish/", writing.unpublish, name="unpublish"),
    path("listings/<slug:number>/ask/", enquiries.ask, name="ask"),
    path("enquiries/", enquiries.mine, name="enquiries"),
    path("enquiries/<int:pk>/", enquiries.detail, name="enquiry"),
    path("enquiries/<int:pk>/close/", enquiries.close, name="enquiry_close"),
]
