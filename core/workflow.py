"""State machines as tables: who may move a row from where to where, and what must be complete.

Services call `apply` on a row that they have locked. Tests and pages read the same tables: each
state × action is tested, and a page offers exactly the buttons that `available` returns.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core import records, registry
from core.errors import PermissionDenied, WrongState


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow of a workflow.

    ``allowed`` says who: a predicate over the actor and the object. Each of ``guards`` says
    whether the object is complete, and raises ``ValidationError`` where it is not.
    """

    action: str
    label: Any
    sources: frozenset[str]
    target: str
    allowed: Callable[[Any, Any], bool]
    guards: tuple[Callable[[Any], None], ...] = ()


def table(*transitions: Transition) -> tuple[Transition, ...]:
    """A workflow's arrows; registers the label of each action for timelines."""
    for transition in transitions:
        registry.describe_action(transition.action, transition.label)
    return transitions


def require(transition: Transition, row: Any, *, actor: Any) -> None:
    """Refuse an act that cannot start now; whether the row is complete is not asked.

    A page asks before its form is filled in, and a service before it writes beside the row.

    Raises:
        PermissionDenied: ``actor`` may not do this to ``row``.
        WrongState: ``row.status`` is not among the transition's sources.

    """
    if not transition.allowed(actor, row):
        raise PermissionDenied(transition.action)
    if row.status not in transition.sources:
        msg = f"{transition.action} from {row.status!r}"
        raise WrongState(msg)


def apply(
    transition: Transition,
    row: Any,
    *,
    actor: Any,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Move a row that the caller has locked; write its audit row and its outbox messages.

    Raises as `require`; ``ValidationError`` where a guard found the row incomplete.
    """
    require(transition, row, actor=actor)
    for guard in transition.guards:
        guard(row)
    before, row.status = row.status, transition.target
    records.change(
        row,
        transition.action,
        actor=actor,
        changes=changes or {},
        before=before,
        after=row.status,
    )


def available(transitions: Iterable[Transition], row: Any, *, actor: Any) -> list[Transition]:
    """The arrows that ``actor`` could take from the row's state; completeness is not asked."""
    return [
        transition
        for transition in transitions
        if row.status in transition.sources and transition.allowed(actor, row)
    ]
