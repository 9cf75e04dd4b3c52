"""技术开发. Source: 民法典 第八百五十一条至第八百六十一条；技术合同认定规则（2001） 第二章."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.codes import Subkind
from contracts.rules.finding import Level, Paper, Rule

_MEASURED = re.compile(r"\d+(?:\.\d+)?\s*[%％℃°a-zA-Zμ\u4e00-\u9fff]")
_SUPPLY = ("采购", "供货", "安装", "运维")


def both_contribute(paper: Paper) -> Any:
    if paper.contract.subkind == Subkind.JOINT and paper.contract.only_funds:
        return _("一方只提供资金、设备或辅助工作，应为委托开发。")
    return None


def measured(paper: Paper) -> Any:
    if not _MEASURED.search(paper.contract.summary):
        return _("摘要中没有带单位的指标。请写明要达到的量化参数和验收依据。")
    return None


def new_work(paper: Paper) -> Any:
    found = [word for word in _SUPPLY if word in paper.words]
    if len(found) > 1:
        return _("出现“%(words)s”，请确认标的是尚未掌握的技术，而不是供货或安装。") % {
            "words": "、".join(found)
        }
    return None


RULES = (
    Rule(
        "joint",
        _("应为委托开发"),
        _("类别与双方投入相符"),
        "审理技术合同纠纷案件司法解释 第十九条",
        Level.WARN,
        both_contribute,
    ),
    Rule(
        "measured",
        _("缺量化指标"),
        _("指标有数值和单位"),
        "",
        Level.WARN,
        measured,
        article_2000="技术合同认定规则 第二章",
        rests_on_2000=True,
    ),
    Rule(
        "supply",
        _("疑为供货或安装"),
        _("标的是技术开发"),
        "",
        Level.WARN,
        new_work,
        article_2000="技术合同认定规则 第二章",
        rests_on_2000=True,
    ),
)
