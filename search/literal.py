"""A phrase of a query as a pattern for text that is stored as it was written.

The engines cut what they keep; a database holds the text itself. A character of the phrase
therefore stands for every one that is read alike (`search.analysis`): wide, upper case,
traditional. Both databases and Python read the pattern.
"""

from collections import defaultdict
from functools import cache
from itertools import chain

from search.analysis import SHORTEST_STEMMED, alike, fold, goes_on, is_han
from search.sentence import Phrase

LONGEST_ENDING = 4
SIGNS = r"(?:\W|_)"  # what stands between two runs
# Where characters stand that are read as another: Latin and its wide forms, kana, Han.
_BLOCKS = (
    range(0x30, 0x7B), range(0xA0, 0x250), range(0x3000, 0x3100), range(0x3400, 0xA000),
    range(0xF900, 0xFB00), range(0xFF00, 0xFFF0),
)  # fmt: skip


def pattern(phrase: Phrase) -> str:
    """What finds the pieces of ``phrase`` one after the other, across signs and spaces."""
    found = before = ""
    for piece in phrase.pieces:
        if before and not phrase.by_character and goes_on(before, piece):
            # Two pairs of a run overlap; those of two runs can look the same (铜箔、箔片).
            found += f"(?:{SIGNS}+{_of_text(piece[0])})?{_of_text(piece[1:])}"
        else:
            found += f"{SIGNS}*{_of_piece(piece)}" if before else _of_piece(piece)
        before = piece
    return found


def _of_piece(piece: str) -> str:
    if is_han(piece):
        return _of_text(piece)
    # A word is found whole, a stem with what may be an ending: the y of batteri is one.
    ending = ""
    if len(piece) >= SHORTEST_STEMMED - 1 and piece.isascii() and piece.isalpha():
        piece, ending = piece.removesuffix("i"), f"[A-Za-z]{{0,{LONGEST_ENDING}}}"
    return rf"(?<![A-Za-z0-9]){_of_text(piece)}{ending}(?![A-Za-z0-9])"


def _of_text(text: str) -> str:
    read_as = _read_as()
    return "".join(
        f"[{character}{read_as[character]}]" if character in read_as else character
        for character in text
    )


@cache
def _read_as() -> dict[str, str]:
    """For each character the others that are read as it; worked out when first needed."""
    found: dict[str, str] = defaultdict(str)
    for character in map(chr, chain(*_BLOCKS)):
        read = alike(fold(character))
        if len(read) == 1 and read != character:
            found[read] += character
    return dict(found)
