"""Contracts marked as state secrets: not entered here at all, and where to go instead."""

from django.utils.translation import gettext_lazy as _

from core.secrecy import is_marked, is_marked_name

__all__ = ["ADVICE", "is_marked", "is_marked_name"]

ADVICE = _(
    "含有密级标志。涉及国家秘密的合同不得在本系统填写或上传，请携纸质材料到登记机构按保密规定办理。"
)
