"""技术咨询. Source: 民法典 第八百七十八条；技术合同认定规则（2001） 第四章."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.rules.finding import Level, Paper, Rule

_OTHER = ("法律咨询", "经济分析", "财务咨询", "招投标", "广告")


def is_technical(paper: Paper) -> Any:
    for word in _OTHER:
        if word in paper.words:
            return _("出现“%(word)s”，此类咨询不是技术咨询。") % {"word": word}
    return None


RULES = (
    Rule(
        "technical",
        _("疑非技术咨询"),
        _("标的是特定技术项目"),
        "民法典 第八百七十八条",
        Level.WARN,
        is_technical,
        article_2000="技术合同认定规则 第四章",
    ),
)
