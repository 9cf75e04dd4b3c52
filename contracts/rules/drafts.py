"""Rules that are only drafts: they may warn, never block, refuse or set a clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.rules.finding import Level, Paper, Rule, Standing

LARGE_FEN = 5_000_000 * 100


def is_small(paper: Paper) -> Any:
    if paper.contract.technology_amount_fen >= LARGE_FEN:
        return _("仅提示，不阻断，不计时。大额合同按现行规则办理。")
    return None


RULES = (
    Rule(
        "expert",
        _("技术交易额达到 500 万元，草案拟由省级专家机制审核"),
        _("技术交易额低于草案的大额标准"),
        "技术合同认定登记管理办法（征求意见稿，2024-12-20）第十四条",
        Level.WARN,
        is_small,
        Standing.DRAFT,
    ),
)
