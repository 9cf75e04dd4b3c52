"""What every page may show: the names of this installation, and the reader's display choices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Notice
from core.navigation import Navigation

THEMES = {"light": _("浅色"), "dark": _("深色"), "system": _("跟随系统")}


def names() -> dict[str, Any]:
    """The names of this installation, in the language of the page; no request, no database."""
    chinese = {
        "name": settings.SITE_NAME,
        "city": settings.CITY_NAME,
        "bureau": settings.BUREAU_NAME,
        "province_body": settings.PROVINCE_BODY_NAME,
        "sections": settings.BUREAU_SECTIONS,
    }
    english = {
        "name": settings.SITE_NAME_EN,
        "city": settings.CITY_NAME_EN,
        "bureau": settings.BUREAU_NAME_EN,
        "province_body": settings.PROVINCE_BODY_NAME_EN,
        "sections": settings.BUREAU_SECTIONS_EN,
    }
    return (english if get_language() == "en" else chinese) | {
        "tagline": settings.SITE_TAGLINE,
        "icp": settings.ICP_FILING_NUMBER,
        "police": settings.POLICE_FILING_NUMBER,
        "phone": settings.CONTACT_PHONE,
        "email": settings.CONTACT_EMAIL,
        "demo": settings.DEMO,
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. A page without a twin sets ``language_url`` to its next best."""
    chosen = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    other = "zh-hans" if get_language() == "en" else "en"
    return {
        "site": names(),
        "care": request.COOKIES.get(settings.CARE_COOKIE_NAME) == "on",
        "theme": chosen if chosen in THEMES else "system",
        "themes": THEMES,
        "navigation": Navigation(request),
        # Counted only where a template asks.
        "unread_notices": lambda: Notice.objects.visible_to(request.user).unread().count(),
        "language_url": translate_url(request.get_full_path(), other),
    }
