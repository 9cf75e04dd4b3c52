"""What rooms above follow of this one, so that it need not know them."""

from collections.abc import Callable
from typing import Any

_on_renamed: list[Callable[[Any], None]] = []


def follow_names(hook: Callable[[Any], None]) -> None:
    """Let ``hook(organisation)`` follow each change of a name, in the change's transaction."""
    if hook not in _on_renamed:
        _on_renamed.append(hook)


def renamed(organisation: Any) -> None:
    """Tell all who asked that ``organisation`` is called otherwise now."""
    for hook in _on_renamed:
        hook(organisation)
