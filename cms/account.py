"""后台偏好 (/admin/account/): name, language, look, mails; picture and password are not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account

from accounts.services import people

HIDDEN = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel, account.ChangePasswordPanel)


class NameForm(forms.Form):
    """One name, as it stands beside drafts and reviews."""

    name = forms.CharField(label=_("姓名"), max_length=40)

    def __init__(self, data: Any = None, files: Any = None, *, instance: Any, prefix: str):
        super().__init__(data, files, initial={"name": instance.name}, prefix=prefix)
        self.person = instance

    def save(self) -> None:
        """Hand the name to the service that keeps it."""
        people.rename(self.person.pk, self.cleaned_data["name"], actor=self.person)


class NamePanel(account.BaseSettingsPanel):
    name = "name"
    title = _("姓名")
    order = 100
    form_class = NameForm


class AccountView(account.AccountView):
    """Wagtail's page without what is kept elsewhere: e-mail, password, second factor."""

    page_title = _("后台偏好")

    def get_panels(self):
        request = self.request
        profile = account.UserProfile.get_for_user(request.user)
        kept = [panel for panel in super().get_panels() if not isinstance(panel, HIDDEN)]
        return [NamePanel(request, request.user, profile), *kept]
