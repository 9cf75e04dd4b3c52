"""What the database itself holds of an achievement, whoever writes it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.terms import AT_A_VENUE, IN_TALKS, PriceKind

EVIDENCE_FROM = 4  # the readiness level from which somebody has measured something
PRICE_IS_SAID = (
    Q(price_kind__in=sorted(IN_TALKS), price_fen__isnull=True)
    | Q(price_kind=PriceKind.FIXED, price_fen__gt=0, price_fen__isnull=False)
    | Q(price_kind__in=sorted(AT_A_VENUE)) & ~Q(sale_venue="") & ~Q(sale_notice="")
)
IS_COMPLETE = (
    ~Q(title="")
    & ~Q(benefit="")
    & ~Q(problem="")
    & ~Q(abstract="")
    & ~Q(limits="")
    & ~Q(industry="")
    & ~Q(field="")
    & Q(region__isnull=False, trl__isnull=False, confirmed_on__isnull=False)
    & (Q(trl__lt=EVIDENCE_FROM) | ~Q(trl_evidence=""))
    & ~Q(rights=[])
    & ~Q(modes=[])
    & PRICE_IS_SAID
)


def _not_negative(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})


LISTING: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="listing_public_is_complete",
        # What was imported says on its page that nobody has checked it.
        condition=Q(live=False) | Q(is_unverified=True) | IS_COMPLETE,
        violation_error_message=_("必填内容不完整，不能公开。"),
    ),
    models.CheckConstraint(
        name="listing_import_names_source",
        condition=Q(is_unverified=False) | ~Q(source=""),
        violation_error_message=_("导入的成果应写明来源。"),
    ),
    models.CheckConstraint(
        name="listing_trl_1_to_9",
        condition=Q(trl__isnull=True) | Q(trl__range=(1, 9)),
        violation_error_message=_("技术就绪度为 1～9 级。"),
    ),
    models.CheckConstraint(
        name="listing_price_not_negative",
        condition=_not_negative("price_fen")
        & _not_negative("price_from_fen")
        & _not_negative("price_to_fen"),
        violation_error_message=_("价格不得为负。"),
    ),
    models.CheckConstraint(
        name="listing_price_bounds_in_order",
        condition=Q(price_from_fen__isnull=True)
        | Q(price_to_fen__isnull=True)
        | Q(price_from_fen__lte=F("price_to_fen")),
        violation_error_message=_("价格下限不得高于上限。"),
    ),
    models.UniqueConstraint(
        name="listing_imported_once",
        fields=["organisation", "source", "external_id"],
        condition=~Q(source="") & ~Q(external_id=""),
        violation_error_message=_("同一来源的外部编号已有成果。"),
    ),
]
