"""What the public lists can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cms import finding
from cms.models.policy import Audience, PolicyPage


class PolicyFilter(django_filters.FilterSet):
    """Of policies: to whom they apply, and whether they are in force today."""

    audience = django_filters.ChoiceFilter(
        label=_("适用"), choices=Audience.Code.choices, method="applies_to"
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=PolicyPage.Status.choices, method="stands"
    )

    def applies_to(self, queryset, name, value):
        return queryset.for_audience(value)

    def stands(self, queryset, name, value):
        return queryset.in_status(value)


class NewsFilter(django_filters.FilterSet):
    """Of news: the year, among those that have any."""

    year = django_filters.ChoiceFilter(label=_("年份"), field_name="date", lookup_expr="year")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        years = [day.year for day in self.queryset.dates("date", "year", order="DESC")]
        self.filters["year"].extra["choices"] = [(year, year) for year in years]


class FindFilter(django_filters.FilterSet):
    """Of every public page: the words that it holds."""

    q = django_filters.CharFilter(label=_("检索词"), method="holding")

    def holding(self, queryset, name, value):
        return finding.holding(queryset, value)
