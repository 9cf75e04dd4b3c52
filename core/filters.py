"""What the audit trail can be searched by."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import registry


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
