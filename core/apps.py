from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("基础")

    def ready(self):
        from core import (  # noqa: F401, PLC0415 — each registers itself
            checks,
            exports,
            jobs,
            models,
            notices,
            operations,
            places,
            registry,
        )

        # Regions are public, so that a trail may name them.
        registry.register_model(models.Region, lambda _viewer: models.Region.objects.all())
