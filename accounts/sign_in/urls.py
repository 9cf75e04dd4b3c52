"""Addresses of a person's own account; ours stand before allauth's of the same path."""

from django.urls import path

from accounts.views import joining, person

app_name = "person"
urlpatterns = [
    path("enter/", joining.Enter.as_view(), name="enter"),
    path("privacy/", person.privacy, name="privacy"),
    path("privacy/<str:version>/", person.privacy, name="privacy_version"),
    path("me/", person.profile, name="profile"),
    path("me/language/", person.language, name="language"),
    path("me/agree/", person.agree, name="agree"),
    path("me/export/", person.export, name="export"),
    path("me/withdraw/", person.withdraw, name="withdraw"),
]
