"""Which body registers a contract, and the entering of one."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import Organisation
from contracts.models import Jurisdiction
from core import records
from core.models import Region


def body_for(region: Region, *, day: date, amount_fen: int) -> Organisation | None:
    """The body in charge of ``region`` on ``day``; of several the one nearest to it."""
    near = [region.pk, region.county_id, region.parent_id]
    found = (
        Jurisdiction.objects.filter(region__in=[code for code in near if code])
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
        .filter(Q(largest_fen__isnull=True) | Q(largest_fen__gte=amount_fen))
        .select_related("body")
    )
    nearest = sorted(found, key=lambda row: near.index(row.region_id))
    return nearest[0].body if nearest else None


@transaction.atomic
def grant_jurisdiction(
    body: Organisation,
    region: Region,
    *,
    delegated_by: str,
    valid_from: date,
    largest_fen: int | None = None,
    actor: Any,
) -> Jurisdiction:
    """Let ``body`` register the contracts of ``region`` from a day on."""
    row = Jurisdiction(
        body=body,
        region=region,
        delegated_by=delegated_by,
        valid_from=valid_from,
        largest_fen=largest_fen,
    )
    return records.create(row, "jurisdiction.grant", actor=actor)
