"""A source over a model that is there: organisations, found by name, public once confirmed."""

from accounts.models import Organisation
from search.documents import Source
from search.engines.base import Document, Kind

KIND = Kind("organisation", keywords=("kind", "region"), numbers=("created",))


def public():
    return Organisation.objects.filter(status=Organisation.Status.CONFIRMED)


def said(organisation):
    return organisation.name, ""


def describe(organisation):
    return Document(
        organisation.pk,
        organisation.version,
        *said(organisation),
        keywords={"kind": (organisation.kind,), "region": (organisation.region_id,)},
        numbers={"created": int(organisation.created_at.timestamp())},
    )


SOURCE = Source(
    KIND,
    Organisation,
    public,
    public,
    said,
    describe,
    texts=("name",),
    columns={"kind": "kind", "region": "region"},
)
