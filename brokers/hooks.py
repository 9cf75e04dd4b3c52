"""What rooms above do in the transaction of an act here; this room need not know them.

`AppConfig.ready` of an upper room calls `call_on_signed(draft_contract)`; ``draft_contract(deal,
actor=…)`` returns nothing, and an error of it takes the move back with everything it wrote.
"""

from collections.abc import Callable
from typing import Any

on_signed: list[Callable[..., None]] = []


def call_on_signed(hook: Callable[..., None]) -> None:
    """Let ``hook(deal, actor=…)`` follow each signing; saying the same again changes nothing."""
    if hook not in on_signed:
        on_signed.append(hook)


def signed(deal: Any, *, actor: Any) -> None:
    """Tell all who asked that ``deal`` has just been signed."""
    for hook in on_signed:
        hook(deal, actor=actor)
