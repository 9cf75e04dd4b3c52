from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("人员与单位")

    def ready(self):
        from accounts import workflow  # noqa: F401, PLC0415 — registers models and labels
