"""What every part of the JSON API shares: how often it may be asked, the page that explains it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.throttling import BaseThrottle

from core import rates


class Throttle(BaseThrottle):
    """So many questions a minute of one person, or of one address where nobody is signed in.

    It keeps nothing of its own: one of them serves every thread, and the library's keeps the
    request it looks at.

    Args:
        name: what is counted apart.
        setting: names how many.

    """

    def __init__(self, name: str = "api", setting: str = "API_PER_MINUTE"):
        self._name, self._setting = name, setting

    def allow_request(self, request: HttpRequest) -> bool:
        user = request.user
        who = f"user {user.pk}" if user.is_authenticated else request.META["REMOTE_ADDR"]
        return not rates.is_too_often(self._limit, who)

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return self._limit.wait_s

    @property
    def _limit(self) -> rates.Limit:
        return rates.Limit(self._name, getattr(settings, self._setting))


class Docs(DocsBase):
    """The API explained on a page of ours: no script, nothing from elsewhere."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema(path_params=kwargs)
        operations = [
            {"method": method.upper(), "path": path, **said}
            for path, methods in schema["paths"].items()
            for method, said in methods.items()
        ]
        for operation in operations:
            for parameter in operation.get("parameters", ()):
                parameter["values"] = _values(parameter["schema"], schema)
        return render(
            request,
            "core/api.html",
            {
                "api": api,
                "operations": operations,
                "schema_url": self.get_openapi_url(api, kwargs),
                "rate": settings.API_PER_MINUTE,
            },
        )


def _values(said: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a parameter may be, in short."""
    if "$ref" in said:
        return _values(_named(said, schema), schema)
    if "items" in said:
        return _values(said["items"], schema)
    if "enum" in said:
        return ", ".join(map(str, said["enum"]))
    bounds = [said[name] for name in ("minimum", "maximum") if name in said]
    return f"{said.get('type', '')} {'～'.join(map(str, bounds))}".strip()


def _named(said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return schema["components"]["schemas"][said["$ref"].rpartition("/")[2]]
