"""The contracts behind a figure."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.codes import Kind
from contracts.models import Contract
from core.models import Region


def _day(label, lookup):
    return django_filters.DateFilter(
        label=label,
        field_name="registered_on",
        lookup_expr=lookup,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class RegisteredFilter(django_filters.FilterSet):
    """Days, region and type: the three that a figure is grouped by."""

    since = _day(_("登记日期起"), "gte")
    until = _day(_("登记日期止"), "lte")
    region = django_filters.ModelMultipleChoiceFilter(
        label=_("统计地区"),
        queryset=lambda _request: Region.objects.of_city(),
        widget=forms.CheckboxSelectMultiple,
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("合同类型"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Contract
        fields = ()
