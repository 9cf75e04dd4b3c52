"""What an owner uploads for an achievement, and who may open it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import UploadField
from marketplace.models import FileKind, Tier


class FileForm(forms.Form):
    """One picture or file."""

    kind = forms.ChoiceField(label=_("类型"), choices=FileKind.choices)
    tier = forms.ChoiceField(
        label=_("谁能看到"),
        choices=Tier.choices,
        help_text=_("还没有申请专利的细节，选“签署保密协议后可见”：公开会使发明丧失新颖性。"),
    )
    title = forms.CharField(
        label=_("名称"), max_length=100, required=False, help_text=_("不填则用文件名。")
    )
    file = UploadField(
        label=_("文件"),
        help_text=_("PDF、JPG、PNG 或 Word（docx），不超过 20 MB；图片限 JPG、PNG。"),
    )
    no_secret = forms.BooleanField(
        label=_("该材料不涉及国家秘密，也不属于限制或禁止出口的技术"),
        help_text=_("涉密材料不得上传，按国家保密规定线下办理。"),
    )


class TierForm(forms.Form):
    """Who may open a file that is there."""

    tier = forms.ChoiceField(choices=Tier.choices)
