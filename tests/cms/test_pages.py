"""What the public reads, and what it does not."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms import reviews
from cms.models import Audience, NewsIndexPage, NewsPage, PolicyPage
from tests.factories import ListingFactory


def published(parent, page, author, reviewer):
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision(user=author)
    reviews.record(revision, reviewer=reviewer, approved=True, opinion="同意。")
    revision.publish(user=reviewer)
    return type(page).objects.get(pk=page.pk)


def policy(number, **facts):
    return PolicyPage(
        title=f"示例政策{number}", slug=f"p{number}", summary="摘要", issuer="示例机关", **facts
    )


@pytest.fixture
def add(index, author, colleague):
    return lambda page: published(index, page, author, colleague)


def test_the_empty_site_says_what_is_missing(client, home):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "还没有公开的政策" in answer.content.decode()
    assert "登记机构的地址尚未公布" in answer.content.decode()


def test_the_english_home_is_public(client, home):
    assert client.get("/en/").status_code == 200
    assert client.get("/en/policies/").status_code == 200


def test_a_draft_is_not_found(client, draft):
    assert client.get("/policies/example/").status_code == 404


def test_a_policy_taken_down_is_not_found(client, add):
    page = add(policy(1))
    assert client.get("/policies/p1/").status_code == 200

    page.unpublish()

    assert client.get("/policies/p1/").status_code == 404


@pytest.mark.parametrize(
    ("effective", "repealed", "status"),
    [
        (None, None, "in_force"),
        (-1, None, "in_force"),
        (0, None, "in_force"),
        (1, None, "ahead"),
        (-9, 0, "repealed"),
        (-9, 1, "in_force"),
        (-9, -1, "repealed"),
    ],
)
def test_the_status_follows_the_day_on_the_page_and_in_the_list(add, effective, repealed, status):
    today = timezone.localdate()
    day = {None: None} | {n: today + timedelta(days=n) for n in range(-9, 2)}
    page = add(policy(1, effective_on=day[effective], repealed_on=day[repealed]))

    assert page.status == status
    found = {name for name in PolicyPage.Status.values if PolicyPage.objects.in_status(name)}
    assert found == {status}


def test_the_list_is_filtered_by_the_address(client, add):
    page = policy(1)
    page.applies_to = [Audience.objects.get(code="broker")]
    add(page)
    add(policy(2, effective_on=date(2999, 1, 1)))

    brokers = client.get("/policies/?audience=broker").content.decode()
    ahead = client.get("/policies/?status=ahead").content.decode()
    nobody = client.get("/policies/?audience=broker&status=ahead").content.decode()

    assert ("示例政策1" in brokers, "示例政策2" in brokers) == (True, False)
    assert ("示例政策1" in ahead, "示例政策2" in ahead) == (False, True)
    assert "没有符合条件的政策" in nobody


@pytest.mark.parametrize("address", ["/policies/?page=99&status=x", "/news/?year=abcd", "/find/"])
def test_an_odd_address_is_answered(client, home, address):
    assert client.get(address).status_code == 200


def test_the_search_finds_in_the_page_language_only(client, add):
    add(policy(1))

    assert "示例政策1" in client.get("/find/", {"q": "示例 政策1"}).content.decode()
    assert "示例政策1" not in client.get("/en/find/", {"q": "政策1"}).content.decode()


def test_news_are_listed_by_year(client, home, author, colleague):
    column = NewsIndexPage.objects.child_of(home).get()
    for number, day in enumerate([date(2025, 5, 1), date(2026, 5, 1)]):
        page = NewsPage(title=f"动态{number}", slug=f"n{number}", summary="摘要", date=day)
        published(column, page, author, colleague)

    listed = client.get("/news/?year=2025").content.decode()

    assert ("动态0" in listed, "动态1" in listed) == (True, False)


def test_the_language_switch_leads_to_the_nearest_translation(client, add):
    add(policy(1))

    assert client.get("/policies/p1/").context["language_url"] == "/en/policies/"
    assert client.get("/en/policies/").context["language_url"] == "/policies/"


@pytest.mark.parametrize("address", ["/", "/policies/"])
def test_more_policies_cost_no_more_queries(client, add, address, django_assert_max_num_queries):
    for number in range(7):
        add(policy(number))
    client.get(address)

    with django_assert_max_num_queries(24):
        client.get(address)


def test_the_doors_of_the_front_page_lead_to_the_forms(client, home):
    doors = re.findall(r'class="zh-door" href="([^"]*)"', client.get("/").content.decode())

    assert doors == ["/needs/new/", "/listings/new/", "/contracts/new/"]


def test_the_front_page_leads_to_each_industry_with_its_count(client, add):
    month = timezone.localtime().replace(day=1)
    ListingFactory(public=True, industry="steel")
    ListingFactory(public=True, industry="steel", first_published_at=month - timedelta(days=3))
    ListingFactory(industry="ai")

    tiles = re.findall(
        r'industry=(\w+)"><b>[^<]*</b><span class="zh-num">(\d+)</span><small>([^<]*)<',
        client.get("/").content.decode(),
    )

    assert len(tiles) == 15
    assert ("steel", "2", "本月新增 1") in tiles
    assert ("ai", "0", "本月无新增") in tiles
