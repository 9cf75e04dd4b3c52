"""Addresses of the search pages."""

from django.urls import path

from search import need_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/compare/", views.compare, name="compare"),
    path("search/similar/<slug:number>/", views.like, name="similar"),
    path("search/needs/", need_views.needs, name="needs"),
]
