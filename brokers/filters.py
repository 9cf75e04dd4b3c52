"""What lists of deals and of waiting enquiries can be narrowed by."""

from datetime import timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brokers.models import Deal, Kind, Stage
from brokers.models.terms import OPEN
from brokers.statistics import SILENT_DAYS
from core.classifications import Industry
from marketplace.models import Enquiry
from marketplace.models.parts import ENDED

WAITING = [
    ("late", _("下一步逾期")),
    ("due", _("今明到期")),
    ("unplanned", _("没有下一步")),
    ("silent", _("两周没有动静")),
]


class DealFilter(django_filters.FilterSet):
    """Of deals that one may see."""

    q = django_filters.CharFilter(label=_("名称、编号或单位"), method="found")
    status = django_filters.MultipleChoiceFilter(label=_("阶段"), choices=Stage.choices)
    kind = django_filters.ChoiceFilter(label=_("合同类型"), choices=Kind.choices)
    waiting = django_filters.ChoiceFilter(label=_("待办"), choices=WAITING, method="that_waits")

    class Meta:
        model = Deal
        fields: list[str] = []

    def found(self, queryset, name, value):
        text = value.strip()
        return queryset.filter(
            Q(title__icontains=text)
            | Q(number__iexact=text)
            | Q(chain__number__iexact=text)
            | Q(buyer_name__icontains=text)
            | Q(buyer__name__icontains=text)
            | Q(seller__name__icontains=text)
        )

    def that_waits(self, queryset, name, value):
        day = timezone.localdate()
        what = {
            "late": Q(next_step_on__lt=day),
            "due": Q(next_step_on__range=(day, day + timedelta(days=1))),
            "unplanned": Q(next_step=""),
            "silent": Q(updated_at__lt=timezone.now() - timedelta(days=SILENT_DAYS)),
        }
        return queryset.filter(what[value], status__in=OPEN)


class PoolFilter(django_filters.FilterSet):
    """Of enquiries that nobody carries."""

    q = django_filters.CharFilter(
        label=_("成果名称"), field_name="listing__title", lookup_expr="icontains"
    )
    industry = django_filters.ChoiceFilter(
        label=_("行业"), field_name="listing__industry", choices=Industry.choices
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=[each for each in Enquiry.Status.choices if each[0] not in ENDED]
    )
