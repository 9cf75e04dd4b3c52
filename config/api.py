"""The JSON API under /api/v1: each room's part, and the page that explains it."""

from django.conf import settings
from ninja import NinjaAPI

from core.api import Docs, Throttle
from search.api import router as search

api = NinjaAPI(
    title=f"{settings.SITE_NAME} API",
    version="1",
    urls_namespace="api",
    docs=Docs(),
    docs_url="/docs",
    throttle=[Throttle()],
)
api.add_router("/search", search)
