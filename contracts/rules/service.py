"""技术服务、培训与中介. Source: 民法典 第八百七十八条；技术合同认定规则（2001） 第五章."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.codes import Ip
from contracts.rules.finding import Level, Paper, Rule

_WORKS = ("施工", "监理", "印刷", "强制检定", "仪器租赁", "翻译")


def no_rights_involved(paper: Paper) -> Any:
    if paper.contract.ip_kind not in {"", Ip.NONE}:
        return _("技术服务不涉及知识产权的权属，知识产权类型一般应为“未涉及知识产权”。")
    return None


def is_service(paper: Paper) -> Any:
    for word in _WORKS:
        if word in paper.words:
            return _("出现“%(word)s”，请确认不是承揽或建设工程合同。") % {"word": word}
    return None


RULES = (
    Rule(
        "rights",
        _("涉及知识产权"),
        _("未涉及知识产权的权属"),
        "",
        Level.WARN,
        no_rights_involved,
        article_2000="技术合同认定规则 第五章",
        rests_on_2000=True,
    ),
    Rule(
        "works",
        _("疑为承揽或建设工程"),
        _("不是承揽或建设工程"),
        "民法典 第八百七十八条第二款",
        Level.WARN,
        is_service,
    ),
)
