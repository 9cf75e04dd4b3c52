"""Without an engine the database reads a query as the engine does, and finds its exact hits."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.outbox import Unavailable
from marketplace.models import Listing
from search import finding, literal, rebuild
from search.documents import DOCUMENTS
from search.query import Query
from search.sentence import understand
from tests.factories import ListingFactory, OrganisationFactory, right

SOURCE = DOCUMENTS[Listing]
TITLES = {
    "foil": "电解铜箔的表面处理",
    "plain": "铜箔，无铬钝化",
    "traditional": "銅箔之表面處理",
    "wide": "ＬＥＤ 驱动模块",
    "sealed": "Sealed batteries",
    "carbon": "活性炭再生图像",
}


@pytest.fixture
def market(db, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    unit = OrganisationFactory(name="匡庐研究院（示例）")
    facts = dict.fromkeys(("problem", "benefit", "abstract"), "略。")
    rows = {
        key: ListingFactory(public=True, title=title, organisation__name=f"其他{key}", **facts)
        for key, title in TITLES.items()
    }
    rows["foil"].rights = [right("invention", "ZL202610000001.1")]
    rows["foil"].organisation = unit
    rows["foil"].save()
    rebuild.build(SOURCE)
    yield {row.pk: key for key, row in rows.items()}
    finding._away_until = 0


def away(*_args):
    raise Unavailable("away")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("铜箔", {"foil", "plain", "traditional"}),
        ("铜箔，", {"foil", "plain", "traditional"}),
        ("銅箔", {"foil", "plain", "traditional"}),
        ("“铜箔”", {"foil", "plain", "traditional"}),
        ('"铜箔 无铬"', {"plain"}),
        ('"铜箔面处理"', set()),
        ("铜箔 -无铬", {"foil", "traditional"}),
        ("-铜箔", {"wide", "sealed", "carbon"}),
        ("LED", {"wide"}),
        ("ｌｅｄ", {"wide"}),
        ("battery", {"sealed"}),
        ("活性碳", {"carbon"}),
        ("图象", {"carbon"}),
        ("org:匡庐", {"foil"}),
        ("单位：匡廬研究院 铜箔", {"foil"}),
        ("-org:匡庐 铜箔", {"plain", "traditional"}),
        ("ip:ZL202610000001", {"foil"}),
        ("-ip:ZL202610000001 表面", {"traditional"}),
        ("。！", set()),
    ],
)
def test_the_database_finds_what_the_engine_finds_exactly(market, monkeypatch, typed, found):
    query = Query(SOURCE.kind.name, typed)
    by_engine = {hit.id for hit in finding.find(SOURCE, query).found.hits if hit.is_exact}
    monkeypatch.setattr("search.engines.embedded.EmbeddedEngine.search", away)

    answer = finding.find(SOURCE, query)

    assert answer.degraded
    assert {market[hit.id] for hit in answer.found.hits} == found
    assert {market[pk] for pk in by_engine} == found


@example("像像_像像")
@example("铜箔、箔图")
@given(st.text("铜銅箔图圖像象炭碳ＬlLeEdｄ9 ，-_. ", min_size=1, max_size=12))
def test_whatever_is_typed_is_found_in_a_text_that_holds_it(typed):
    for unit in understand(f'"{typed}"').all_of:
        for phrase in unit:
            assert re.search(literal.pattern(phrase), f"前，{typed}。后")
