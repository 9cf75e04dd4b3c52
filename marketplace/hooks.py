"""What rooms above tell this one, so that it need not know them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q

# Which enquiries a person may read besides the two sides: the broker's of its deal, for instance.
enquiry_readers: list[Callable[[Any], Q]] = []


def let_read_enquiries(reach: Callable[[Any], Q]) -> None:
    """Let ``reach(user)`` say which enquiries ``user`` may read, as a condition on an enquiry."""
    if reach not in enquiry_readers:
        enquiry_readers.append(reach)


# Who has agreed to keep an achievement's confidential tier to themselves.
confidants: list[Callable[[Any, Any], bool]] = []
# Told of each file of an achievement that was opened; a ledger of disclosure, for instance.
on_opened: list[Callable[..., None]] = []


def let_into_confidence(is_confidant: Callable[[Any, Any], bool]) -> None:
    """Let ``is_confidant(user, listing)`` say who may read what is confidential."""
    if is_confidant not in confidants:
        confidants.append(is_confidant)


def call_on_opened(hook: Callable[..., None]) -> None:
    """Let ``hook(listing, file, tier=…, actor=…)`` follow each opening of a file."""
    if hook not in on_opened:
        on_opened.append(hook)


def opened(listing: Any, file: Any, *, tier: str, actor: Any) -> None:
    """Tell all who asked that ``actor`` is given ``file``."""
    for hook in on_opened:
        hook(listing, file, tier=tier, actor=actor)


# Count and amount (fen) of the registered contracts that came of listings, within a year or ever.
Figures = Mapping[int, tuple[int, int]]
on_contracts: list[Callable[[Sequence[int], int | None], Figures]] = []


def tell_contracts(figures: Callable[[Sequence[int], int | None], Figures]) -> None:
    """Let ``figures(listing_pks, year)`` say what contracts came of listings."""
    if figures not in on_contracts:
        on_contracts.append(figures)


def contract_figures(pks: Sequence[int], year: int | None) -> dict[int, tuple[int, int]]:
    """What came of the listings of ``pks``; who has none is left out."""
    found: dict[int, tuple[int, int]] = {}
    for figures in on_contracts:
        found |= figures(pks, year)
    return found
