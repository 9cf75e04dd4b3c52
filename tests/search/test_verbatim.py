"""Numbers, codes, grades, formulas and names with symbols are found as they are written."""

import pytest
from django.urls import reverse

from search import suggesting, verbatim
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db
RIGHT = {"kind": "invention", "number": "ZL202310900071.2", "holder": "示例大学",
         "status": "granted", "until": ""}  # fmt: skip


@pytest.fixture
def listing():
    return ListingFactory(
        public=True,
        number="CG-2026-000056",
        external_id="LEW-18614-1",
        registration_number="3602024Y0012",
        title="示例成果",
        benefit="按 GB/T 4754-2017 归类，用 0Cr18Ni9 制造。",
        problem="用 C++ 写的 γ-氨基丁酸 与 1,4-丁二醇 检测软件。",
        abstract="CO₂捕集与EVA胶膜；𠮷野先生提出，走 5G 网络。",
        rights=[RIGHT],
    )


@pytest.fixture(autouse=True)
def others(db):
    """What drowned it: the parts of what is looked for stand here, the whole does not."""
    return [
        ListingFactory(public=True, title=title, benefit=benefit)
        for title, benefit in (
            ("野外 CG 渲染 2026", "C 语言与 C# 各 1 套，4 台；加药 5 g。"),
            ("氨基丁酸 γ 射线", "CO 与 2 号捕集器；EVA 激励；4754 项，2017 年。"),
        )
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "CG-2026-000056", "cg2026000056", "ＣＧ－２０２６－００００５６", "2026-000056", "000056",
        "LEW-18614-1", "lew 18614 1", "18614",
        "ZL202310900071.2", "ZL 2023 1 0900071.2", "202310900071", "2023109000712",
        "3602024Y0012",
        "GB/T 4754-2017", "GB/T4754-2017", "gbt4754 2017", "4754-2017",
        "0Cr18Ni9", "0cr18ni9",
        "C++", "γ-氨基丁酸", "1,4-丁二醇", "CO2捕集", "CO₂捕集", "EVA胶膜", "𠮷野", "5G",
    ],
)  # fmt: skip
def test_what_is_copied_from_paper_is_found_and_nothing_beside_it(listing, typed):
    assert [match.listing.pk for match in verbatim.find(typed)] == [listing.pk]


@pytest.mark.parametrize(
    "typed", ["铜箔", "CG", "2026", "0056", "c", "how to", "", "C#语言", "5 g"]
)
def test_words_and_short_parts_are_left_to_the_engine(listing, typed):
    assert verbatim.find(typed) == []


def test_a_symbol_makes_another_word(listing, others):
    assert [match.listing.title for match in verbatim.find("C#")] == ["野外 CG 渲染 2026"]


def test_a_whole_number_goes_before_a_part_of_one(listing):
    longer = ListingFactory(public=True, external_id="LEW-18614-11", title="长号")

    found = verbatim.find("LEW-18614-1")

    assert [match.listing.pk for match in found] == [listing.pk, longer.pk]
    assert [str(match.shown) for match in found] == ["LEW-18614-1", "LEW-18614-11"]


def test_it_shows_where_and_escapes_what_it_shows():
    ListingFactory(public=True, title="甲", benefit="<b>用 0Cr18Ni9</b> 制造")

    [match] = verbatim.find("0cr18ni9")

    assert str(match.label) == "一句话说明"
    assert match.shown == "&lt;b&gt;用 <mark>0Cr18Ni9</mark>&lt;/b&gt; 制造"


def test_drafts_and_what_is_confidential_are_not_found():
    ListingFactory(external_id="LEW-1-1111", title="草稿")
    ListingFactory(public=True, title="公开", restricted_details="配方 0Cr18Ni9")

    assert verbatim.find("LEW-1-1111") == []
    assert verbatim.find("0Cr18Ni9") == []


def test_the_page_has_them_above_and_the_box_suggests_them(client, listing):
    page = client.get(reverse("search:results"), {"q": "ZL202310900071.2"}).content.decode()

    assert page.index("1 项原样含有“ZL202310900071.2”") < page.index("示例成果")
    assert "知识产权</b>" in page
    assert [one.text for one in suggesting.suggest("LEW-186")] == ["示例成果"]


def test_it_costs_one_query(listing, django_assert_num_queries):
    with django_assert_num_queries(1):
        verbatim.find("GB/T 4754-2017")
    with django_assert_num_queries(0):
        verbatim.find("铜箔表面处理")
