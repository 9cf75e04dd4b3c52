"""A text cut into sentences, so that single ones can be moved to another part."""

import re
from collections.abc import Collection

# A sentence ends with its mark and what closes a quotation behind it, or with its line. A Latin
# full stop ends one only before a space: 0.9 is a number.
_SENTENCE = re.compile(r"[^\n]*?(?:[。！？；][”’」』）]*|[.!?;](?=\s)|$)", re.MULTILINE)


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in their order, none of them empty."""
    return [said.strip() for said in _SENTENCE.findall(text) if said.strip()]


def parted(text: str, chosen: Collection[int]) -> tuple[str, str]:
    """``text`` without its ``chosen`` sentences, its line ends kept, and these, a line each."""
    left, taken, count = list[str](), list[str](), 0
    for line in text.splitlines():
        kept = list[str]()
        for said in sentences(line):
            (taken if count in chosen else kept).append(said)
            count += 1
        if kept or not sentences(line):
            left.append(_joined(kept))
    return "\n".join(left).strip(), "\n".join(taken)


def _joined(said: list[str]) -> str:
    """Latin sentences have a space between them, Chinese ones none."""
    return re.sub(r"([.!?;])\0", r"\1 ", "\0".join(said)).replace("\0", "")
