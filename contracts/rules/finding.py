"""What a pre-check says: a rule with its article, and what it found in one contract.

The machine never decides; it says what stands in the way and where to look. A rule that is only a
draft may warn, never block.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, ContractFile, Party


class Level(StrEnum):
    """What follows from a finding."""

    PASS = "pass"  # noqa: S105 — no password
    WARN = "warn"
    BLOCK = "block"


class Standing(StrEnum):
    """Whether a rule binds."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Rule:
    """``check`` returns what it found, or nothing where the contract is as it should be."""

    code: str
    title: Any
    passed: Any
    article: str
    level: Level
    check: Callable[["Paper"], Any]
    standing: Standing = Standing.IN_FORCE

    def __post_init__(self) -> None:
        if self.standing == Standing.DRAFT and self.level == Level.BLOCK:
            msg = f"{self.code}: a draft may warn, never block"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's word on one contract; ``says`` is the evidence and how to mend it."""

    rule: Rule
    level: Level
    says: Any = ""

    # What the component `finding` takes: state, word and title.
    @property
    def state(self) -> str:
        if self.level == Level.PASS:
            return "ok"
        if self.rule.standing == Standing.DRAFT:
            return "idle"
        return "bad" if self.level == Level.BLOCK else "warn"

    @property
    def word(self) -> Any:
        if self.level == Level.PASS:
            return _("通过")
        if self.rule.standing == Standing.DRAFT:
            return _("草案提示")
        return _("不符合") if self.level == Level.BLOCK else _("需确认")

    @property
    def title(self) -> Any:
        return self.rule.passed if self.level == Level.PASS else self.rule.title


class Paper:
    """A contract as the rules read it; each table is read once."""

    def __init__(self, contract: Contract, *, today: date):
        self.contract = contract
        self.today = today

    @cached_property
    def parties(self) -> list[Party]:
        return list(self.contract.parties.all())

    def missing(self, names: Iterable[str]) -> list[str]:
        """The labels of those fields that are empty."""
        fields = {field.name: field for field in self.contract._meta.fields}
        return [
            str(fields[name].verbose_name) for name in names if not getattr(self.contract, name)
        ]

    def side(self, side: str) -> list[Party]:
        return [party for party in self.parties if party.side == side]

    @cached_property
    def filing(self) -> Party | None:
        return next((party for party in self.parties if party.is_filing), None)

    @cached_property
    def costs_fen(self) -> int:
        return sum(cost.amount_fen for cost in self.contract.costs.all())

    @cached_property
    def texts(self) -> list[ContractFile]:
        return [file for file in self.contract.files.all() if file.kind == ContractFile.Kind.TEXT]

    @cached_property
    def words(self) -> str:
        return f"{self.contract.title}\n{self.contract.summary}"
