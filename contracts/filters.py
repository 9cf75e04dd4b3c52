"""What lists of contracts can be narrowed by."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.codes import Kind
from contracts.models import Contract
from core.models import Region

FILED = [each for each in Contract.Status.choices if each[0] != Contract.Status.DRAFT]


class ContractFilter(django_filters.FilterSet):
    """By number or title, state and type."""

    q = django_filters.CharFilter(label=_("编号或项目名称"), method="found")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Contract.Status.choices)
    kind = django_filters.ChoiceFilter(label=_("合同类型"), choices=Kind.choices)

    def found(self, queryset, name, value):
        text = value.strip()
        return queryset.filter(Q(title__icontains=text) | Q(number=text) | Q(national_number=text))


# Ended cases are found by their state or by name; unasked the queue shows what is to be done.
OPEN, ALL = "open", "all"


class QueueFilter(ContractFilter):
    """Of the desk: also by place, and what is late; unasked only what has not ended."""

    status = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[(OPEN, _("办理中")), (ALL, _("全部")), *FILED],
        method="in_state",
        empty_label=None,
    )

    region = django_filters.ModelChoiceFilter(
        label=_("统计地区"), queryset=Region.objects.of_city()
    )
    overdue = django_filters.ChoiceFilter(
        label=_("期限"), choices=[("1", _("已超期"))], method="late"
    )

    @property
    def qs(self):
        """What was found; open cases where neither a state nor words were given."""
        found = super().qs
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        return found if asked.get("status") or asked.get("q") else found.pending()

    def in_state(self, queryset, name, value):
        if value == ALL:
            return queryset
        return queryset.pending() if value == OPEN else queryset.filter(status=value)

    def late(self, queryset, name, value):
        return queryset.overdue(timezone.localdate())
