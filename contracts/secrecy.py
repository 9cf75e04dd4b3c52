"""What must not be entered here at all: contracts marked as state secrets."""

import re

from django.utils.translation import gettext_lazy as _

# 技术秘密 and 商业秘密 are what contracts are about; a marking has a star, or says 密级.
_MARK = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]|密级\s*[：:]?\s*(?:绝密|机密|秘密)")
_FILE_MARK = re.compile(r"绝密|机密|(?<!技术)(?<!商业)秘密")
ADVICE = _(
    "含有密级标志。涉及国家秘密的合同不得在本系统填写或上传，请携纸质材料到登记机构按保密规定办理。"
)


def is_marked(text: str) -> bool:
    """Whether a text bears a marking of state secrets."""
    return bool(_MARK.search(text))


def is_marked_name(name: str) -> bool:
    """Whether a file's name says that it is one."""
    return bool(_FILE_MARK.search(name))
