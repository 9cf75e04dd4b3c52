from datetime import time, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("检索")

    def ready(self):
        from core import navigation, outbox, periodic, registry  # noqa: PLC0415 — models must be loaded first
        from search import (  # noqa: F401, PLC0415 — checks register, services label their acts
            checks,
            indexer,
            rebuild,
            services,
        )
        from search.models import AskedWord, Synonym, ThinSearch  # noqa: PLC0415

        for model in (AskedWord, Synonym, ThinSearch):
            registry.register_model(model, model.objects.visible_to)

        outbox.register("search", indexer.carry)
        navigation.register(navigation.Item(_("成果"), "search:results", order=10))
        navigation.register_below("marketplace:achievements", "search:results")
        navigation.register_below("search:needs", "marketplace:needs")
        api = navigation.Item(_("开放接口"), "api:openapi-view", area=navigation.Area.DATA)
        navigation.register(api)
        # An index that was lost is built again within a minute, whether or not anything changes.
        periodic.register(
            periodic.Job("search.set_up", rebuild.set_up, every=timedelta(minutes=1))
        )
        periodic.register(periodic.Job("search.check", rebuild.heal_all, at=time(3, 40)))
        periodic.register(periodic.Job("search.forget", services.forget_searches, at=time(4, 10)))
