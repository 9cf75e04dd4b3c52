"""What an importer sends, and why one is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.models import Organisation
from core.tables.sources import MOST_BYTES
from marketplace.imports import importers


class ImportForm(forms.Form):
    """A file, for whom, from where; who may publish by it says on what ground."""

    organisation = OrganisationField(
        label=_("成果单位"), queryset=Organisation.objects.none(), empty_label=None
    )
    source = forms.CharField(
        label=_("来源"),
        max_length=60,
        required=False,
        help_text=_(
            "成果从哪里来，会印在页面上；不填即为成果单位。同一来源的同一编号再次导入就是更新。"
        ),
    )
    file = forms.FileField(
        label=_("文件"),
        max_length=200,
        help_text=_("xlsx、csv（UTF-8 或 GBK）或逐行 JSON，不超过 10 MB、5000 行。"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.jsonl"}),
    )
    publishes = forms.BooleanField(
        label=_("不经审查直接公开"),
        required=False,
        help_text=_("公开的成果标明“信息未核实完整”。不勾选则为草稿，由成果单位补齐后送审。"),
    )
    basis = forms.CharField(
        label=_("公开依据"),
        max_length=300,
        required=False,
        help_text=_("谁已核对、依据什么公开；留在审计记录里。"),
    )
    is_declared_open = forms.BooleanField(
        label=_("我声明：文件中的成果不涉及国家秘密，也不属于限制或禁止出口的技术。"),
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = importers.units_of(user)  # type: ignore[attr-defined]
        if not importers.imports_for_all(user):
            del self.fields["publishes"], self.fields["basis"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("文件超过 %(limit)s MB，请分成几个文件上传。"),
                params={"limit": MOST_BYTES // 2**20},
            )
        return file

    def clean(self) -> dict[str, Any]:
        return {"publishes": False, "basis": "", **(super().clean() or {})}


class UndoForm(forms.Form):
    """Why what was published is taken back."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200)
