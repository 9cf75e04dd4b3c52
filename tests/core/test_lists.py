import io

import django_filters
import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from accounts.models import Organisation
from core import lists
from tests.factories import OrganisationFactory, UserFactory


class ByKind(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类型", choices=Organisation.Kind.choices)
    name = django_filters.CharFilter(label="名称", lookup_expr="contains")

    class Meta:
        model = Organisation
        fields = ()


@pytest.fixture
def show(db, rf):
    reader = UserFactory()
    rows = [OrganisationFactory(name=name, kind="company") for name in ("甲", "乙", "丙")]
    OrganisationFactory(name="丁", kind="university")
    rows = Organisation.objects.filter(name__in="甲乙丙丁")

    def page(query="", **options):
        request = rf.get(f"/list/?{query}")
        request.user = reader
        sorts = {"old": ["pk"], "kind": ["kind", "-pk"]}
        return lists.page(request, ByKind, rows, sorts=sorts, **options)

    return page


def names(listing):
    return "".join(row.name for row in listing.page)


def test_a_condition_is_said_and_can_be_taken_away(show):
    listing = show("kind=company&name=甲&sort=-old&page=1")

    assert names(listing) == "甲"
    assert [(chip.label, chip.value) for chip in listing.chips] == [
        ("类型", "企业"),
        ("名称", "甲"),
    ]
    assert listing.chips[0].url == "?name=%E7%94%B2&sort=-old"


def test_a_head_sorts_and_then_turns_the_order(show):
    assert names(show()) == "甲乙丙丁"
    assert names(show("sort=-old")) == "丁丙乙甲"
    assert show("sort=old").sort_link("old") == lists.Sort("?sort=-old", "ascending")
    assert show("sort=-old").sort_link("old") == lists.Sort("?sort=old", "descending")
    assert show("sort=kind").sort_link("old") == lists.Sort("?sort=old", "")


def test_an_address_that_asks_for_nonsense_shows_the_list(show):
    listing = show("sort=password&page=99&kind=nonsense", per_page=3)

    assert listing.sort == ""
    assert listing.page.number == 2


def test_the_export_is_of_everything_found_not_of_the_page(show):
    listing = show("kind=company&page=2&export=1", exports=True, per_page=2)

    assert listing.wants_export
    assert listing.found.count() == 3
    assert listing.export_url == "?kind=company&export=xlsx"
    assert not show("export=1").wants_export


def test_everything_found_goes_into_a_file(client, db):
    call_command("load_regions", verbosity=0)

    text = client.get("/styleguide/list/?kind=county&name=修&page=2&export=csv")
    book = client.get("/styleguide/list/?kind=county&export=xlsx")

    lines = b"".join(text.streaming_content).decode("utf-8-sig").split()
    assert lines == ["代码,名称", "360424,修水县", "360425,永修县"]
    assert "filename*=utf-8''" in text["Content-Disposition"]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book.streaming_content)))
    assert len(sheets.get_sheet_by_index(0).to_python()) == 14
    assert ["筛选条件", "类别：县级"] in sheets.get_sheet_by_index(1).to_python()
