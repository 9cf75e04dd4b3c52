"""Invented listings in many words, and the odd things that people type."""

import random

from search.engines.base import Document, Kind

KIND = Kind("thing", keywords=("industry", "region"), numbers=("published", "price"))

_WHAT = (
    "玻璃纤维", "锂电池隔膜", "碳化硅衬底", "稀土永磁", "聚偏氟乙烯", "MOSFET功率模块", "膜",
    "氢燃料电池", "钨合金", "水性环氧浸润剂", "TC4钛合金", "5G毫米波天线", "铜箔", "茶油",
)  # fmt: skip
_DOES = (
    "低温解聚", "制备方法", "在线检测", "表面处理", "回收利用", "节能熔制", "断头预警", "精密抛光",
)  # fmt: skip
_GOOD = (
    "能耗降低11.6%", "拉伸模量达95 GPa", "断头率下降37%", "VOCs降至12 g/L", "成本下降三成",
    "可直接替换现有溶剂型配方", "适用于高溫腐蝕環境", "已在兩條產線試用", "纳米涂层",
)  # fmt: skip
ODD = (
    "", " ", "膜", "　", "！？……", "🚀", "🚀玻璃", '"', '""', '玻纤"', "“玻璃纤维”", "-激光", "-",
    "--", "玻璃纤维 -回收", '-"低温解聚" 玻璃', "a*b(c) AND OR NOT NEAR(x)", "title:玻璃", "{x}:y",
    "纳米'; DROP TABLE document;--", "\\", "%_", "^3", "玻璃~2", "[1 TO 9]", "\x00玻璃",
    "玻璃\n纤维",
    "高溫腐蝕", "ＭＯＳＦＥＴ", "mosfets", "tc4", "５g", "不存在的龘靐词", "的", "玻" * 1000,
    "怎样才能让玻璃纤维拉丝的时候断头少一点，能耗也低一些？" * 30, "锂电池 隔膜", "碳化硅衬底抛光",
)  # fmt: skip


def documents(count, seed=1):
    """Invented documents, the same for the same seed."""
    choose = random.Random(seed)
    for pk in range(1, count + 1):
        yield Document(
            pk,
            1,
            "".join(choose.sample(_WHAT, choose.choice((1, 2)))) + choose.choice(_DOES),
            "，".join([choose.choice(_WHAT), *choose.sample(_GOOD, 3)]) + "。",
            {
                "industry": tuple(choose.sample(("steel", "food", "ai"), choose.randint(0, 2))),
                "region": (choose.choice(("360402", "360403", "360404")),),
            },
            {
                "published": choose.randint(20240101, 20261231),
                "price": choose.choice((None, 50, 100, 200)),
            },
        )


def queries(seed=2):
    """Odd texts and likely ones, with and without filters, in every order."""
    from search.query import Query  # noqa: PLC0415 — beside its only use

    choose = random.Random(seed)
    likely = [what + does for what in _WHAT[:6] for does in _DOES[:3]]
    for text in (*ODD, *likely, *_GOOD, "玻璃纤维 回收", "钨合金表面处理方法的能耗"):
        yield Query(
            "thing",
            text,
            filters=choose.choice(
                ({}, {}, {"region": ("360402",)}, {"industry": ("steel", "ai"), "region": ()},
                 {"industry": ("food",), "region": ("360402", "360403")})
            ),
            ranges=choose.choice(({}, {}, {"price": (60, None)}, {"price": (50, 150)})),
            facets=("industry", "region"),
            order=choose.choice(("", "", "-published", "price")),
            offset=choose.choice((0, 0, 5)),
            size=choose.choice((10, 20)),
        )  # fmt: skip
