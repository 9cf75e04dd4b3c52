from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("人员与单位")

    def ready(self):
        from accounts import (  # noqa: F401, PLC0415 — workflow labels its acts
            contacts,
            kinds,
            models,
            permissions,
            places,
            workflow,
        )
        from accounts.services import groups  # noqa: PLC0415 — models must be loaded first
        from core import notices, periodic, registry  # noqa: PLC0415 — as above

        for model in (models.Organisation, models.Membership, models.Absence):
            registry.register_model(model, model.objects.visible_to)
        periodic.register(
            periodic.Job("accounts.mirror_groups", groups.mirror_all, timedelta(minutes=10))
        )
        registry.give_access("operations", permissions.is_operator)
        registry.give_access("audit", permissions.may_read_the_trail)
        notices.register_address_book(contacts.verified)
        kinds.register()
        places.register()
