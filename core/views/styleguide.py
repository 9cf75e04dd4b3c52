"""The components, each as it looks and as it is written; for developers and demos only."""

import datetime

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import drafts, exports, lists
from core.forms import show_audience
from core.models import Region
from core.tables.columns import Column


class Sample(forms.Form):
    """Each kind of field, one of them wrong."""

    name = forms.CharField(label="单位名称", help_text="与营业执照或法人证书一致。")
    kind = forms.ChoiceField(
        label="单位类型", choices=[("", "请选择"), ("1", "企业"), ("2", "高校")]
    )
    phone = forms.CharField(label="联系电话", required=False)
    founded = forms.DateField(
        label="成立日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    labels = forms.MultipleChoiceField(
        label="资质",
        required=False,
        choices=[("a", "高新技术企业"), ("b", "科技型中小企业"), ("c", "研发平台")],
        widget=forms.CheckboxSelectMultiple,
    )
    about = forms.CharField(label="简介", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="我已核对以上内容")

    sections = (("基本情况", ("name", "kind", "founded", "labels", "about")), ("联系", ("phone",)))

    def __init__(self, *args):
        super().__init__(*args)
        show_audience(self.fields, {"phone": "仅本单位与登记机构"})


COLUMNS = (
    Column("代码", lambda region: region.code),
    Column("名称", lambda region: region.name),
)


class RegionFilter(django_filters.FilterSet):
    """Filters of the sample list."""

    name = django_filters.CharFilter(label="名称", lookup_expr="contains")
    kind = django_filters.ChoiceFilter(label="类别", choices=Region.Kind.choices)

    class Meta:
        model = Region
        fields = ()


@require_safe
def styleguide_list(request: HttpRequest) -> HttpResponseBase:
    """A list page as every list page is composed, of the city's counties and zones."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    listing = lists.page(
        request,
        RegionFilter,
        Region.objects.of_city(),
        sorts={"code": ["code"], "name": ["name"]},
        exports=True,
        per_page=10,
    )
    if listing.wants_export:
        return exports.answer(
            listing, COLUMNS, title="县区与功能区", basis="本市全部县区与功能区", unit="个"
        )
    return render(request, "core/styleguide_list.html", {"listing": listing})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every piece on one page."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    user = request.user
    draft = drafts.resume("styleguide", "sample", actor=user) if user.is_authenticated else None
    return render(
        request,
        "core/styleguide.html",
        {
            "version": draft.version if draft else 0,
            "form": Sample({"name": "示例单位"} | drafts.initial(draft, Sample.base_fields)),
            "rows": [("买方", "示例食品有限公司"), ("金额", "45.00 万元"), ("省平台编号", "")],
            "figures": [
                ("今年成交额", "48.2", "亿元", "登记口径，截至 2026-06-30"),
                ("登记合同", "2,067", "项", "含变更后有效合同"),
                ("平均登记用时", "5.6", "个工作日", "受理至登记，不含补正"),
            ],
            "have": ["合同金额", "合同类型", "签订日期"],
            "missing": ["法定代表人授权"],
            "names": ["填写", "核对", "提交"],
            "page": Paginator(range(128), 20).page(2),
            "day": datetime.date(2026, 7, 18),
        },
    )
