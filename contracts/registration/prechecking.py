"""The pre-check as a guard: what blocks keeps a contract from being filed."""

from django.utils import timezone

from contracts import rules
from contracts.models import Contract
from core.errors import ValidationError


class Blocked(ValidationError):  # noqa: N818 — named as `WrongState` is
    """The pre-check found what keeps the contract from being filed."""

    def __init__(self, findings: list[rules.Finding]):
        self.findings = findings
        super().__init__(
            [
                f"{finding.rule.title}：{finding.says}"
                + (f"（{finding.rule.article}）" if finding.rule.article else "")
                for finding in findings
            ]
        )


def passes_the_precheck(contract: Contract) -> None:
    """Raises `Blocked`, each finding with its article, where something stands in the way."""
    found = rules.blocks(rules.check(contract, today=timezone.localdate()))
    if found:
        raise Blocked(found)
