"""Rules for contracts of every type."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts import duplicates, secrecy
from contracts.models import Party
from contracts.rules.finding import Level, Paper, Rule
from core.money import format_yuan

MEASURES = "技术合同认定登记管理办法（国科发政字〔2000〕063号）"
RULES_2001 = "技术合同认定规则（国科发政字〔2001〕253号）"
REASONS = "不予登记理由"


def both_sides(paper: Paper) -> Any:
    if not paper.side(Party.Side.SELLER):
        return _("没有卖方。请填写卖方名称和统一社会信用代码。")
    if not paper.side(Party.Side.BUYER):
        return _("没有买方。请填写买方名称和统一社会信用代码。")
    nameless = [
        party
        for party in paper.parties
        if not party.credit_code and party.kind_code not in {"500", "600"}
    ]
    if nameless:
        return _("%(name)s没有统一社会信用代码。境外机构和自然人除外，均须填写。") % {
            "name": nameless[0].name
        }
    return None


def the_right_one_files(paper: Paper) -> Any:
    filing = paper.filing
    if filing is None:
        return _("没有申请登记方。")
    is_import = paper.contract.is_import
    if filing.side == Party.Side.BUYER and not is_import:
        return _("由卖方登记。买方只能为技术进口合同申请登记，请转告卖方申请。")
    if filing.side == Party.Side.SELLER and is_import:
        return _("技术进口合同由境内买方登记。")
    return None


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


def in_force(paper: Paper) -> Any:
    contract = paper.contract
    if not contract.signed_on:
        return _("没有签订日期，合同尚未成立。")
    if contract.signed_on > paper.today:
        return _("签订日期 %(day)s 晚于申请日，合同尚未成立。") % {"day": contract.signed_on}
    if not contract.valid_from or not contract.valid_to:
        return _("没有有效期。请填写起止日期。")
    if contract.valid_to < paper.today:
        return _("有效期已于 %(day)s 届满，过期合同不予登记。") % {"day": contract.valid_to}
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


def _block(code: str, title: Any, passed: Any, article: str, check: Any) -> Rule:
    return Rule(code, title, passed, article, Level.BLOCK, check)


def _warn(code: str, title: Any, passed: Any, article: str, check: Any) -> Rule:
    return Rule(code, title, passed, article, Level.WARN, check)


RULES = (
    _block("parties", _("当事人不明确"), _("双方主体信息齐全"), f"{REASONS} R3", both_sides),
    _block(
        "filing", _("申请人不对"), _("由应当申请的一方申请"), f"{MEASURES}", the_right_one_files
    ),
    _block("price", _("价款不明确"), _("价款约定明确"), f"{REASONS} R3", has_price),
    _block(
        "costs",
        _("技术交易额与费用明细不符"),
        _("技术交易额等于成交额减去费用明细"),
        "最高人民法院审理技术合同纠纷案件司法解释 第十四条",
        costs_add_up,
    ),
    _block("text", _("缺合同文本"), _("有合同文本"), MEASURES, has_text),
    _block("content", _("技术标的不明确"), _("有技术内容摘要"), f"{REASONS} R3", has_content),
    _block("force", _("不在有效期内"), _("合同在有效期内"), f"{REASONS} R1", in_force),
    _block("once", _("重复申请"), _("未与已登记合同重复"), f"{MEASURES} 一次登记", once),
    _block(
        "secret", _("涉及国家秘密"), _("不含密级标志"), "中华人民共和国保守国家秘密法", no_secret
    ),
    _block("subkind", _("缺合同类别"), _("已选合同类别"), RULES_2001, has_subkind),
    _block("codes", _("登记表未填全"), _("登记表已填全"), "技术合同登记表", coded),
    _warn("dates", _("日期次序"), _("签订日期不晚于生效"), f"{REASONS} R1", signed_before_valid),
    _warn(
        "title",
        _("名称与类型不一致"),
        _("名称与类型一致"),
        "审理技术合同纠纷案件司法解释 第四十二条；不予登记理由 R5",
        title_fits,
    ),
    _warn(
        "restriction",
        _("疑有限制性条款"),
        _("未见限制性条款"),
        "审理技术合同纠纷案件司法解释 第十条；不予登记理由 R6",
        unrestricted,
    ),
    _warn("related", _("关联交易"), _("非关联交易"), "全国技术合同登记表", unrelated),
)
