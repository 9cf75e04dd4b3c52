"""What of an achievement everybody reads, so that nothing personal may stand in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.errors import ValidationError
from marketplace import contact_data
from marketplace.models.parts import EDITORIAL
from marketplace.models.terms import Tier

# What is chosen or counted, and what is read under an agreement alone. A column that an author can
# write some day is looked through unless it is named here.
OTHERS = frozenset(
    {"restricted_details", "trl", "pilot", "industry", "field", "region", "ownership", "modes"}
    | {"price_kind", "price_fen", "price_from_fen", "price_to_fen"}
)
NAMES = tuple(name for name in EDITORIAL if name not in OTHERS)


def with_contact_data(texts: Mapping[str, Any]) -> dict[str, list[str]]:
    """The columns of ``texts`` in which contact data stands, each with what was found.

    Args:
        texts: values by column, whole rows of a table among them; others than `NAMES` are passed.

    """
    said = {name: "\n".join(_pieces(name, texts[name])) for name in NAMES if texts.get(name)}
    return {name: kinds for name, text in said.items() if (kinds := contact_data.found(text))}


def to_mend(listing: Any) -> dict[str, str]:
    """What must leave the text of ``listing`` before it may be public, by column."""
    wrong = with_contact_data(of(listing))
    return {name: contact_data.refusal(kinds) for name, kinds in wrong.items()}


def of(listing: Any) -> dict[str, Any]:
    """The values of ``listing`` by column."""
    return {name: getattr(listing, name) for name in NAMES}


def require_no_contact_data(listing: Any) -> None:
    """A guard: the text that is being worked on bears none where the public reads."""
    if wrong := to_mend(listing.draft):
        raise ValidationError({name: [text] for name, text in wrong.items()})


def _pieces(name: str, value: Any) -> Iterator[str]:
    """Each text in ``value``; names of files that only reviewers see are not public."""
    if name == "attachments":
        value = [one["title"] for one in value if one["tier"] != Tier.REVIEW]
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value.values()
    else:
        for one in value:
            yield from _pieces("", one)
