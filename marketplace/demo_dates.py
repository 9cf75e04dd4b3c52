"""Dates in the demo's texts that move with today: ``{4个月前}`` is a month, ``{2年前}`` a year."""

import re
from datetime import date

_AGO = re.compile(r"\{(\d+)(个月|年)前\}")


def dated(text: str, today: date) -> str:
    """``text`` with its dates as they are seen from ``today``."""

    def said(found: re.Match[str]) -> str:
        ago = int(found[1])
        if found[2] == "年":
            return f"{today.year - ago} 年"
        year, month = divmod(today.year * 12 + today.month - 1 - ago, 12)
        return f"{year} 年 {month + 1} 月"

    return _AGO.sub(said, text)
