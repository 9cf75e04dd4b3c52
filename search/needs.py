"""Needs (技术需求) as documents: their public text alone."""

from django.db.models import QuerySet

from marketplace.models import Need
from search.engines.base import Document, Kind

KIND = Kind("need", keywords=("industry", "region"), numbers=("published", "budget"))


def public() -> QuerySet[Need]:
    """The needs that anybody may find."""
    return Need.objects.public().select_related("region", "organisation")


def said(need: Need) -> tuple[str, str]:
    """Its title and its text, whose first line is what is to be reached."""
    return need.title, "\n".join(filter(None, (need.target, need.public_text)))


def describe(need: Need) -> Document:
    """``need`` as it is searched; nothing in it that its page does not show to everybody."""
    published = need.published_at
    title, body = said(need)
    return Document(
        id=need.pk,
        version=need.version,
        title=title,
        body=body,
        keywords={
            "industry": (need.industry,) if need.industry else (),
            "region": (str(need.region_id),),
        },
        numbers={
            "published": int(published.timestamp()) if published else None,
            "budget": need.budget_fen,
        },
    )
