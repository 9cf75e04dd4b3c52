"""What the audit trail, and what did not arrive, can be searched by."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import registry
from core.models import Channel
from core.notices import retrying


def _day(value, days=0):
    """The first moment, in Shanghai, of the day ``days`` after ``value``."""
    return timezone.make_aware(datetime.combine(value + timedelta(days=days), time.min))


def _date(label, method):
    return django_filters.DateFilter(
        label=label, method=method, widget=forms.DateInput(attrs={"type": "date"})
    )


class AuditFilter(django_filters.FilterSet):
    """Of events: what they were done to, by whom, what, and when."""

    subject = django_filters.CharFilter(label=_("对象名称或编号"), method="of_subject")
    actor = django_filters.CharFilter(label=_("操作人姓名或手机号码"), method="of_actor")
    action = django_filters.ChoiceFilter(label=_("动作"), choices=registry.action_labels)
    since = _date(_("起始日期"), "from_day")
    until = _date(_("截止日期"), "to_day")

    def of_subject(self, queryset, name, value):
        text = value.strip()
        return queryset.filter(Q(subject_label__icontains=text) | Q(subject_id=text))

    def of_actor(self, queryset, name, value):
        text = value.strip()
        return queryset.filter(Q(actor__name__icontains=text) | Q(actor__phone=text))

    def from_day(self, queryset, name, value):
        return queryset.filter(at__gte=_day(value))

    def to_day(self, queryset, name, value):
        return queryset.filter(at__lt=_day(value, 1))


class DeliveryFilter(django_filters.FilterSet):
    """Of deliveries that did not arrive: how far they got, by which way, why, and when."""

    STATES = (("failed", _("发送失败")), ("postponed", _("稍后重试")), ("parked", _("搁置")))

    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="in_state")
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=Channel.choices[1:])
    reason = django_filters.CharFilter(
        label=_("原因"), field_name="error", lookup_expr="icontains"
    )
    since = _date(_("起始日期"), "from_day")
    until = _date(_("截止日期"), "to_day")

    def in_state(self, queryset, name, value):
        if value == "parked":
            return queryset.filter(pk__in=retrying.parked())
        return queryset.filter(status=value)

    def from_day(self, queryset, name, value):
        return queryset.filter(created_at__gte=_day(value))

    def to_day(self, queryset, name, value):
        return queryset.filter(created_at__lt=_day(value, 1))
