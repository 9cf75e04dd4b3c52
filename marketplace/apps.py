from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("成果与需求")

    def ready(self):
        from core import outbox, periodic, registry  # noqa: PLC0415 — models must be loaded first
        from marketplace import (  # noqa: PLC0415 — as above
            models,
            places,
            publishing,
            schedule,
            tellings,
        )
        from marketplace.services import import_desk, need_desk  # noqa: PLC0415 — as above

        for model in (
            models.Listing,
            models.Enquiry,
            models.Message,
            models.ReviewComment,
            models.ListingImport,
        ):
            registry.register_model(model, model.objects.visible_to)
        # A public need is no reason to read its timeline.
        registry.register_model(models.Need, models.Need.objects.involving)
        periodic.register(
            periodic.Job("marketplace.overdue_needs", need_desk.tell_overdue, at=time(9, 0))
        )
        periodic.register(schedule.JOB)
        outbox.register(import_desk.TOPIC, import_desk.carry)
        publishing.connect()
        places.register()
        tellings.register()
