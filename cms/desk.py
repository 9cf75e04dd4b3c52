"""信息发布审查: the record of every release, for those who answer for what is public."""

import django_filters
from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import Role
from cms.models import ReleaseReview
from core import exports, lists
from core.errors import PermissionDenied
from core.tables.columns import Column

READERS = (Role.SITE_EDITOR, Role.SECTION_STAFF, Role.OPERATOR)
COLUMNS = (
    Column(gettext_lazy("审查时间"), lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"),
    Column(gettext_lazy("页面"), lambda row: row.page_title or _("（已删除）"), width=32),
    Column(gettext_lazy("版本"), lambda row: row.revision_id),
    Column(gettext_lazy("撰稿人"), lambda row: row.author or _("系统")),
    Column(gettext_lazy("审查人"), lambda row: row.reviewer or _("系统")),
    Column(gettext_lazy("结论"), lambda row: row.get_decision_display()),
    Column(gettext_lazy("审查意见"), lambda row: row.opinion, width=48),
    Column(gettext_lazy("内容摘要"), lambda row: row.digest, width=32),
)


def _date(label, lookup):
    return django_filters.DateFilter(
        label=label,
        field_name="at",
        lookup_expr=lookup,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ReviewFilter(django_filters.FilterSet):
    """Of reviews: which page, who, with what result, when."""

    page = django_filters.CharFilter(
        label=gettext_lazy("页面标题"), field_name="page_title", lookup_expr="icontains"
    )
    person = django_filters.CharFilter(label=gettext_lazy("撰稿人或审查人"), method="of_person")
    decision = django_filters.ChoiceFilter(
        label=gettext_lazy("结论"), choices=ReleaseReview.Decision.choices
    )
    since = _date(gettext_lazy("起始日期"), "date__gte")
    until = _date(gettext_lazy("截止日期"), "date__lte")

    def of_person(self, queryset, name, value):
        text = value.strip()
        return queryset.filter(Q(author__name__icontains=text) | Q(reviewer__name__icontains=text))


def may_read_reviews(user) -> bool:
    """Whether the record of releases is this person's to read."""
    return user.is_authenticated and user.has_role(*READERS)


@login_required
@require_safe
def reviews(request):
    """Every recorded review, newest first; nothing here can be changed."""
    if not may_read_reviews(request.user):
        raise PermissionDenied("reviews")
    listing = lists.page(
        request,
        ReviewFilter,
        ReleaseReview.objects.with_titles(),
        sorts={"new": ["-at"], "decision": ["decision"]},
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            listing,
            COLUMNS,
            title=_("信息发布审查"),
            basis=_("符合条件的全部审查记录，含已下线和已删除的页面；标题为页面现在的标题。"),
            unit=_("条"),
        )
    return render(request, "cms/reviews.html", {"listing": listing})
