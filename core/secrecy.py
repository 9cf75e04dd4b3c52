"""What must not be entered here at all: texts and files marked as state secrets.

Source: 保守国家秘密法（2024 修订）第二十九条；促进科技成果转化法 第六条、第十一条.
"""

import re

# 技术秘密 and 商业秘密 are what the market is about; a marking has a star, or says 密级.
_MARK = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]|密级\s*[：:]?\s*(?:绝密|机密|秘密)")
_FILE_MARK = re.compile(r"绝密|机密|(?<!技术)(?<!商业)秘密")


def is_marked(text: str) -> bool:
    """Whether a text bears a marking of state secrets."""
    return bool(_MARK.search(text))


def is_marked_name(name: str) -> bool:
    """Whether a file's name says that it is one."""
    return bool(_FILE_MARK.search(name))
