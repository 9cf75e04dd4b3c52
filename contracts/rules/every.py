"""Rules for contracts of every type.

What rests on 民法典, on its interpretation, or on plain need (no party, no price, no text, filed
twice, secret) blocks under every version of the law.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts import duplicates, secrecy
from contracts.rules.finding import CONTENTS, FORM, MEASURES, REASONS, Paper, block, warn
from core.money import format_yuan


def has_price(paper: Paper) -> Any:
    if paper.contract.amount_fen <= 0:
        return _("没有价款。请填写合同成交额，应大于零。")
    return None


def costs_add_up(paper: Paper) -> Any:
    contract = paper.contract
    left = contract.amount_fen - paper.costs_fen
    if contract.technology_amount_fen != left:
        return _("技术交易额应为 %(left)s 元，即成交额减去各项非技术性费用之和。") % {
            "left": format_yuan(left)
        }
    return None


def has_text(paper: Paper) -> Any:
    if not paper.texts:
        return _("没有签订的合同文本，口头合同不予受理。请上传双方签章的合同全文。")
    return None


def has_content(paper: Paper) -> Any:
    if not paper.contract.summary.strip():
        return _("没有技术内容摘要，登记员无法了解其技术内容。请用几句话说明标的和指标。")
    return None


def concluded(paper: Paper) -> Any:
    contract = paper.contract
    if not contract.signed_on:
        return _("没有签订日期，合同尚未成立。")
    if contract.signed_on > paper.today:
        return _("签订日期 %(day)s 晚于申请日，合同尚未成立。") % {"day": contract.signed_on}
    if not contract.valid_from or not contract.valid_to:
        return _("没有有效期。请填写起止日期。")
    return None


def in_force(paper: Paper) -> Any:
    valid_to = paper.contract.valid_to
    if valid_to and valid_to < paper.today:
        return _("有效期已于 %(day)s 届满，过期合同不予登记。") % {"day": valid_to}
    return None


def signed_before_valid(paper: Paper) -> Any:
    contract = paper.contract
    if contract.signed_on and contract.valid_from and contract.valid_from < contract.signed_on:
        return _("有效期起早于签订日期，请确认是否补签。")
    return None


def once(paper: Paper) -> Any:
    if other := duplicates.filed_before(paper.contract, paper.parties, paper.texts):
        return _("同一合同已申请登记：%(number)s。同一项技术合同不得重复登记。") % {
            "number": other.national_number or other.number
        }
    return None


def no_secret(paper: Paper) -> Any:
    if secrecy.is_marked(paper.words):
        return secrecy.ADVICE
    return None


def has_subkind(paper: Paper) -> Any:
    if not paper.contract.subkind:
        return _("没有选择合同类别。")
    return None


def coded(paper: Paper) -> Any:
    missing = paper.missing(("payment_mode", "field", "objective", "buyer_section", "ip_kind"))
    if missing:
        return _("全国登记表的这些项目还没有填写：%(names)s。") % {"names": "、".join(missing)}
    return None


def title_fits(paper: Paper) -> Any:
    """A title that names another type than the one chosen."""
    chosen = paper.contract.kind
    named = {
        kind: word
        for kind, word in TITLE_WORDS.items()
        if word in paper.contract.title and kind != chosen
    }
    if named and TITLE_WORDS[chosen] not in paper.contract.title:
        return _("名称中有“%(word)s”，与所选类型不同。类型由权利义务的内容决定，请核对。") % {
            "word": next(iter(named.values()))
        }
    return None


TITLE_WORDS = {
    "development": "开发",
    "transfer": "转让",
    "licence": "许可",
    "consulting": "咨询",
    "service": "服务",
}
RESTRICTIONS = ("不得改进", "不得自行", "独家回授", "不得使用其他来源", "不得质疑", "必须购买")


def unrestricted(paper: Paper) -> Any:
    for words in RESTRICTIONS:
        if words in paper.words:
            return _("摘要中有“%(words)s”，可能属于非法垄断技术的条款。") % {"words": words}
    return None


def unrelated(paper: Paper) -> Any:
    if paper.contract.is_related_party:
        return _("关联交易可以登记，但影响税收优惠和补助。请登记员核实关联关系。")
    return None


RULES = (
    block(
        "price",
        _("价款不明确"),
        _("价款约定明确"),
        CONTENTS,
        has_price,
        article_2000=f"{REASONS} R3",
    ),
    block(
        "costs",
        _("技术交易额与费用明细不符"),
        _("技术交易额等于成交额减去费用明细"),
        "最高人民法院审理技术合同纠纷案件司法解释 第十四条",
        costs_add_up,
    ),
    block("text", _("缺合同文本"), _("有合同文本"), "", has_text, article_2000=MEASURES),
    block(
        "content",
        _("技术标的不明确"),
        _("有技术内容摘要"),
        CONTENTS,
        has_content,
        article_2000=f"{REASONS} R3",
    ),
    block(
        "concluded",
        _("合同尚未成立"),
        _("合同已经成立"),
        "",
        concluded,
        article_2000=f"{REASONS} R1",
    ),
    block(
        "force",
        _("不在有效期内"),
        _("合同在有效期内"),
        "",
        in_force,
        article_2000=f"{REASONS} R1",
        rests_on_2000=True,
    ),
    block(
        "once",
        _("重复申请"),
        _("未与已登记合同重复"),
        "",
        once,
        article_2000=f"{MEASURES} 一次登记",
    ),
    block(
        "secret", _("涉及国家秘密"), _("不含密级标志"), "中华人民共和国保守国家秘密法", no_secret
    ),
    block("subkind", _("缺合同类别"), _("已选合同类别"), FORM, has_subkind),
    block("codes", _("登记表未填全"), _("登记表已填全"), FORM, coded),
    warn(
        "dates",
        _("日期次序"),
        _("签订日期不晚于生效"),
        "",
        signed_before_valid,
        article_2000=f"{REASONS} R1",
    ),
    warn(
        "title",
        _("名称与类型不一致"),
        _("名称与类型一致"),
        "审理技术合同纠纷案件司法解释 第四十二条",
        title_fits,
        article_2000=f"{REASONS} R5",
    ),
    warn(
        "restriction",
        _("疑有限制性条款"),
        _("未见限制性条款"),
        "审理技术合同纠纷案件司法解释 第十条",
        unrestricted,
        article_2000=f"{REASONS} R6",
    ),
    warn("related", _("关联交易"), _("非关联交易"), FORM, unrelated),
)
