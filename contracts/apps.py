from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = _("技术合同")

    def ready(self):
        from contracts.models import Contract  # noqa: PLC0415 — models must be loaded first
        from core import registry  # noqa: PLC0415 — as above

        registry.register_model(Contract, Contract.objects.visible_to)
