"""The one way to cut text, for every engine and for queries: what is cut alike is found alike.

Text is folded character by character (NFKC, lower case, traditional to simplified), so that a cut
piece can be led back to where it stands in the stored text. A run of Chinese characters is cut
into pairs, a Latin word is one piece, its stem; single characters are cut beside them, for ranking
and as the last resort. Character by character, because a fold that looks at whole phrases would
cut the same word differently in a query and in a text.

Two of the simplified characters that people write for each other (图像, 图象) stay apart in the
folded text, of which words are shown and looked up in the dictionary, and are one in its pieces.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import opencc
import snowballstemmer

# Han with its extensions, 々 and 〇, kana; other letters and digits make words.
_HAN = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = rf"[^\W_{_HAN}]"  # a letter or digit of a word that is not Chinese
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|{_LATIN}+")
_IS_HAN = re.compile(rf"[{_HAN}]").match
_IS_LATIN = re.compile(_LATIN).match
_LATIN_WORD = re.compile(f"{_LATIN}+")

# What `t2s` leaves: other forms of the same characters, then elements and groups as Taiwan calls
# them.
_LEFT = str.maketrans(
    "衞敍枱粧糭痺睪簷鲶颚甦藉萤衹谘馀渖迳钜镟锺暱穞矽醯砈钸鉲𨱏𰾭𰾄镏",
    "卫叙台妆粽痹睾檐鲇腭苏借荧只咨余沈径巨旋钟昵稆硅酰砹钚锎锝锿镅镥",
)
_ALIKE = str.maketrans("著象黏炭瞭", "着像粘碳了")

SHORTEST_STEMMED = 4
_STEMMER = snowballstemmer.stemmer("english")
_ONE_AT_A_TIME = Lock()


class _Folding(dict[int, str]):
    """The fold of each character, worked out when it is first met; Unicode bounds its size."""

    _simplify = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        folded = self._simplify(folded).translate(_LEFT)
        folded = self[code] = unicodedata.normalize("NFC", folded)
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of Chinese characters, or a word of other letters and digits, folded."""

    text: str
    is_han: bool
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def pieces(self) -> list[str]:
        """The pairs of a Chinese run, or its only character; a word without its endings."""
        if not self.is_han:
            return [_stem(self.text)]
        text = alike(self.text)
        return [text[i : i + 2] for i in range(max(1, len(text) - 1))]

    @property
    def characters(self) -> list[str]:
        """Each Chinese character by itself; a word as it is in ``pieces``."""
        return [*alike(self.text)] if self.is_han else [_stem(self.text)]


def is_han(piece: str) -> bool:
    """Whether a piece is cut from a Chinese run."""
    return _IS_HAN(piece) is not None


def is_latin(folded: str, at: int) -> bool:
    """Whether a letter or digit of a word that is not Chinese stands at a place."""
    return _IS_LATIN(folded, at) is not None


def goes_on(text: str, piece: str) -> bool:
    """Whether a Chinese pair continues ``text``, its first character being the last of that."""
    return len(piece) > 1 and is_han(piece) and is_han(text) and text[-1] == piece[0]


def fold(text: str) -> str:
    """``text`` as it is compared: width, case and script of no account."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def alike(folded: str) -> str:
    """A folded text in which characters that people write for each other are one."""
    return folded.translate(_ALIKE)


def runs(folded: str, at: int = 0) -> Iterator[Run]:
    """The runs of a folded text, in order; places in it are counted from ``at``."""
    for match in _RUN.finditer(folded):
        yield Run(match[0], match["han"] is not None, at + match.start())


def pieces(text: str) -> list[str]:
    """What an index holds of ``text``: pairs of Chinese characters, words."""
    return pieces_of(runs(fold(text)))


def characters(text: str) -> list[str]:
    """What an index holds beside it: single Chinese characters, words."""
    return characters_of(runs(fold(text)))


def pieces_of(every: Iterable[Run]) -> list[str]:
    """`pieces` of a text that is in runs already."""
    return [piece for run in every for piece in run.pieces]


def characters_of(every: Iterable[Run]) -> list[str]:
    """`characters` of a text that is in runs already."""
    return [piece for run in every for piece in run.characters]


def latin_words(folded: str, at: int = 0) -> Iterator[Run]:
    """The words of other letters in a folded text from a place on."""
    for match in _LATIN_WORD.finditer(folded, at):
        yield Run(match[0], is_han=False, start=match.start())


@lru_cache(maxsize=2**16)
def _stem(word: str) -> str:
    """An English word without its endings; what is short or holds a digit as it is."""
    if len(word) < SHORTEST_STEMMED or not (word.isascii() and word.isalpha()):
        return word
    with _ONE_AT_A_TIME:  # the stemmer keeps the word it works on
        return _STEMMER.stemWord(word)
