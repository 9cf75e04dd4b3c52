from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrokersConfig(AppConfig):
    name = "brokers"
    verbose_name = _("技术经纪")

    def ready(self):
        from brokers import (  # noqa: F401, PLC0415 — models must be loaded first
            models,
            places,
            querysets,
            tellings,
            workflow,
        )
        from core import registry  # noqa: PLC0415 — as above
        from marketplace.hooks import let_read_enquiries  # noqa: PLC0415 — as above

        for model in (models.Deal, models.Step, models.Note):
            registry.register_model(model, model.objects.visible_to)
        let_read_enquiries(querysets.enquiries_carried_by)
        places.register()
        tellings.register()
