"""Large contracts. What the Measures of 2026 ask of them is unconfirmed: this warns at most."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.rules.finding import V2026, Level, Paper, Rule, Standing
from contracts.rules.limits import LARGE_FEN


def is_small(paper: Paper) -> Any:
    if paper.contract.technology_amount_fen >= LARGE_FEN:
        return _("大额合同可能要经专家审核；是否必须、由谁办理，以 2026 年办法原文为准。")
    return None


RULES = (
    Rule(
        "expert",
        _("技术交易额达到 500 万元，可能须专家审核"),
        _("技术交易额低于 500 万元"),
        "",
        Level.WARN,
        is_small,
        standing=Standing.UNCONFIRMED,
        versions=frozenset({V2026}),
    ),
)
