"""Which instrument governs a case: dated data, of which each case keeps its version.

The law changed on 2026-03-01. The text of the new Measures is not at hand, so no article of theirs
is cited and no value of theirs binds until a person of the bureau has confirmed it: what is
unconfirmed may warn and may run a promised limit, never block, refuse or be printed as statutory.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.rules.finding import V2000, V2026, Standing

UNCONFIRMED = _("待核对原文")


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """An instrument, from when it governs, and whether its values were confirmed by its text."""

    code: str
    name: Any
    source: str
    valid_from: date
    repealed_on: date | None
    standing: Standing

    @property
    def is_confirmed(self) -> bool:
        return self.standing == Standing.IN_FORCE


VERSIONS = (
    RuleVersion(
        V2000,
        _("2000 年办法和 2001 年规则（2026-03-01 废止，此前受理的仍适用）"),
        "技术合同认定登记管理办法（国科发政字〔2000〕063号）；"
        "技术合同认定规则（国科发政字〔2001〕253号）",
        valid_from=date(2000, 2, 16),
        repealed_on=date(2026, 3, 1),
        standing=Standing.IN_FORCE,
    ),
    RuleVersion(
        V2026,
        _("2026 年办法（2026-03-01 起施行，条文待核对原文）"),
        "技术合同认定登记管理办法（工业和信息化部，2026-01-23 公布）",
        valid_from=date(2026, 3, 1),
        repealed_on=None,
        standing=Standing.UNCONFIRMED,
    ),
)
_BY_CODE = {version.code: version for version in VERSIONS}


def get(code: str) -> RuleVersion:
    """The version of that code. Raises `KeyError` for none of ours."""
    return _BY_CODE[code]


def version_on(day: date) -> str:
    """The code of the version that governs a case accepted on ``day``."""
    begun = [version for version in VERSIONS if version.valid_from <= day]
    return max(begun, key=lambda version: version.valid_from).code


def governing(contract: Any, day: date) -> str:
    """The code of the version that governs ``contract`` on ``day``.

    A case keeps what it was accepted under, also when a supplement starts its limit anew; with
    ``REGISTRATION_UNDECIDED_KEEP_VERSION`` off, a supplement brings it under the version of that
    day. What was not accepted yet will be accepted under the one of today.
    """
    if contract.rule_version and (
        settings.REGISTRATION_UNDECIDED_KEEP_VERSION or contract.status != "returned"
    ):
        return str(contract.rule_version)
    return version_on(day)
