"""The places that a party without an account is chosen to be in."""

from typing import Any

from django.utils.translation import gettext as _

from core.models import Region

_Kind = Region.Kind
Group = tuple[Any, list[tuple[str, str]]]


def choices() -> list[Any]:
    """Counties and zones of the city, then each province with its cities, then abroad."""
    groups: list[Group] = [(_("本市"), [_option(each) for each in Region.objects.of_city()])]
    wider = Region.objects.filter(kind__in=[_Kind.PROVINCE, _Kind.CITY]).order_by("code")
    for region in wider:
        if region.kind == _Kind.PROVINCE:
            groups.append((str(region), []))
        groups[-1][1].append(_option(region))
    abroad = [_option(each) for each in Region.objects.filter(kind=_Kind.ABROAD)]
    return [("", _("请选择")), *groups, (_("境外"), abroad)]


def _option(region: Region) -> tuple[str, str]:
    return region.pk, str(region)
