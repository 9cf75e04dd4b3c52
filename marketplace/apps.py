from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("成果与需求")

    def ready(self):
        from accounts.hooks import follow_names  # noqa: PLC0415 — models must be loaded first
        from accounts.services import merge  # noqa: PLC0415 — as above
        from core import outbox, periodic, registry  # noqa: PLC0415 — models must be loaded first
        from marketplace import (  # noqa: F401, PLC0415 — as above; checks register themselves
            checks,
            hooks,
            models,
            places,
            publishing,
            schedule,
            tellings,
        )
        from marketplace.services import (  # noqa: PLC0415 — as above
            announcing,
            disclosure,
            freshness,
            import_desk,
            need_desk,
            viewing,
        )

        for model in (
            models.Listing,
            models.Enquiry,
            models.Message,
            models.ReviewComment,
            models.ListingImport,
            models.Agreement,
            models.Report,
        ):
            registry.register_model(model, model.objects.visible_to)
        # What is confidential and what its files are called is not for the trail's readers.
        secret = ("restricted_details", "attachments", "name", "file")
        registry.withhold_details(models.Listing, *secret)
        registry.withhold_details(models.Agreement, "file")
        # A public need is no reason to read its timeline.
        registry.register_model(models.Need, models.Need.objects.involving)
        registry.register_model(models.Offer, models.Offer.objects.on_timeline_of)
        periodic.register(
            periodic.Job("marketplace.overdue_needs", need_desk.tell_overdue, at=time(9, 0))
        )
        periodic.register(schedule.JOB)
        outbox.register(import_desk.TOPIC, import_desk.carry)
        hooks.let_into_confidence(
            lambda user, listing: models.Agreement.objects.binding(user, listing).exists()
        )
        hooks.call_on_opened(disclosure.note_view)
        periodic.register(
            periodic.Job("marketplace.ask_owners", freshness.ask_owners, at=time(8, 30))
        )
        follow_names(announcing.tell_of_name)
        merge.on_conflict(models.ListingView, viewing.drop_twin)
        publishing.connect()
        places.register()
        tellings.register()
