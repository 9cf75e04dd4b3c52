"""Editors keep words that mean the same; a search uses them from the next one on, and says so."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Role
from accounts.services.groups import mirror
from core.errors import PermissionDenied, ValidationError
from core.models import AuditEvent
from search import finding, rebuild, services, setup
from search.analysis import fold
from search.models import Synonym
from search.models.synonym import validate_words
from search.query import Query
from search.regional import in_our_words, regional
from search.synonyms import table
from search.words import split
from tests.factories import OrganisationFactory
from tests.parts.people import person
from tests.search.sources import SOURCE

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_search_synonym"


@pytest.fixture
def editor():
    setup.set_up()
    Synonym.objects.all().delete()
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


def names(text):
    answer = finding.find(SOURCE, Query(SOURCE.kind.name, text))
    exact = [one.row.name for one in answer.results if one.hit.is_exact]
    return sorted(exact), answer


def test_either_word_finds_both_at_once_and_no_longer_when_deleted(searched, engine, editor):
    OrganisationFactory(name="玻璃纤维厂")
    OrganisationFactory(name="九江玻纤公司")
    OrganisationFactory(name="锂电池厂")
    rebuild.build(SOURCE)
    assert names("玻纤")[0] == ["九江玻纤公司"]

    row = services.create_synonym("玻纤、玻璃纤维", actor=editor)
    for word in ("玻纤", "玻璃纤维"):
        assert names(word)[0] == ["九江玻纤公司", "玻璃纤维厂"]
    [found] = [one for one in names("玻纤")[1].results if one.row.name == "玻璃纤维厂"]
    assert found.title_html == "<mark>玻璃纤维</mark>厂"
    assert names("玻纤")[1].query.sentence.used == (("玻纤", ("玻璃纤维",)),)
    assert names("“玻纤”")[0] == ["九江玻纤公司"]

    services.change_synonym(row.pk, "玻纤 = 锂电池", actor=editor)
    assert names("玻纤")[0] == ["九江玻纤公司", "锂电池厂"]
    services.delete_synonym(row.pk, actor=editor)
    assert names("玻纤")[0] == ["九江玻纤公司"]


def test_the_last_of_six_words_finds_as_the_first_does(searched, engine, editor):
    OrganisationFactory(name="泡沫玻璃厂")
    rebuild.build(SOURCE)
    services.create_synonym("龘龘棉=岩岩棉=矿矿棉=靐靐棉=鱻鱻铝=泡沫玻璃", actor=editor)

    exact, answer = names("龘龘棉")

    assert exact == ["泡沫玻璃厂"]
    assert answer.results[0].hit.score > 0
    assert answer.found.total == len(answer.results)


def test_who_asks_in_the_words_of_taiwan_finds_ours(searched, editor):
    OrganisationFactory(name="九江神经网络软件公司")
    rebuild.build(SOURCE)

    found, answer = names("類神經網路軟體")

    assert found == ["九江神经网络软件公司"]
    assert ("软体", ("软件",)) in answer.query.sentence.used
    assert names("神经网络软件")[1].query.sentence.used == ()


def test_what_is_written_in_the_words_of_taiwan_is_found_by_ours_and_by_its_own(searched, editor):
    OrganisationFactory(name="九江類神經網路軟體公司")
    rebuild.build(SOURCE)

    for asked in ("神经网络软件", "“神经网络软件”", "類神經網路軟體", "“类神经网路软体”", "軟體"):
        assert names(asked)[0] == ["九江類神經網路軟體公司"], asked
    assert names("神经网络软件")[1].query.sentence.used == ()


def test_words_of_other_regions_are_none_of_ours():
    ours = {word for same in regional().values() for word in same}

    assert not ours & set(regional())
    assert not any(word in in_our_words(word) for word in regional())
    assert all(word == fold(word) and same for word, same in regional().items())


def test_finding_counts_and_exports_use_them_too(searched, editor):
    OrganisationFactory(name="聚偏氟乙烯膜")
    rebuild.build(SOURCE)
    services.create_synonym("PVDF=聚偏氟乙烯", actor=editor)

    query = Query(SOURCE.kind.name, "pvdf")

    assert finding.count(SOURCE, query) == 1
    assert [row.name for row in finding.every_row(SOURCE, query)] == ["聚偏氟乙烯膜"]


def test_without_an_engine_they_hold_as_well(searched, editor, monkeypatch):
    OrganisationFactory(name="聚偏氟乙烯膜")
    services.create_synonym("PVDF=聚偏氟乙烯", actor=editor)
    monkeypatch.setattr("search.finding._ask", lambda *_args: None)

    answer = finding.find(SOURCE, Query(SOURCE.kind.name, "PVDF"))

    assert [one.row.name for one in answer.results] == ["聚偏氟乙烯膜"]


def test_each_change_is_in_the_trail(editor):
    row = services.create_synonym("玻纤=玻璃纤维", actor=editor)
    services.change_synonym(row.pk, "玻纤=玻璃纤维=GF材料", "行业叫法", actor=editor)
    services.delete_synonym(row.pk, actor=editor)

    acts = AuditEvent.objects.filter(subject_type="search.synonym", actor=editor).order_by("id")
    assert [act.action for act in acts] == ["synonym.create", "synonym.change", "synonym.delete"]
    assert acts[1].changes["words"] == ["玻纤 = 玻璃纤维", "玻纤 = 玻璃纤维 = GF材料"]


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.SITE_EDITOR, Role.OPERATOR}]
)
def test_nobody_else_writes_them(role, editor):
    row = services.create_synonym("玻纤=玻璃纤维", actor=editor)
    events = AuditEvent.objects.count()
    other = person(role)

    for act in (
        lambda: services.create_synonym("一词=二词", actor=other),
        lambda: services.change_synonym(row.pk, "一词=二词", actor=other),
        lambda: services.delete_synonym(row.pk, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Synonym.objects.get().words == "玻纤 = 玻璃纤维"
    assert AuditEvent.objects.count() == events
    assert not Synonym.objects.visible_to(other).exists()


def test_what_is_no_row_is_refused(editor):
    too_many = "=".join(f"词语{i}" for i in range(7))
    for words in (
        "",
        "玻纤",
        "玻纤=玻纤",
        "PVDF=ｐｖｄｆ",
        "膜=薄膜",
        too_many,
        f"玻纤={'长' * 31}",
    ):
        with pytest.raises(ValidationError):
            services.create_synonym(words, actor=editor)

        assert not Synonym.objects.exists(), words


def test_a_word_stands_in_one_row_only(editor):
    services.create_synonym("玻纤=玻璃纤维", actor=editor)
    row = services.create_synonym("碳纤=碳纤维", actor=editor)

    with pytest.raises(ValidationError, match="已在"):
        services.create_synonym("玻璃纖維=GF材料", actor=editor)
    with pytest.raises(ValidationError, match="已在"):
        services.change_synonym(row.pk, "碳纤=玻纤", actor=editor)
    services.change_synonym(row.pk, "碳纤=碳纤维=碳素纤维", actor=editor)


def test_an_editor_keeps_them_on_the_desk(client, editor):
    client.force_login(editor)

    client.post(reverse(f"{NAME}:add"), {"words": "玻纤=玻璃纤维", "note": ""})
    row = Synonym.objects.get()
    refused = client.post(reverse(f"{NAME}:add"), {"words": "玻纤=GF材料", "note": ""})
    client.post(reverse(f"{NAME}:edit", args=[row.pk]), {"words": "玻纤=玻璃丝", "note": "改"})

    assert "已在“玻纤 = 玻璃纤维”中" in refused.content.decode()
    assert Synonym.objects.get().words == "玻纤 = 玻璃丝"
    ours = {word: same for word, same in table().items() if word not in regional()}
    assert ours == {"玻纤": ("玻璃丝",), "玻璃丝": ("玻纤",)}
    listed = client.get(reverse(f"{NAME}:list")).content.decode()
    assert "玻纤 = 玻璃丝" in listed
    client.post(reverse(f"{NAME}:delete", args=[row.pk]))
    assert not Synonym.objects.exists()
    assert set(AuditEvent.objects.filter(actor=editor).values_list("action", flat=True)) >= {
        "synonym.create", "synonym.change", "synonym.delete",
    }  # fmt: skip


def test_the_desk_lets_nobody_else_in(client, editor):
    other = person(Role.RESEARCHER)
    mirror([other.pk])
    client.force_login(other)

    client.post(reverse(f"{NAME}:add"), {"words": "玻纤=玻璃纤维", "note": ""})

    assert not Synonym.objects.exists()


def test_the_first_rows_are_good_and_come_once(db):
    loaded = setup.set_up()
    rows = list(Synonym.objects.values_list("words", flat=True))
    every = [word for row in rows for word in split(row)]

    assert loaded == len(rows) >= 60
    for row in rows:
        validate_words(row)
    assert len(every) == len(set(map(str.lower, every)))
    Synonym.objects.filter(words__startswith="玻纤").delete()
    assert setup.set_up() == 0
    assert not Synonym.objects.filter(words__startswith="玻纤").exists()


def test_reading_the_table_again_costs_one_query(editor, django_assert_num_queries):
    services.create_synonym("玻纤=玻璃纤维", actor=editor)
    table()

    with django_assert_num_queries(1):
        table()


def test_the_api_and_the_page_say_which_were_used(client, editor, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path
    call_command("search_setup", verbosity=0)
    services.create_synonym("玻纤=玻璃纤维", actor=editor)

    said = client.get("/api/v1/search/listings?q=玻纤断头").json()
    page = client.get("/search/?q=玻纤断头").content.decode()

    assert said["synonyms_used"] == [{"word": "玻纤", "synonyms": ["玻璃纤维"]}]
    assert "“玻纤”也按“玻璃纤维”查找" in page
