"""The pre-check (预检): every rule that applies to a contract, with what it found."""

from datetime import date

from contracts.codes import Kind
from contracts.models import Contract
from contracts.rules import (
    consulting,
    development,
    every,
    large,
    service,
    sides,
    transfer,
    versions,
)
from contracts.rules.finding import Finding, Level, Paper, Rule, Standing

BY_KIND: dict[str, tuple[Rule, ...]] = {
    Kind.DEVELOPMENT: development.RULES,
    Kind.TRANSFER: transfer.RULES,
    Kind.LICENCE: transfer.RULES,
    Kind.CONSULTING: consulting.RULES,
    Kind.SERVICE: service.RULES,
}

__all__ = ["Finding", "Level", "Paper", "Rule", "Standing", "blocks", "check"]


def check(contract: Contract, *, today: date) -> list[Finding]:
    """What each rule says of ``contract``: blocks first, then warnings, then what is right."""
    paper = Paper(contract, today=today)
    version = versions.governing(contract, today)
    findings = [_ask(rule, paper) for rule in rules_of(contract, version)]
    order = [Level.BLOCK, Level.WARN, Level.PASS]
    return sorted(findings, key=lambda finding: order.index(finding.level))


def rules_of(contract: Contract, version: str) -> list[Rule]:
    """The rules that apply to a contract of this type, as they stand under ``version``."""
    every_kind = (*sides.RULES, *every.RULES, *BY_KIND.get(contract.kind, ()), *large.RULES)
    return [rule.under(version) for rule in every_kind if version in rule.versions]


def blocks(findings: list[Finding]) -> list[Finding]:
    """Those that keep a contract from being filed."""
    return [finding for finding in findings if finding.level == Level.BLOCK]


def _ask(rule: Rule, paper: Paper) -> Finding:
    says = rule.check(paper)
    return Finding(rule, rule.level, says) if says else Finding(rule, Level.PASS)
