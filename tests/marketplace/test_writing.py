"""The pages on which owners write: what is kept, what is refused, what the public sees of it."""

import pytest
from django.urls import reverse

from core import drafts
from marketplace.models import Listing
from tests.factories import ListingFactory, right

pytestmark = pytest.mark.django_db

Status = Listing.Status


def page(name, listing):
    return reverse(f"marketplace:{name}", args=[listing.number])


COMPARED = [
    {"indicator": "强度", "this": "1.3", "best": "0.9", "source": "检测"},
    {},
    {"indicator": "温度", "this": "25", "best": "60", "source": " 记录 "},
]

PATENT = right("invention", "ZL202310900001.2（示例）", until="2043-03-14")


def table(name, rows):
    """Rows as the inputs of a table send them."""
    columns = [*rows[0]]
    return {
        f"{name}-{n}-{column}": row.get(column, "")
        for n, row in enumerate(rows)
        for column in columns
    }


def facts(listing, **changes):
    sent = {
        "title": listing.title,
        "benefit": listing.benefit,
        "price_kind": "fixed",
        "price_fen": "1,800,000.00",
        "modes": ["licence", "joint"],
        **table("comparison", COMPARED),
        **table(
            "rights", [right("invention", "ZL202310900001.2（示例）", until="2043-03-14"), {}]
        ),
        "keywords": "铜箔、无铬 表面处理",
    }
    return {**sent, **changes}


def test_without_the_declaration_nothing_is_written(client, researcher):
    client.force_login(researcher)
    place = researcher.roles_in_force[0].organisation

    answer = client.post(reverse("marketplace:begin"), {"organisation": place.pk})

    assert "不得在本系统填报" in answer.content.decode()
    assert not Listing.objects.exists()


def test_saving_keeps_prices_in_fen_and_tables_as_rows(client):
    listing = ListingFactory()
    client.force_login(listing.author)
    drafts.keep("listing", listing.number, {"title": "x"}, version=0, actor=listing.author)

    client.post(page("edit", listing), facts(listing))

    saved = Listing.objects.get()
    assert saved.price_fen == 180_000_000
    assert saved.modes == ["licence", "joint"]
    assert saved.comparison == [["强度", "1.3", "0.9", "检测"], ["温度", "25", "60", "记录"]]
    assert saved.rights == [PATENT]
    assert saved.keywords == ["铜箔", "无铬", "表面处理"]
    assert drafts.resume("listing", listing.number, actor=listing.author) is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rights-1-number": "ZL2"}, "知识产权第 2 项：请选择类型"),
        ({"rights-0-until": "2043 年"}, "2043-03-14 的样子"),
        ({"keywords": "一 二 三 四 五 六"}, "最多 5 个"),
        ({"price_from_fen": "2", "price_to_fen": "1"}, "下限不得高于上限"),
        ({"price_fen": "180万元"}, "请以元为单位"),
        ({"title": "长" * 10_000}, "100"),
        ({"industry": "mining"}, "mining"),
        ({"trl": "12"}, "1～9"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, wrong, says):
    listing = ListingFactory()
    client.force_login(listing.author)

    answer = client.post(page("edit", listing), facts(listing, **wrong))

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert Listing.objects.get().modes == listing.modes


def test_what_was_typed_into_a_table_is_there_again(client):
    listing = ListingFactory(comparison=[["旧", "1", "2", "3"]])
    typed = table("comparison", [{"indicator": "新指标", "this": "", "best": "", "source": ""}])
    drafts.keep("listing", listing.number, typed, version=0, actor=listing.author)
    client.force_login(listing.author)

    page_text = client.get(page("edit", listing)).content.decode()

    assert "新指标" in page_text
    assert 'value="旧"' not in page_text


def test_what_is_incomplete_goes_back_to_its_form(client, market):
    listing = ListingFactory(limits="")
    listing.save_revision(user=listing.author)
    client.force_login(listing.author)

    answer = client.post(page("submit", listing), follow=True)

    assert "请先补齐" in answer.content.decode()
    assert Listing.objects.get().status == Status.DRAFT


def test_what_somebody_saved_since_is_not_covered_by_an_older_draft(client):
    listing = ListingFactory()
    drafts.keep("listing", listing.number, {"title": "旧草稿"}, version=0, actor=listing.author)
    listing.title = "后来保存的"
    listing.save()
    client.force_login(listing.author)

    assert "旧草稿" not in client.get(page("edit", listing)).content.decode()


def test_mine_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    author = ListingFactory().author
    ListingFactory.create_batch(15, author=author)
    client.force_login(author)
    client.get(reverse("marketplace:mine"))  # a first visit also notes the device

    with django_assert_max_num_queries(12):
        client.get(reverse("marketplace:mine"))
