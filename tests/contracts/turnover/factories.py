"""Targets as they stand in each state; a Trait a state."""

from datetime import UTC, datetime
from decimal import Decimal

import factory

from contracts.models import Target
from tests.factories import UserFactory


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    base_fen = 10_000_000_000
    base_note = "示例"
    growth_percent = Decimal(30)
    total_fen = 13_000_000_000
    drawn_up_by = factory.SubFactory(UserFactory)

    class Params:
        published = factory.Trait(
            status=Target.Status.PUBLISHED,
            approved_by=factory.SubFactory(UserFactory),
            published_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
