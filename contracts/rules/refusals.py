"""Grounds of 不予登记, by version, and the article on which each stands.

R1 to R9 belong to the instruments of 2000 and 2001. Under the Measures of 2026, whose list is
unconfirmed, the same grounds are offered: with the article of another law where that stands by
itself, else with an article that the registrar takes from the text.
Source: 科技部火炬中心常见问题（2021-01-13）；民法典 第二十章；审理技术合同纠纷案件司法解释.
"""

from contracts.codes import Refusal
from contracts.rules.finding import V2000

_LIST_OF_2000 = "不予登记理由 {code}（技术合同认定规则，科技部火炬中心常见问题 2021-01-13）"
_BY_OTHER_LAW = {
    Refusal.R2: "民法典 第八百四十三条",
    Refusal.R3: "民法典 第八百四十五条",
    Refusal.R5: "审理技术合同纠纷案件司法解释 第四十二条",
    Refusal.R6: "民法典 第八百五十条；审理技术合同纠纷案件司法解释 第十条",
}


def article(version: str, code: str) -> str:
    """The article of the ground ``code`` under ``version``; empty where the text must be asked."""
    if version == V2000:
        return _LIST_OF_2000.format(code=code)
    return _BY_OTHER_LAW.get(Refusal(code), "")
