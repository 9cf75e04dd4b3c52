"""A system check that keeps the two ends of the topic "search" together."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

from core.models import Announced
from search.documents import DOCUMENTS, TOPIC
from search.engines import current


@register()
def documents_are_announced(app_configs, **kwargs):
    """A model is in `DOCUMENTS` exactly where its changes are promised to the engine."""
    announced = {
        model
        for model in apps.get_models()
        if issubclass(model, Announced) and TOPIC in model.outbox_topics
    }
    return [
        *(
            Error(f"{model._meta.label}：outbox_topics 含 search，却不在 DOCUMENTS 中。",
                  id="search.E001")
            for model in announced - DOCUMENTS.keys()
        ),
        *(
            Error(f"{model._meta.label}：在 DOCUMENTS 中，outbox_topics 却不含 search。",
                  id="search.E001")
            for model in DOCUMENTS.keys() - announced
        ),
    ]  # fmt: skip


@register()
def engine_is_known(app_configs, **kwargs):
    """A misspelt engine would be found out only by the first search."""
    if settings.SEARCH_ENGINE not in current.NAMES:
        return [Error(f"SEARCH_ENGINE={settings.SEARCH_ENGINE}：没有这个引擎。", id="search.E002")]
    return []
