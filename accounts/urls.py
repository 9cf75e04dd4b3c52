"""Addresses of organisations, roles and leave."""

from django.urls import path

from accounts.views import absences, desk, memberships, organisations

app_name = "accounts"
urlpatterns = [
    path("organisations/", organisations.directory, name="directory"),
    path("organisations/mine/", organisations.mine, name="mine"),
    path("organisations/found/", organisations.found, name="found"),
    path("organisations/<int:pk>/", organisations.detail, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.edit, name="edit"),
    path("organisations/<int:pk>/claim/", organisations.claim, name="claim"),
    path("organisations/<int:pk>/members/", memberships.members, name="members"),
    path("organisations/<int:pk>/confirm/", desk.confirm, name="confirm"),
    path("organisations/<int:pk>/refuse/", desk.refuse, name="refuse"),
    path("organisations/<int:pk>/code/", desk.change_code, name="change_code"),
    path("organisations/<int:pk>/merge/", desk.merge_into, name="merge"),
    *(
        path(
            f"memberships/<int:pk>/{name.replace('_', '-')}/",
            memberships.act,
            {"name": name},
            name=f"membership_{name}",
        )
        for name in memberships.ACTS
    ),
    path("memberships/<int:pk>/refuse/", memberships.refuse, name="membership_refuse"),
    path("memberships/<int:pk>/dates/", memberships.dates, name="membership_set_dates"),
    path("absences/", absences.index, name="absences"),
    path("absences/<int:pk>/end/", absences.end, name="absence_end"),
    path("desk/organisations/", desk.organisation_queue, name="desk_organisations"),
    path("desk/roles/", desk.roles, name="desk_roles"),
    path("desk/roles/grant/", desk.grant, name="grant"),
]
