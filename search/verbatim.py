"""What is looked for as it is written: numbers, codes, grades, formulas, names with symbols.

An engine cuts a text into words, and a number into parts that stand in hundreds of texts. What
people copy from paper (CG-2026-000056, ZL 2023 1 0900071.2, GB/T 4754-2017, 0Cr18Ni9, C++,
1,4-丁二醇) is therefore asked of the rows themselves, first and whole: in any width and case, with
or without separators, part of a number from five characters on. It stands above what was found by
words, and counts apart.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace, Upper
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from marketplace.models import Listing
from search import listings
from search.analysis import fold, runs

SHORTEST_NUMBER = 5  # letters and digits, from which a part of a number is looked for
LONGEST = 60  # characters of a query that may be one name or number
MOST = 10
LOOKED_AT = 200  # rows that hold it somehow; those that hold it as it is written are kept
AROUND = 40  # characters of a text shown on either side
SEPARATORS = (" ", "-", "/", ".", "_", "·", "‑", "–", "—")
_GAP = r"[\s\-/._·‑–—]*"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\s\-/._·‑–—()]*")
_SYMBOL = re.compile(r"[A-Za-z][+#]+|[^\W_]*[\U00020000-\U0003ffff]")

_INDEXED = re.compile(r"(?<=[A-Za-z)])\d+")  # CO2 is written CO₂ as well
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

NUMBERS = {
    "number": _("编号"),
    "external_id": _("来源编号"),
    "registration_number": _("科技成果登记号"),
    "provincial_number": _("省平台编号"),
    "sale_notice": _("公告编号"),
}
TEXTS = {
    "title": _("名称"),
    "benefit": _("一句话说明"),
    "problem": _("解决什么问题"),
    "abstract": _("简介"),
}
RIGHTS = _("知识产权")


@dataclass(frozen=True, slots=True)
class Match:
    """A public listing that holds what was typed, where, and how it reads there."""

    listing: Listing
    label: Any
    shown: SafeString
    rank: tuple[int, int]


def find(text: str) -> list[Match]:
    """The public listings that hold ``text`` as it is written: by number first, newest first."""
    typed = _plain(text)
    compact = _compact(typed)
    if is_number(typed):
        rows = _holding_number(compact)
        pattern = re.compile(_spaced(compact), re.IGNORECASE)
    elif is_name(typed):
        rows = _holding_text(typed)
        pattern = re.compile(_bounded(typed), 0 if _tells_by_case(typed) else re.IGNORECASE)
    else:
        return []
    found = [
        match for row in rows[:LOOKED_AT] if (match := _match(row, pattern, compact)) is not None
    ]
    return sorted(found, key=lambda match: match.rank)[:MOST]


def titles(text: str) -> list[str]:
    """Titles of public listings that have a number of which ``text`` is a part."""
    typed = _plain(text)
    if not is_number(typed):
        return []
    compact = _compact(typed)
    rows = _holding_number(compact, texts=())[:MOST]
    return [row.title for row in rows]


def is_number(typed: str) -> bool:
    """Whether ``typed`` may be a number or a part of one: a digit, and five letters or digits."""
    return (
        len(typed) <= LONGEST
        and _NUMBER.fullmatch(typed) is not None
        and any(char.isdigit() for char in typed)
        and len(_compact(typed)) >= SHORTEST_NUMBER
    )


def is_name(typed: str) -> bool:
    """Whether ``typed`` is one name of mixed signs, as 1,4-丁二醇, C++, 5G, EVA胶膜, 𠮷野."""
    if not typed or len(typed) > LONGEST or re.search(r"\s", typed):
        return False
    folded = fold(typed)
    cut = list(runs(folded))
    if _SYMBOL.search(typed) or len(cut) > 1:
        return bool(cut)
    return bool(cut) and _tells_by_case(typed)


def _tells_by_case(typed: str) -> bool:
    """Whether its capitals say what is meant: 5G is no 5 g."""
    return typed.isascii() and any(c.isdigit() for c in typed) and any(c.isupper() for c in typed)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip('"“”').strip()


def _compact(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def _spaced(compact: str) -> str:
    """A pattern of the letters and digits with whatever separates them."""
    return rf"(?<![A-Za-z]){_GAP.join(map(re.escape, compact))}"


def _bounded(typed: str) -> str:
    """A pattern of the name that does not begin or end within a Latin word or a number."""
    before = r"(?<![A-Za-z0-9])" if typed[:1].isascii() and typed[:1].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if typed[-1:].isascii() and typed[-1:].isalnum() else ""
    if typed[-1:] in "+#":
        after = r"(?![+#])"
    return before + re.escape(typed) + after


def _bare(name: str) -> Any:
    """The column in capitals without separators."""
    column: Any = Upper(Cast(F(name), TextField()))
    nothing = Value("", TextField())
    return reduce(
        lambda found, sign: Replace(
            found, Value(sign, TextField()), nothing, output_field=TextField()
        ),
        SEPARATORS,
        column,
    )


def _holding_number(compact: str, *, texts: Any = tuple(TEXTS)) -> QuerySet[Listing]:
    names = (*NUMBERS, "rights", *texts)
    rows = listings.public().annotate(**{f"bare_{name}": _bare(name) for name in names})
    held = reduce(lambda one, other: one | other, _each(names, compact))
    return rows.filter(held).order_by("-first_published_at", "-pk")


def _each(names: Any, compact: str) -> Iterator[Q]:
    for name in names:
        yield Q(**{f"bare_{name}__contains": compact})


def _holding_text(typed: str) -> QuerySet[Listing]:
    spellings = {typed, _INDEXED.sub(lambda found: found[0].translate(_SUBSCRIPTS), typed)}
    held = reduce(
        lambda one, other: one | other,
        (Q(**{f"{name}__icontains": text}) for name in TEXTS for text in spellings),
    )
    return listings.public().filter(held).order_by("-first_published_at", "-pk")


def _match(row: Listing, pattern: re.Pattern[str], compact: str) -> Match | None:
    """Where the row holds it: its numbers before its texts, the whole before a part."""
    numbers = [(NUMBERS[name], getattr(row, name)) for name in NUMBERS]
    numbers += [(RIGHTS, right["number"]) for right in row.rights]
    for label, number in numbers:
        bare = _compact(number)
        if compact and compact in bare:
            is_whole = bare in {compact, f"ZL{compact}", f"CN{compact}"}
            return Match(row, label, escape(number), (0 if is_whole else 1, -row.pk))
    for place, (name, label) in enumerate(TEXTS.items()):
        text = unicodedata.normalize("NFKC", getattr(row, name))
        if found := pattern.search(text):
            return Match(row, label, _around(text, *found.span()), (2 + place, -row.pk))
    return None


def _around(text: str, begin: int, end: int) -> SafeString:
    before = text[max(0, begin - AROUND) : begin]
    after = text[end : end + AROUND]
    lead = mark_safe("…") if begin > AROUND else ""
    tail = mark_safe("…") if end + AROUND < len(text) else ""
    return format_html("{}{}<mark>{}</mark>{}{}", lead, before, text[begin:end], after, tail)
