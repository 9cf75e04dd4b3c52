"""Addresses of the desk at which ours answers; listed before Wagtail's, behind the same gate."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.account import AccountView
from cms.editing import PageEditView

urlpatterns = decorate_urlpatterns(
    [
        path("account/", AccountView.as_view(), name="wagtailadmin_account"),
        path("pages/<int:page_id>/edit/", PageEditView.as_view(), name="page_edit"),
    ],
    require_admin_access,
)
