from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "contracts"
    verbose_name = _("技术合同")

    def ready(self):
        # Models must be loaded first.
        from accounts.services import merge  # noqa: PLC0415
        from brokers import hooks  # noqa: PLC0415
        from contracts import appraisal, places  # noqa: PLC0415
        from contracts.models import Contract, ContractPerson  # noqa: PLC0415
        from contracts.registration import (  # noqa: F401, PLC0415 — workflow labels its acts
            drafting,
            people,
            telling,
            workflow,
        )
        from contracts.turnover import rollup  # noqa: PLC0415
        from contracts.turnover.permissions import may_read_turnover  # noqa: PLC0415
        from core import navigation, outbox, periodic, registry  # noqa: PLC0415
        from marketplace.hooks import tell_contracts  # noqa: PLC0415

        registry.register_model(Contract, Contract.objects.visible_to)
        merge.on_conflict(ContractPerson, people.drop_twin)
        telling.register()
        hooks.call_on_signed(drafting.draft_from_deal)
        tell_contracts(appraisal.figures)
        places.register()
        outbox.register(rollup.TOPIC, rollup.carry)
        periodic.register(periodic.Job("turnover.reconcile", rollup.reconcile, at=time(2, 30)))
        navigation.register(
            navigation.Item(
                _("调度"),
                "contracts:turnover",
                navigation.Area.DESK,
                order=50,
                allowed=may_read_turnover,
            )
        )
