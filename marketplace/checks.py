"""What this room needs of the server."""

from django.conf import settings
from django.core.checks import Tags, Warning, register  # noqa: A004

from marketplace import stamp_font


@register(Tags.compatibility, deploy=True)
def stamps_have_a_chinese_font(app_configs, **kwargs):
    """Without one a reader that has no Chinese font shows boxes where the firm's name stands."""
    if stamp_font.path() is not None:
        return []
    named = settings.STAMP_FONT
    says = f"STAMP_FONT={named} 不存在" if named else "服务器没有中文字体"
    return [
        Warning(
            f"保密资料上的加注：{says}，没有中文字体的阅读器显示不出单位名称。",
            hint="安装 fonts-noto-cjk（NotoSansCJK-Regular.ttc），或以 STAMP_FONT 指明字体文件。",
            id="marketplace.W001",
        )
    ]
