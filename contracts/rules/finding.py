"""What a pre-check says: a rule with its article, and what it found in one contract.

The machine never decides; it says what stands in the way and where to look. A rule whose text is
unconfirmed may warn, never block.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contracts.models import Contract, ContractFile, Party

V2000, V2026 = "2000", "2026"  # see `contracts.rules.versions`


# Repealed on 2026-03-01; cited for cases that were accepted before.
MEASURES = "技术合同认定登记管理办法（国科发政字〔2000〕063号）"
REASONS = "不予登记理由"
CONTENTS = "民法典 第八百四十五条"
FORM = "全国技术合同登记表"


class Level(StrEnum):
    """What follows from a finding."""

    PASS = "pass"  # noqa: S105 — no password
    WARN = "warn"
    BLOCK = "block"


class Standing(StrEnum):
    """Whether a rule binds: by its text, by a local rule, or not until its text is confirmed."""

    IN_FORCE = "in_force"
    UNCONFIRMED = "unconfirmed"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Rule:
    """``check`` returns what it found, or nothing where the contract is as it should be.

    ``article`` stands by itself under every version: another law, a form, or nothing where the
    rule is a plain need. ``article_2000`` is what the instruments of 2000 and 2001 add, which
    govern cases accepted before 2026-03-01; ``rests_on_2000`` says that the rule has no other
    ground, so that under a later version it warns until the new text is confirmed.
    """

    code: str
    title: Any
    passed: Any
    article: str
    level: Level
    check: Callable[["Paper"], Any]
    article_2000: str = ""
    rests_on_2000: bool = False
    standing: Standing = Standing.IN_FORCE
    versions: frozenset[str] = frozenset({V2000, V2026})

    def __post_init__(self) -> None:
        if self.standing == Standing.UNCONFIRMED and self.level == Level.BLOCK:
            msg = f"{self.code}: what is unconfirmed may warn, never block"
            raise ValueError(msg)

    def under(self, version: str) -> "Rule":
        """The rule as it stands for a case that ``version`` governs."""
        if version == V2000:
            both = "；".join(filter(None, (self.article, self.article_2000)))
            return replace(self, article=both)
        if self.rests_on_2000:
            return replace(self, level=Level.WARN, standing=Standing.UNCONFIRMED, article="")
        return self


def block(code: str, title: Any, passed: Any, article: str, check: Any, **basis: Any) -> Rule:
    """A rule that keeps a contract from being filed."""
    return Rule(code, title, passed, article, Level.BLOCK, check, **basis)


def warn(code: str, title: Any, passed: Any, article: str, check: Any, **basis: Any) -> Rule:
    """A rule that a reviewer has to look at."""
    return Rule(code, title, passed, article, Level.WARN, check, **basis)


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
        return "bad" if self.level == Level.BLOCK else "warn"

    @property
    def word(self) -> Any:
        if self.level == Level.PASS:
            return _("通过")
        return _("不符合") if self.level == Level.BLOCK else _("需确认")

    @property
    def is_unconfirmed(self) -> bool:
        return self.rule.standing == Standing.UNCONFIRMED

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

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        """The registered organisations among the parties, with their contacts, by key."""
        keys = {party.organisation_id for party in self.parties if party.organisation_id}
        rows = Organisation.objects.filter(pk__in=keys).prefetch_related("contacts")
        return {row.pk: row for row in rows}

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
