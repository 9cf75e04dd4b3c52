"""What every page may show: the names of this installation, and the reader's display choices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from core.models import Notice
from core.navigation import Navigation


def names() -> dict[str, Any]:
    """The names of this installation; needs neither request nor database."""
    return {
        "name": settings.SITE_NAME,
        "tagline": settings.SITE_TAGLINE,
        "city": settings.CITY_NAME,
        "city_en": settings.CITY_NAME_EN,
        "bureau": settings.BUREAU_NAME,
        "icp": settings.ICP_FILING_NUMBER,
        "police": settings.POLICE_FILING_NUMBER,
        "phone": settings.CONTACT_PHONE,
        "demo": settings.DEMO,
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. A page without a twin sets ``language_url`` to its next best."""
    other = "zh-hans" if get_language() == "en" else "en"
    return {
        "site": names(),
        "care": request.COOKIES.get(settings.CARE_COOKIE_NAME) == "on",
        "navigation": Navigation(request),
        # Counted only where a template asks.
        "unread_notices": lambda: Notice.objects.visible_to(request.user).unread().count(),
        "language_url": translate_url(request.get_full_path(), other),
    }
