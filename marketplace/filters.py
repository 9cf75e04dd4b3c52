"""What enquiries and needs can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.classifications import Industry, TechnologyField
from core.models import Region
from marketplace.models import Availability, Enquiry, Need, Pilot, PriceKind
from marketplace.models.parts import ReportOutcome

STALE = [("with", _("也列出"))]
SIDES = [("asked", _("我方提出的")), ("received", _("我收到的"))]


def _of_city(request):
    return Region.objects.of_city()


class EnquiryFilter(django_filters.FilterSet):
    """Of enquiries that one may see."""

    status = django_filters.ChoiceFilter(label=_("状态"), choices=Enquiry.Status.choices)
    side = django_filters.ChoiceFilter(label=_("方向"), choices=SIDES, method="of_side")

    def of_side(self, queryset, name, value):
        user = self.request.user
        asked = value == "asked"
        return queryset.asked_for_firms_of(user) if asked else queryset.asked_of(user)


class NeedFilter(django_filters.FilterSet):
    """Of needs that everybody reads."""

    industry = django_filters.ChoiceFilter(label=_("行业"), choices=Industry.choices)
    region = django_filters.ModelChoiceFilter(label=_("地区"), queryset=_of_city)


class NeedDeskFilter(django_filters.FilterSet):
    """Of needs at a desk."""

    WHEN = [("overdue", _("超期未联系"))]

    status = django_filters.ChoiceFilter(label=_("状态"), choices=Need.Status.choices)
    due = django_filters.ChoiceFilter(label=_("期限"), choices=WHEN, method="of_due")
    region = django_filters.ModelChoiceFilter(label=_("地区"), queryset=_of_city)

    def of_due(self, queryset, name, value):
        return queryset.overdue()


class ReportFilter(django_filters.FilterSet):
    """Of what was reported."""

    STATES = [("open", _("待处理")), ("closed", _("已处理"))]

    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="of_state")
    outcome = django_filters.ChoiceFilter(label=_("处理结果"), choices=ReportOutcome.choices)

    def of_state(self, queryset, name, value):
        return queryset.filter(closed_at__isnull=value == "open")


class FileViewFilter(django_filters.FilterSet):
    """Of openings in the ledger."""

    organisation = django_filters.CharFilter(
        label=_("单位"), field_name="organisation__name", lookup_expr="icontains"
    )
    listing = django_filters.CharFilter(label=_("成果编号"), field_name="listing__number")


class ListingFilter(django_filters.FilterSet):
    """Of achievements on offer."""

    field = django_filters.ChoiceFilter(label=_("技术领域"), choices=TechnologyField.choices)
    availability = django_filters.ChoiceFilter(label=_("转让状态"), choices=Availability.choices)
    pilot = django_filters.ChoiceFilter(label=_("概念验证与中试"), choices=Pilot.choices)
    price_kind = django_filters.ChoiceFilter(label=_("报价方式"), choices=PriceKind.choices)
    stale = django_filters.ChoiceFilter(
        label=_("逾期未确认的"), choices=STALE, empty_label=_("不列出"), method="of_stale"
    )

    def of_stale(self, queryset, name, value):
        """Listed; without it `filter_queryset` leaves them out."""
        return queryset

    def filter_queryset(self, queryset):
        """What its owner has been silent about for too long only where the reader asks for it."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["stale"] else found.filter(stale_since=None)
