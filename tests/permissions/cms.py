"""Pages and their search; who may edit them is Wagtail's to ask."""

from tests.permissions.table import Case

CASES = [Case("cms:find", 200, anonymous=200)]
PREFIXES = {
    "documents/": "Wagtail serves documents by their collection's own restrictions",
    "media/": "a picture is public with a live page: tests/cms/test_pictures.py",
}
