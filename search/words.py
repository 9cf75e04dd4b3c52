"""The words of a query that carry meaning: what people say around their problem is left out.

Only in queries: being rare in titles, "怎么" would outweigh the problem itself. So would figures.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

import rjieba

from search.analysis import Run, alike, fold, is_han, runs

# Whoever says one of these is asking or complaining, and not naming a thing or pasting a title.
_ASKING = """
怎么 怎样 怎样才能 怎么样 怎么办 怎么才能 如何 如何才能 咋 咋办 咋个 咋样 为什么 为何 为啥
什么 什么时候 啥 啥时候 何时 哪些 哪个 哪里 哪儿 哪家 谁 多少 是不是 有没有 能不能 可不可以
会不会 要不要 行不行 请问 想问 求 求助 求购 帮 帮忙 帮帮 告诉 谢谢 你好 您好 大家 能否 可否 是否
有否 想 想要 希望 打算 找 寻找 想找 找到 寻求 请 麻烦 知道 不知道 有何 有啥 有什么 吗 呢 吧 啊 呀
嘛 哦 呃 嗯 我 我们 咱 咱们 俺 你 你们 您 本人 我家 我厂 贵方 某 老是 总是 有点 太 太多 太少 很
老 没 没有 不了 不好 不够 不到 不下来 好多 东西 里面 上面 出来 出去 弄出来 弄出去 掉 下来 起来 都
还 也 了 大概 大约 差不多 便宜 靠谱
how what which who why where can could should do does i we you my our need want looking any is are
was were too very cannot don
"""
# These stand around a question; elsewhere they may be part of a name.
_AROUND = """
办 办法 才能 要 需要 准备 有人 有 哈 的 地 得 着 过 么 之 们 他 他们 她 它 它们 自己 本 贵 几 这
这个 这些 这种 这样 那 那个 那些 那种 那么 这么 此 该 是 就 就是 还有 又 再 才 更 最 最好 挺 非常
特别 比较 一点 一些 一下 一直 一种 一个 总 经常 常常 老 时候 的话 把 被 让 使 给 对 对于 关于
方面 为 为了 从 在 于 到 跟 和 与 或 或者 而 而且 但 但是 可是 不过 因为 由于 所以 因此 如果 要是
虽然 能 能够 可 可以 会 应该 应当 目前 现在 以后 之后 以及 等 等等 里 个 种 些 点 来 去 做 弄 搞
左右 下面 旁边 厂 厂里 家 家里 人 公司
a an the be been did has have had when would will may might must it he she they your its their me
us them this that these those there here of to in on at for from with by as and or but if so not
no t s some without about into than then get make
"""
# A figure with one of these says how much of the problem there is, and not what it is.
_UNITS = """
mg g kg t mm cm m km um nm m2 m3 ml l h min s ms c f k v kv w kw mw kwh a ma hz khz mhz ghz pa kpa
mpa gpa bar rpm ppm ppb db mol
"""
WITHIN = "里"
NOUNS = ("n", "g", "zg")  # as the dictionary marks them
SIGN = " = "  # between words that mean the same
_PARTED = re.compile(r"[=＝、,，;；\n]")

ASKING = frozenset(_ASKING.split())
AROUND = ASKING | frozenset(_AROUND.split())
UNITS = frozenset(_UNITS.split())


def is_question(every: Iterable[Run]) -> bool:
    """Whether somebody asks, in words that are not those of a title."""
    return any(word in ASKING for run in every for word in words(run))


def kept(every: Iterable[Run]) -> Iterator[Run]:
    """Runs of a question without what only asks, and without figures with their units."""
    cut = [*every]
    is_figure = False
    for run, follows in zip_longest(cut, cut[1:]):
        if run.text.isdecimal():
            is_figure = follows is not None and follows.text in UNITS
        else:
            is_figure = is_figure and run.text in UNITS  # of mg/L, both
        if run.is_han:
            yield from _stretches(run)
        elif not is_figure and run.text not in AROUND:
            yield run


def says_something(word: str) -> bool:
    """Whether a word carries meaning by itself, as the one character in 废水里的砷 does."""
    return len(word) > 1 or not is_han(word) or _names_a_thing(word)


@cache
def _names_a_thing(character: str) -> bool:
    """Whether a Chinese character is a word for a thing, by the dictionary's marks."""
    [(_character, tag)] = rjieba.tag(character)
    return tag.startswith(NOUNS) and character not in AROUND


def edges(folded: str) -> frozenset[int]:
    """Where a word of a folded text begins or ends; one that no dictionary has, at each character.

    So "中风" is no word of "隧道中风速", and "玻纤" is one of "玻纤厂".
    """
    places = {0}
    for run in runs(folded):
        place = run.start
        for word in rjieba.cut(run.text, hmm=False) if run.is_han else [run.text]:
            places |= {place, place + len(word)}
            place += len(word)
    return frozenset(places)


def words(run: Run) -> Sequence[str]:
    """The dictionary's words in a run."""
    return rjieba.cut(run.text) if run.is_han else [run.text]


def dictionary_words(every: Iterable[Run]) -> list[str]:
    """The words of a text that are longer than a character, for ranking."""
    return [
        alike(word)
        for run in every
        for word in (words(run) if run.is_han else run.pieces)
        if len(word) > 1
    ]


def _stretches(run: Run) -> Iterator[Run]:
    """What is left of a Chinese run between the words that only ask."""
    begin = place = run.start
    for word in _said(run):
        if word in AROUND:
            if place > begin:
                yield _part(run, begin, place)
            begin = place + len(word)
        place += len(word)
    if place > begin:
        yield _part(run, begin, place)


def _said(run: Run) -> Iterator[str]:
    """The words of a run of a question; in 铝水里, 物太多 no word hides what is said around it."""
    for word in words(run):
        if word.endswith(WITHIN) and len(word) == len(WITHIN) + 1:
            parts = [word[:-1], WITHIN]
        elif rjieba.has_word(word):
            parts = [word]
        else:
            parts = rjieba.cut(word, hmm=False)
        yield from parts if AROUND.intersection(parts) else [word]


def _part(run: Run, begin: int, end: int) -> Run:
    return Run(run.text[begin - run.start : end - run.start], run.is_han, begin)


def split(text: str) -> list[str]:
    """Words that mean the same, as editors write them in one line; each once."""
    words = {fold(word): word for word in map(str.strip, reversed(_PARTED.split(text))) if word}
    return list(words.values())[::-1]
