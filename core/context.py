"""What every page may show: the names of this installation, and the reader's display choices."""

from django.conf import settings


def site(request):
    return {
        "site": {
            "name": settings.SITE_NAME,
            "tagline": settings.SITE_TAGLINE,
            "city": settings.CITY_NAME,
            "city_en": settings.CITY_NAME_EN,
            "bureau": settings.BUREAU_NAME,
            "icp": settings.ICP_FILING_NUMBER,
            "police": settings.POLICE_FILING_NUMBER,
            "phone": settings.CONTACT_PHONE,
            "demo": settings.DEMO,
        },
        "care": request.COOKIES.get(settings.CARE_COOKIE_NAME) == "on",
    }
