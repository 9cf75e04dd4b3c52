"""What the columns that hold rows take, and how they are said."""

import pytest
from django.core.exceptions import ValidationError

from marketplace import completeness, saying
from marketplace.models import Listing, shapes
from tests.factories import right

FILE = {"file": 1, "kind": "brief", "tier": "public", "title": "技术简介"}


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        (shapes.validate_modes, ["licence", "joint"]),
        (shapes.validate_comparison, [["指标", "1", "2", ""]]),
        (shapes.validate_keywords, ["铜箔", "无铬"]),
        (shapes.validate_rights, [right("invention"), right("secret", until="2043-03-14")]),
        (shapes.validate_attachments, [FILE]),
    ],
)
def test_what_is_right_passes_and_so_does_nothing(validate, value):
    validate(value)
    validate([])


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        (shapes.validate_modes, ["licence", "licence"]),
        (shapes.validate_modes, ["lend"]),
        (shapes.validate_modes, [["licence"]]),
        (shapes.validate_modes, {"licence": 1}),
        (shapes.validate_comparison, [["指标", "1", "2"]]),
        (shapes.validate_comparison, [["指标", 1, "2", ""]]),
        (shapes.validate_comparison, "指标"),
        (shapes.validate_keywords, ["铜箔", "铜箔"]),
        (shapes.validate_keywords, [""]),
        (shapes.validate_keywords, ["长" * 21]),
        (shapes.validate_keywords, [*"一二三四五六"]),
        (shapes.validate_rights, [{"kind": "invention"}]),
        (shapes.validate_rights, [{**right("invention"), "fee": ""}]),
        (shapes.validate_rights, [right("")]),
        (shapes.validate_rights, [right("invention", 7)]),
        (shapes.validate_rights, [right("invention", "长" * 301)]),
        (shapes.validate_rights, [right("invention", status="sold")]),
        (shapes.validate_rights, [right("invention", until="2043-3-14")]),
        (shapes.validate_rights, [right("invention", until="2043-13-14")]),
        (shapes.validate_rights, [right("secret")] * 31),
        (shapes.validate_attachments, [{**FILE, "file": "1"}]),
        (shapes.validate_attachments, [{**FILE, "file": True}]),
        (shapes.validate_attachments, [{**FILE, "tier": "all"}]),
        (shapes.validate_attachments, [{**FILE, "kind": "video"}]),
        (shapes.validate_attachments, [{**FILE, "title": ""}]),
        (shapes.validate_attachments, [FILE, FILE]),
        (shapes.validate_attachments, None),
    ],
)
def test_what_is_not_right_is_refused(validate, value):
    with pytest.raises(ValidationError):
        validate(value)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "面议"),
        ({"price_from_fen": 18_000_000, "price_to_fen": 30_000_000}, "面议，18 万元～30 万元"),
        ({"price_from_fen": 18_000_050}, "面议，180,000.50 元起"),
        ({"price_to_fen": 100_000_000}, "面议，不超过 100 万元"),
        ({"price_kind": "use_first"}, "先使用后付费"),
        ({"price_kind": "fixed", "price_fen": 5_600_000}, "56,000 元"),
        ({"price_kind": "fixed", "price_fen": 5_000_000}, "5 万元"),
        ({"price_kind": "listed", "price_fen": 68_000_000}, "挂牌交易，底价 68 万元"),
        ({"price_kind": "auction"}, "拍卖"),
        ({"is_unverified": True}, "未标价"),
        ({"is_unverified": True, "price_to_fen": 100_000_000}, "面议，不超过 100 万元"),
    ],
)
def test_a_price_is_said_as_it_is_offered(facts, said):
    assert saying.price(Listing(**facts)) == said


def test_rows_are_said_in_words():
    rights = [right("invention", "ZL1", holder="甲校", status="granted"), right("secret")]

    assert saying.words("rights", rights) == "发明专利；ZL1；甲校；有效\n技术秘密"
    assert saying.words("modes", ["licence", "joint"]) == "技术许可、合作开发"
    assert saying.words("attachments", [FILE]) == "技术简介；技术简介；公开"
    assert saying.words("price_fen", 100) == "1 元"
    assert saying.words("pilot", "passed") == "已通过中试"
    assert saying.words("trl", None) == ""


@pytest.mark.parametrize(
    ("rights", "at_risk"),
    [
        ([], True),
        ([right("secret")], True),
        ([right("invention", status="planned")], True),
        ([right("invention", "CN202611900171", status="pending")], False),
    ],
)
def test_novelty_is_at_risk_where_nothing_is_filed(rights, at_risk):
    assert completeness.risks_novelty(Listing(rights=rights)) is at_risk
