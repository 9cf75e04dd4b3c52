"""Pages and their search; who may edit them is Wagtail's to ask."""

from accounts.models import Role
from tests.permissions.table import Case

READERS = {Role.SITE_EDITOR: 200, Role.SECTION_STAFF: 200, Role.OPERATOR: 200}
CASES = [
    Case("cms:find", 200, anonymous=200),
    Case("cms:reviews", 403, READERS),
    *(
        Case("cms:reviews", 403, READERS, data={"export": form}, state=form)
        for form in ("xlsx", "csv")
    ),
]
PREFIXES = {
    "robots.txt": "for everybody, the same to all: tests/cms/test_sitemaps.py",
    "sitemap": "what is public, the same to all: tests/cms/test_sitemaps.py",
    "documents/": "Wagtail serves documents by their collection's own restrictions",
    "media/": "a picture is public with a live page: tests/cms/test_pictures.py",
}
