"""Who may read an uploaded document or picture."""

from typing import Any

from wagtail.models import Page, ReferenceIndex


def may_read(user: Any, document: Any) -> bool:
    """Whether a live page links or shows ``document``, or ``user`` works at the desk."""
    return user.has_perm("wagtailadmin.access_admin") or is_public(document)


def is_public(document: Any) -> bool:
    """Whether a live page links or shows ``document``."""
    links = ReferenceIndex.get_references_to(document)
    pages = links.filter(base_content_type__model="page").values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(pk) for pk in pages]).exists()
