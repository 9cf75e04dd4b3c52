"""What one's enquiries can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from marketplace.models import Enquiry

SIDES = [("asked", _("我提出的")), ("received", _("我收到的"))]


class EnquiryFilter(django_filters.FilterSet):
    """Of enquiries that one may see."""

    status = django_filters.ChoiceFilter(label=_("状态"), choices=Enquiry.Status.choices)
    side = django_filters.ChoiceFilter(label=_("方向"), choices=SIDES, method="of_side")

    def of_side(self, queryset, name, value):
        user = self.request.user
        return queryset.asked_by(user) if value == "asked" else queryset.asked_of(user)
