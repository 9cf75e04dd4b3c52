"""The pages on which owners write: what is kept, what is refused, what the public sees of it."""

import pytest
from django.urls import reverse

from accounts.models import Role
from core import drafts
from marketplace.models import Listing
from marketplace.services import listings
from tests.factories import ListingFactory, MembershipFactory, right

pytestmark = pytest.mark.django_db

Status = Listing.Status


def page_of(name, listing):
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


def test_a_pasted_text_fills_the_draft_and_says_so(client, researcher):
    client.force_login(researcher)
    place = researcher.roles_in_force[0].organisation
    source = "示例工艺\n专利号：ZL201110000000.8\n摘要：两步法。"
    sent = {"organisation": place.pk, "is_declared_open": "on", "source": source}

    page = client.post(reverse("marketplace:begin"), sent, follow=True).content.decode()

    made = Listing.objects.get()
    assert (made.title, made.abstract) == ("示例工艺", "两步法。")
    assert made.rights[0]["number"] == "ZL201110000000.8"
    assert "已从文字中填入：成果名称、成果简介、知识产权。" in page


def test_a_text_marked_as_secret_is_turned_away_at_the_door(client, researcher):
    client.force_login(researcher)
    place = researcher.roles_in_force[0].organisation
    sent = {"organisation": place.pk, "is_declared_open": "on", "source": "示例\n机密★ 五年"}

    page = client.post(reverse("marketplace:begin"), sent).content.decode()

    assert "密级标志" in page
    assert not Listing.objects.exists()


def test_a_copy_takes_the_text_and_nothing_of_the_old_ones_own(client, researcher):
    place = researcher.roles_in_force[0].organisation
    old = ListingFactory(
        author=researcher, organisation=place, public=True, registration_number="示例001"
    )
    old.save_revision()
    client.force_login(researcher)
    url = reverse("marketplace:begin") + f"?copy={old.number}"

    client.post(url, {"organisation": place.pk, "is_declared_open": "on"})

    new = Listing.objects.exclude(pk=old.pk).get()
    assert (new.title, new.rights, new.region) == (old.title, old.rights, old.region)
    assert (new.registration_number, new.live, new.status) == ("", False, Status.DRAFT)


def test_nobody_copies_what_is_not_theirs(client, researcher):
    client.force_login(researcher)
    public, draft = ListingFactory(public=True), ListingFactory()
    url = reverse("marketplace:begin")

    assert client.get(f"{url}?copy={public.number}").status_code == 403
    assert client.get(f"{url}?copy={draft.number}").status_code == 404


def test_a_preview_shows_what_is_typed_and_saves_nothing(client):
    listing = ListingFactory(limits="旧的局限")
    client.force_login(listing.author)
    sent = facts(listing, limits="新写的局限", title="长" * 251)

    page = client.post(page_of("preview", listing), sent).content.decode()

    assert "新写的局限" in page
    assert listing.title in page
    assert "这些栏目填写有误，预览里仍是原来的内容：成果名称" in page
    assert Listing.objects.get().limits == "旧的局限"
    assert not listing.revisions.exists()


def test_the_checklist_leads_to_the_fields(client):
    listing = ListingFactory(limits="", modes=[], benefit="好得多")
    listing.save_revision()
    client.force_login(listing.author)

    page = client.get(page_of("edit", listing)).content.decode()

    for anchor in ("id_limits", "id_modes_group", "id_benefit"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert "请写进一个数字" in page


def test_saving_keeps_prices_in_fen_and_tables_as_rows(client):
    listing = ListingFactory()
    client.force_login(listing.author)
    drafts.keep("listing", listing.number, {"title": "x"}, version=0, actor=listing.author)

    client.post(page_of("edit", listing), facts(listing))

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
        ({"title": "长" * 10_000}, "250"),
        ({"industry": "mining"}, "mining"),
        ({"trl": "12"}, "1～9"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, wrong, says):
    listing = ListingFactory()
    client.force_login(listing.author)

    answer = client.post(page_of("edit", listing), facts(listing, **wrong))

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert Listing.objects.get().modes == listing.modes


def test_what_was_typed_into_a_table_is_there_again(client):
    listing = ListingFactory(comparison=[["旧", "1", "2", "3"]])
    typed = table("comparison", [{"indicator": "新指标", "this": "", "best": "", "source": ""}])
    drafts.keep("listing", listing.number, typed, version=0, actor=listing.author)
    client.force_login(listing.author)

    page_text = client.get(page_of("edit", listing)).content.decode()

    assert "新指标" in page_text
    assert 'value="旧"' not in page_text


def test_what_a_colleague_saved_since_is_not_covered_unseen(client):
    listing = ListingFactory()
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=listing.organisation).user
    base = listing.save_revision(user=listing.author).pk
    listings.save_listing(listing.pk, {"limits": "科研处补写的局限"}, actor=office)
    client.force_login(listing.author)
    url = page_of("edit", listing)

    first = client.post(url, facts(listing, title="作者的名称", base=base)).content.decode()
    kept = Listing.objects.get().limits
    newest = Listing.objects.get().latest_revision_id
    client.post(url, facts(listing, title="作者的名称", base=newest))

    assert "保存了新的内容，改动了：已知局限与风险。" in first
    assert str(office) in first
    assert "作者的名称" in first
    assert kept == "科研处补写的局限"
    assert Listing.objects.get().title == "作者的名称"


def test_what_is_incomplete_goes_back_to_its_form(client, market):
    listing = ListingFactory(limits="")
    listing.save_revision(user=listing.author)
    client.force_login(listing.author)

    answer = client.post(page_of("submit", listing), follow=True)

    assert "请先补齐" in answer.content.decode()
    assert Listing.objects.get().status == Status.DRAFT


def test_what_somebody_saved_since_is_not_covered_by_an_older_draft(client):
    listing = ListingFactory()
    drafts.keep("listing", listing.number, {"title": "旧草稿"}, version=0, actor=listing.author)
    listing.title = "后来保存的"
    listing.save()
    client.force_login(listing.author)

    assert "旧草稿" not in client.get(page_of("edit", listing)).content.decode()


@pytest.mark.parametrize("status", Status)
def test_mine_offers_only_what_may_be_done(client, status):
    listing = ListingFactory(status=status)
    client.force_login(listing.author)

    offered = client.get(reverse("marketplace:mine")).content.decode()

    may_edit = client.get(page_of("edit", listing)).status_code == 200
    assert (page_of("edit", listing) in offered) == may_edit
    may_withdraw = client.post(page_of("withdraw", listing)).status_code == 302
    assert (page_of("withdraw", listing) in offered) == may_withdraw


def test_mine_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    author = ListingFactory().author
    ListingFactory.create_batch(15, author=author)
    client.force_login(author)
    client.get(reverse("marketplace:mine"))  # a first visit also notes the device

    with django_assert_max_num_queries(12):
        client.get(reverse("marketplace:mine"))
