"""What lists of organisations and roles can be narrowed by."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import FormerCode, Membership, Organisation, Role
from accounts.validators import normalise_credit_code
from core.models import Region


def _by_name_or_code(queryset, name, value):
    """By a part of either name, or by a whole code: the present one or a former."""
    text, code = value.strip(), normalise_credit_code(value)
    former = FormerCode.objects.filter(code=code).values("organisation")
    named = Q(name__icontains=text) | Q(name_en__icontains=text)
    return queryset.filter(named | Q(code=code) | Q(pk__in=former))


class DirectoryFilter(django_filters.FilterSet):
    """Of organisations that anybody signed in may join."""

    q = django_filters.CharFilter(label=_("名称或代码"), method="found")
    kind = django_filters.ChoiceFilter(label=_("单位类型"), choices=Organisation.Kind.choices)
    region = django_filters.ModelChoiceFilter(
        label=_("所在地区"), queryset=Region.objects.of_city()
    )

    def found(self, queryset, name, value):
        return _by_name_or_code(queryset, name, value)


class OrganisationFilter(DirectoryFilter):
    """Of organisations that staff see to."""

    status = django_filters.ChoiceFilter(label=_("状态"), choices=Organisation.Status.choices)


class MembershipFilter(django_filters.FilterSet):
    """Of roles that staff see to."""

    q = django_filters.CharFilter(
        label=_("单位名称"), field_name="organisation__name", lookup_expr="icontains"
    )
    role = django_filters.ChoiceFilter(label=_("角色"), choices=Role.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=Membership.Status.choices)
