"""The words of a query that carry meaning: what people say around their problem is left out.

Only in queries: being rare in titles, "怎么" would outweigh the problem itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import rjieba

from search.analysis import Run, alike, fold

# Whoever says one of these is asking, and not naming a thing or pasting a title.
_ASKING = """
怎么 怎样 怎样才能 怎么样 怎么办 怎么才能 如何 如何才能 咋 咋办 咋个 咋样 为什么 为何 为啥
什么 啥 哪些 哪个 哪里 哪儿 哪家 谁 多少 是不是 有没有 能不能 可不可以 会不会 要不要 行不行
请问 想问 求 求助 求购 帮 帮忙 帮帮 告诉 谢谢 你好 您好 大家 能否 可否 是否 有否 想 想要 希望
打算 找 寻找 想找 找到 寻求 请 麻烦 知道 不知道 有何 有啥 有什么 吗 呢 吧 啊 呀 嘛 哦 呃 嗯 我
我们 咱 咱们 俺 你 你们 您 本人 我家 我厂 贵方 某 老是 总是 有点 太 很 how what which who why
where can could should do does i we you my our need want looking any
"""
# These stand around a question; elsewhere they may be part of a name.
_AROUND = """
办 办法 才能 要 需要 准备 没有 有人 有 哈 的 地 得 了 着 过 么 之 们 他 他们 她 它 它们 自己
本 贵 几 这 这个 这些 这种 这样 那 那个 那些 那种 那么 这么 此 该 是 就 就是 都 也 还 还有 又
再 才 更 最 最好 挺 非常 特别 比较 一点 一些 一下 一直 一种 一个 总 经常 常常 老 时候 的话 把
被 让 使 给 对 对于 关于 方面 为 为了 从 在 于 到 跟 和 与 或 或者 而 而且 但 但是 可是 不过
因为 由于 所以 因此 如果 要是 虽然 能 能够 可 可以 会 应该 应当 目前 现在 以后 之后 以及 等
等等 里 里面 上面 个 种 些 点 来 去 做 弄 搞 a an the is are was be been did has have had when
would will may might must it he she they your its their me us them this that these those there
here of to in on at for from with by as and or but if so not no don t s some without about
into than then get make
"""
SIGN = " = "  # between words that mean the same
_PARTED = re.compile(r"[=＝、,，;；\n]")

ASKING = frozenset(_ASKING.split())
AROUND = ASKING | frozenset(_AROUND.split())


def is_question(every: Iterable[Run]) -> bool:
    """Whether somebody asks, in words that are not those of a title."""
    return any(word in ASKING for run in every for word in words(run))


def kept(every: Iterable[Run]) -> Iterator[Run]:
    """Runs of a question without what only asks."""
    for run in every:
        if run.is_han:
            yield from _stretches(run)
        elif run.text not in AROUND:
            yield run


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
    for word in words(run):
        if word in AROUND:
            if place > begin:
                yield _part(run, begin, place)
            begin = place + len(word)
        place += len(word)
    if place > begin:
        yield _part(run, begin, place)


def _part(run: Run, begin: int, end: int) -> Run:
    return Run(run.text[begin - run.start : end - run.start], run.is_han, begin)


def split(text: str) -> list[str]:
    """Words that mean the same, as editors write them in one line; each once."""
    words = {fold(word): word for word in map(str.strip, reversed(_PARTED.split(text))) if word}
    return list(words.values())[::-1]
