"""The pages on which owners write: what is kept, what is refused, what the public sees of it."""

import pytest
from django.urls import reverse

from core import drafts
from marketplace.models import Listing
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db

Status = Listing.Status


def page(name, listing):
    return reverse(f"marketplace:{name}", args=[listing.number])


def facts(listing, **changes):
    sent = {
        "title": listing.title,
        "benefit": listing.benefit,
        "price_kind": "fixed",
        "price_fen": "1,800,000.00",
        "modes": ["licence", "joint"],
        "comparison": "强度 | 1.3 | 0.9 | 检测\n\n温度｜25｜60｜记录",
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
    assert drafts.resume("listing", listing.number, actor=listing.author) is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"comparison": "强度 | 1.3"}, "第 1 行应为四项"),
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
