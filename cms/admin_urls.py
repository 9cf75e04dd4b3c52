"""Addresses of the desk at which ours answers; listed before Wagtail's, behind the same gate."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.account import AccountView

urlpatterns = decorate_urlpatterns(
    [path("account/", AccountView.as_view(), name="wagtailadmin_account")], require_admin_access
)
