"""Searches that found little: what firms look for and nobody offers, without who they are."""

import re
from typing import Any
from urllib.parse import urlencode

import structlog
from django.db import DatabaseError

from search import services
from search.results import ResultsPage

_REACHES_A_PERSON = re.compile(r"[\w.+-]+@[\w.-]+|\d[\d\s-]{5,}\d")
MASK = "…"

log = structlog.get_logger(__name__)


def keep(page: ResultsPage, user: Any) -> bool:
    """Keep the words of a search whose first page shows too little; says whether it was kept.

    A search is answered also where it cannot be kept.
    """
    asked, found = page.asked, page.answer.found
    if not page.is_thin or not page.is_first_look or page.answer.query.sentence.is_noise:
        return False
    try:
        return services.keep_thin_search(
            without_contacts(asked.text),
            conditions=urlencode(asked.conditions),
            organisation_kind=_kind(user),
            exact=found.exact,
            found=found.total,
        )
    except DatabaseError as error:
        log.warning("search.thin_not_kept", error=str(error)[:200])
        return False


def without_contacts(text: str) -> str:
    """``text`` without numbers and addresses that reach a person."""
    return " ".join(_REACHES_A_PERSON.sub(MASK, text).split())


def _kind(user: Any) -> str:
    if not user.is_authenticated:
        return ""
    return user.organisations().values_list("kind", flat=True).order_by("pk").first() or ""
