"""A search finds what its reader may see and nothing else; what is hidden leaves by no door."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role
from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from search.reach import search_filter_for
from tests.factories import ListingFactory, MembershipFactory, UserFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]
READERS = ["anonymous", "nobody", *Role]
SECRETS = ("龘靐", "鸑鷟", "齾齉", "麤鱻", "靁驫")


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path


def hidden(**facts):
    """A draft, a withdrawn and an expired one, and a public one with a newer text and a secret."""
    gone = {"status": Listing.Status.UNPUBLISHED}
    public = ListingFactory(public=True, title="玻璃公开", restricted_details="配比靁驫", **facts)
    public.title = "玻璃麤鱻"
    public.save_revision()
    return [
        ListingFactory(title="玻璃龘靐", **facts),
        ListingFactory(title="玻璃", abstract="下架鸑鷟", **gone, **facts),
        ListingFactory(title="玻璃", problem="到期齾齉", expired=True, **gone, **facts),
    ]


@pytest.fixture(params=READERS)
def reader(request):
    """One reader a role, with hidden listings of their own, of their unit, and of others."""
    who = request.param
    if who == "anonymous":
        user = AnonymousUser()
    elif who == "nobody":
        user = UserFactory()
    else:
        user = person(who)
        hidden(author=user)
        hidden(organisation=user.organisations().get())
    hidden()
    assert rebuild.build(SOURCE)
    return user


def numbers(client, address):
    """The listings that a page of results leads to."""
    page = client.get(f"/search/{address}").content.decode()
    return {*re.findall(r'<h3><a href="/listings/([^/"]+)/"', page)}


def test_a_reader_finds_what_they_see_and_nothing_else(client, reader):
    anonymous = client.get("/api/v1/search/listings?q=玻璃").json()
    if reader.is_authenticated:
        client.force_login(reader)

    finds_what_is_seen(client, reader)
    what_is_not_leaves_by_no_door(client, reader)
    api_and_files_hold_public_rows_alone(client, anonymous)


def finds_what_is_seen(client, reader):
    seen = Listing.objects.visible_to(reader)

    halves = search_filter_for(reader)

    assert {*halves.indexed, *halves.own} == {*seen}
    assert not {*halves.indexed} & {*halves.own}
    assert numbers(client, "") == {row.number for row in seen}
    assert numbers(client, "?q=玻璃") == {row.number for row in seen}


def what_is_not_leaves_by_no_door(client, reader):
    rows = Listing.objects.visible_to(reader).values_list("title", "abstract", "problem")
    seen = json.dumps([*rows], ensure_ascii=False)

    for secret in SECRETS:
        if secret in seen:
            continue
        page = client.get(f"/search/?q={secret}").content.decode()
        answers = [
            page,
            client.get(f"/api/v1/search/listings?q={secret} 玻璃").content.decode(),
            b"".join(
                client.get(f"/search/?q={secret} 玻璃&export=csv").streaming_content
            ).decode(),
        ]
        answers = [re.sub("<[^>]*mark>", "", one) for one in answers]
        found = [
            re.findall(rf"玻璃{secret}|下架{secret}|到期{secret}|配比{secret}", one)
            for one in answers
        ]
        assert found == [[], [], []], secret


def api_and_files_hold_public_rows_alone(client, anonymous):
    said = client.get("/api/v1/search/listings?q=玻璃").json()

    assert said | {"took_ms": 0} == anonymous | {"took_ms": 0}
    csv = b"".join(client.get("/search/?q=玻璃&export=csv").streaming_content).decode()
    assert len(csv.splitlines()) == 1 + Listing.objects.public().count()


def test_a_hidden_listing_changes_no_answer(client):
    """Neither hits nor counts, neither facets nor scores: nobody can tell that it is there."""
    ListingFactory(public=True, title="玻璃纤维拉丝断头预警")
    ListingFactory(public=True, title="水泥窑余热发电", industry="materials")

    def answers():
        assert rebuild.build(SOURCE)
        asked = [
            "",
            "q=玻璃",
            *(f"q={secret}" for secret in SECRETS),
            "q=玻璃龘靐",
            "industry=food",
        ]
        return [
            client.get(f"/api/v1/search/listings?{one}").json() | {"took_ms": 0} for one in asked
        ]

    before = answers()
    for row in [
        ListingFactory(title="玻璃龘靐", industry="food"),
        ListingFactory(title="玻璃鸑鷟", status=Listing.Status.UNPUBLISHED),
    ]:
        row.save_revision()

    assert answers() == before


def test_own_hidden_ones_stand_apart_and_are_filtered_too(client):
    member = MembershipFactory(role=Role.RESEARCHER)
    client.force_login(member.user)
    ListingFactory(title="玻璃草稿", author=member.user, industry="materials", modes=["licence"])
    ListingFactory(title="玻璃别样", author=member.user, industry="food", modes=["equity"])
    assert rebuild.build(SOURCE)

    page = client.get("/search/?q=玻璃&industry=materials&mode=licence").content.decode()

    assert '<span class="zh-count">0</span>' in page
    assert "未公开的成果" in page
    assert "<mark>玻璃</mark>草稿" in page
    assert "别样" not in page


def test_a_signed_in_reader_costs_few_queries_more(client, django_assert_max_num_queries):
    editor = person(Role.SITE_EDITOR)
    client.force_login(editor)
    for _number in range(25):
        ListingFactory(title="玻璃")
        ListingFactory(public=True, title="玻璃")
    assert rebuild.build(SOURCE)
    client.get("/search/?q=玻璃")  # a reader's word counts once a day

    with django_assert_max_num_queries(23):
        client.get("/search/?q=玻璃")
