"""Rules about who the parties are, for contracts of every type.

One unit on both sides is refused under every version: nobody contracts with themselves.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.models import Party
from contracts.rules.finding import CONTENTS, MEASURES, REASONS, Paper, block, warn


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


def two_units(paper: Paper) -> Any:
    """One credit code, or one registered organisation, on both sides."""
    sellers, buyers = paper.side(Party.Side.SELLER), paper.side(Party.Side.BUYER)
    for seller in sellers:
        for buyer in buyers:
            if is_same_unit(seller, buyer):
                return _("卖方和买方是同一单位：%(name)s。单位不能和自己订立合同。") % {
                    "name": seller.name
                }
    return None


def is_same_unit(one: Party, other: Party) -> bool:
    """Whether two parties are one legal person by their code or their place in the register."""
    code = one.credit_code.strip().upper()
    if code and code == other.credit_code.strip().upper():
        return True
    return one.organisation_id is not None and one.organisation_id == other.organisation_id


def no_ties(paper: Paper) -> Any:
    """The same legal representative, address or phone on both sides, as far as they are known."""
    for seller in paper.side(Party.Side.SELLER):
        for buyer in paper.side(Party.Side.BUYER):
            if is_same_unit(seller, buyer):
                continue
            if shared := _shared(paper, seller, buyer):
                return _("买卖双方的%(what)s相同，请核实是否关联交易。") % {
                    "what": "、".join(shared)
                }
    return None


def _shared(paper: Paper, seller: Party, buyer: Party) -> list[str]:
    one, other = (paper.organisations.get(party.organisation_id or 0) for party in (seller, buyer))
    if one is None or other is None:
        return []
    phones = [{_digits(row.phone) for row in unit.contacts.all()} - {""} for unit in (one, other)]
    pairs = {
        _("法定代表人"): (one.legal_representative, other.legal_representative),
        _("地址"): (one.address, other.address),
    }
    found = [str(label) for label, (a, b) in pairs.items() if a.strip() and a.strip() == b.strip()]
    return [*found, str(_("联系电话"))] if phones[0] & phones[1] else found


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


RULES = (
    block(
        "parties",
        _("当事人不明确"),
        _("双方主体信息齐全"),
        CONTENTS,
        both_sides,
        article_2000=f"{REASONS} R3",
    ),
    block("units", _("双方是同一单位"), _("双方不是同一单位"), "", two_units),
    block(
        "filing",
        _("申请人不对"),
        _("由应当申请的一方申请"),
        "",
        the_right_one_files,
        article_2000=MEASURES,
        rests_on_2000=True,
    ),
    warn("ties", _("双方疑有关联"), _("未见双方关联"), "", no_ties),
)
