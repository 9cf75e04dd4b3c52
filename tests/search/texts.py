"""Invented listings in many words, and the odd things that people type."""

import random

from django.utils import timezone

from search.engines.base import Document, Kind
from search.ranges import PRICE
from search.ranking import MERITS

KIND = Kind(
    "thing",
    keywords=("industry", "region"),
    numbers=("published", "price", "price_low", "price_high", *MERITS),
)

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
_IP = ("invention\n发明专利\nZL202010123456.7", "secret\n技术秘密\n")
_PASTED = (
    "本公司生产阀门，近年客户要求越来越高，现有工艺成本高、能耗大，密封面寿命短，检修频繁，工人也"
    "越来越难招，希望找到能在现有产线上替换、不增加设备投资的工艺，最好两年内收回成本，也欢迎共同"
    "开发，预算一百万元左右，年底前完成中试。产品主要销往华东和西南，年产两万台，涂层脱落最为头疼。"
)
_SPANS = ((None, None), (50, 50), (0, 99), (60, 120), (100, 2**53))
_UNITS = ("浔阳材料研究院（示例）", '柴桑 "学院" .*[a-z]')
BEGUN = (
    "玻", "玻璃", "bl", "blxw", "boli", "x", "xycl", "tc4", "5g", "mos", "浔阳", "不存在",
    '柴桑 "', "%", "_", "*", ".", ".*", "[", "\\", "(", "a|b", "\t", "\x00", "🚀", " ", "<1-9>",
)  # fmt: skip
SYNONYMS = {
    "玻纤": ("玻璃纤维",), "玻璃纤维": ("玻纤",), "pvdf": ("聚偏氟乙烯", "聚偏二氟乙烯"),
    "聚偏氟乙烯": ("pvdf", "聚偏二氟乙烯"), "碳化硅": ("sic",), "sic": ("碳化硅",), "龘": ("膜",),
}  # fmt: skip
ODD = (
    "玻纤", "玻纤断头", "“玻纤”", "PVDF膜老是堵", "ＰＶＤＦ", "pvdfx", "SiC 衬底", "sicher", "龘",
    "-玻纤 回收", "碳化硅玻纤pvdf", "聚偏氟乙烯的回收",
    "", " ", "膜", "　", "！？……", "🚀", "🚀玻璃", '"', '""', '玻纤"', "“玻璃纤维”", "-激光", "-",
    "--", "玻璃纤维 -回收", '-"低温解聚" 玻璃', "a*b(c) AND OR NOT NEAR(x)", "title:玻璃", "{x}:y",
    "纳米'; DROP TABLE document;--", "\\", "%_", "^3", "玻璃~2", "[1 TO 9]", "\x00玻璃",
    "玻璃\n纤维",
    "org:浔阳", "org:材料研究院 玻璃纤维", "单位：柴桑学院 怎么降低能耗", "-org:浔阳 膜",
    "org:院", "ip:发明专利", "ip:secret 涂层", "ip:ZL202010123456.7", "IP:invention -玻璃",
    "org:没有这家", "org:",
    'org:"柴桑学院（示例）" 回收', "org:浔阳 -org:浔阳", "xorg:浔阳", "org::|:浔阳",
    "org:发明专利",
    "我们厂里的玻璃纤维老是断，有什么办法吗？", "怎么办", "的 了 吗", "膜呢", "把膜",
    "請問有沒有能在高溫環境裡防腐蝕的塗料", "how can we improve the mosfet of a 5g antenna",
    "how to", "ａ ｔｈｅ　ｏｆ", "用AI看玻璃", "嗯嗯呃呃", "龘靐齉爩龖", "信用卡里的光纤",
    "".join(map(chr, range(0x4E00, 0x4E00 + 1000))), " ".join(f"w{i}" for i in range(300)),
    "高溫腐蝕", "ＭＯＳＦＥＴ", "mosfets", "tc4", "５g", "不存在的龘靐词", "的", "玻" * 1000,
    _PASTED,
    "怎样才能让玻璃纤维拉丝的时候断头少一点，能耗也低一些？" * 30, "锂电池 隔膜", "碳化硅衬底抛光",
)  # fmt: skip


_TODAY = timezone.localdate().toordinal()
_MERITS = ((None, None), (50, None), (0, _TODAY - 100), (100, _TODAY), (20, _TODAY - 1000))


def documents(count, seed=1):
    """Invented documents, the same for the same seed."""
    choose = random.Random(seed)
    for pk in range(1, count + 1):
        title = "".join(choose.sample(_WHAT, choose.choice((1, 2)))) + choose.choice(_DOES)
        yield Document(
            pk,
            1,
            title,
            "，".join([choose.choice(_WHAT), *choose.sample(_GOOD, 3)]) + "。",
            {
                "industry": tuple(choose.sample(("steel", "food", "ai"), choose.randint(0, 2))),
                "region": (choose.choice(("360402", "360403", "360404")),),
            },
            {
                "published": choose.randint(20240101, 20261231),
                "price": choose.choice((None, 50, 100, 200)),
                **dict(zip(PRICE.ends, choose.choice(_SPANS), strict=True)),
                **dict(zip(MERITS, choose.choice(_MERITS), strict=True)),
            },
            {
                "org": choose.choice(("浔阳材料研究院（示例）", "柴桑学院（示例）")),
                "ip": choose.choice(_IP),
            },
            {"title": (title,), "org": (choose.choice(_UNITS),)},
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
            ranges=choose.choice(
                ({}, {}, {"price": (60, None)}, {"price": (50, 150)},
                 *(PRICE.overlapping(bounds) for bounds in ((60, None), (None, 99), (100, 150))))
            ),
            facets=("industry", "region"),
            order=choose.choice(("", "", "-published", "price")),
            offset=choose.choice((0, 0, 5)),
            synonyms=SYNONYMS,
            size=choose.choice((10, 20)),
        )  # fmt: skip
