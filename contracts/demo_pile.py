"""What the invented contracts are gathered in before they are written together."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, Role, User
from contracts.models import Contract


@dataclass
class Side:
    """A party as it will stand: from the register, or typed."""

    name: str
    code: str
    kind_code: str
    region_id: str
    organisation: Organisation | None = None


@dataclass
class Pile:
    """Rows to be written together, in the order in which they refer to each other."""

    chance: random.Random
    desk: dict[Role, list[User]]
    sellers: list[Side]
    buyers: list[Side]
    body: Organisation
    contracts: list[Contract] = field(default_factory=list)
    # The trail keeps when each act happened, and that it was written now.
    recorded_at: datetime = field(default_factory=timezone.now)
    rows: dict[type, list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        self.rows.setdefault(type(row), []).append(row)
