"""技术转让与技术许可. Source: 民法典 第八百六十二条至第八百七十七条、第八百四十五条."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.codes import PATENTS, Ip, Kind, PatentStatus
from contracts.rules.finding import Level, Paper, Rule

_PATENT_FACTS = (
    "patent_number", "patent_holder", "patent_filed_on", "patent_expires_on", "patent_status"
)  # fmt: skip


def has_right(paper: Paper) -> Any:
    if paper.contract.ip_kind == Ip.NONE:
        return _("转让或许可须有已经掌握的专利、技术秘密或其他知识产权；没有的不能登记为此类。")
    return None


def patent_stated(paper: Paper) -> Any:
    if paper.contract.ip_kind not in PATENTS:
        return None
    missing = paper.missing(_PATENT_FACTS)
    if missing:
        return _("涉及专利的合同须写明：%(names)s。") % {"names": "、".join(missing)}
    return None


def patent_alive(paper: Paper) -> Any:
    contract = paper.contract
    if contract.ip_kind not in PATENTS:
        return None
    if contract.patent_status == PatentStatus.LAPSED:
        return _("专利权已失效，任何人都可以使用，不能转让或许可。")
    expires = contract.patent_expires_on
    if expires and expires < paper.today:
        return _("专利权已于 %(day)s 期满。") % {"day": expires}
    is_licence = contract.kind == Kind.LICENCE
    if is_licence and expires and contract.valid_to and contract.valid_to > expires:
        return _("许可期止 %(end)s 晚于专利权期满日 %(day)s，请改至期满日以内。") % {
            "end": contract.valid_to,
            "day": expires,
        }
    return None


RULES = (
    Rule(
        "right",
        _("没有可转让的权利"),
        _("有可转让的权利"),
        "审理技术合同纠纷案件司法解释 第二十二条",
        Level.BLOCK,
        has_right,
    ),
    Rule(
        "patent",
        _("专利信息不全"),
        _("专利信息齐全"),
        "民法典 第八百四十五条第三款",
        Level.BLOCK,
        patent_stated,
    ),
    Rule(
        "alive",
        _("专利权不在存续期间"),
        _("专利权在存续期间"),
        "民法典 第八百六十五条",
        Level.BLOCK,
        patent_alive,
        article_2000="技术合同认定规则 第十二条",
    ),
)
