"""The public page of an achievement: what it says, to whom, and how its versions differ."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from accounts.models import Role
from marketplace import attached, history
from marketplace.models import Listing, ListingView
from marketplace.services import listings
from tests.factories import ListingFactory, MembershipFactory, right
from tests.marketplace.conftest import approve, consent

pytestmark = pytest.mark.django_db

SECRET = "喷嘴布置与回火窗口"


@pytest.fixture(autouse=True)
def in_chinese():
    """A page in English leaves its language behind in the thread."""
    with translation.override("zh-hans"):
        yield


def body(client, listing, prefix=""):
    return client.get(f"{prefix}{listing.get_absolute_url()}").content.decode()


def full(**facts):
    said = {
        "restricted_details": SECRET,
        "keywords": ["铜箔", "无铬"],
        "rights": [right("invention", "ZL2（示例）", holder="示例大学", status="granted")],
        "pilot": "passed",
        "ownership": "shared",
        "ownership_note": "与一家企业共有。",
        "price_from_fen": 18_000_000,
        "comparison": [["强度", "1.3", "0.9", "检测"]],
        "registration_number": "36042026Y9001",
    }
    return ListingFactory(public=True, **said | facts)


def test_the_page_says_what_the_record_holds(client):
    text = body(client, full())

    for said in (
        "铜箔、无铬",
        "ZL2（示例）",
        "已通过中试",
        "多方共有",
        "与一家企业共有。",
        "面议，18 万元起",
        "36042026Y9001",
        "确认有效",
        "另有保密内容",
    ):
        assert said in text
    assert "&lt;" not in text


def test_what_is_confidential_is_for_its_own_side(client, site_editor, firm_member):
    listing = full()

    for reader, reads in ((listing.author, True), (site_editor, False), (firm_member, False)):
        client.force_login(reader)
        assert (SECRET in body(client, listing)) is reads


def test_structured_data_says_what_is_public_and_cannot_close_its_element(client):
    listing = full(title="</script><b>铜箔", price_kind="fixed", price_fen=5_600_000)

    text = body(client, listing)

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    said = json.loads(block.group(1))
    assert said["name"] == "</script><b>铜箔"
    assert said["identifier"] == listing.number
    assert said["offers"]["price"] == "56000.00"
    assert "<b>铜箔" not in text
    assert SECRET not in text


def test_an_import_without_most_facts_is_shown_as_such(client):
    listing = ListingFactory(
        public=True,
        is_unverified=True,
        source="示例来源",
        benefit="",
        trl=None,
        trl_evidence="",
        rights=[],
        region=None,
        industry="",
        field="",
        modes=[],
        confirmed_on=None,
    )

    text = body(client, listing)

    assert "这项成果由文件导入" in text
    assert "示例来源" in text
    assert client.get(f"/en{listing.get_absolute_url()}").status_code == 200


def test_in_english_the_frame_is_english_and_the_text_is_marked_as_chinese(client):
    listing = full()

    text = body(client, listing, "/en")

    assert "The original text written by its owner is authoritative." in text
    assert f'<span lang="zh-Hans">{listing.title}</span>' in text
    assert "Pilot passed" in text


def test_the_page_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    listing = full()
    body(client, listing)

    with django_assert_max_num_queries(12):
        body(client, listing)


def test_the_code_is_a_picture_of_the_address(client):
    listing = full()

    answer = client.get(reverse("marketplace:qr", args=[listing.number]))

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")
    assert client.get(reverse("marketplace:qr", args=[ListingFactory().number])).status_code == 404


def test_each_version_says_what_it_changed_and_nothing_confidential(client, public, editor):
    facts = {
        "trl": 7,
        "limits": "只在 9～35 μm 铜箔上试过。宽幅超过 1.3 m 未试。",
        "restricted_details": SECRET,
        "attachments": [{"file": 1, "kind": "ownership", "tier": "review", "title": "合同原件"}],
    }
    listings.save_listing(public.pk, facts, actor=public.author)
    listings.submit_listing(public.pk, actor=public.author)
    consent(Listing.objects.get(pk=public.pk))
    approve(Listing.objects.get(pk=public.pk), editor)

    second, first = history.versions(Listing.objects.get(pk=public.pk))

    assert (first.number, first.changes) == (1, None)
    assert {str(one.label) for one in second.changes} == {"技术就绪度", "已知局限与风险"}
    page = client.get(reverse("marketplace:history", args=[public.number])).content.decode()
    assert "<del>6</del><ins>7</ins>" in page
    assert "<ins>宽幅超过 1.3 m 未试。</ins>" in page
    assert SECRET not in page
    assert "合同原件" not in page


def test_a_passed_text_that_is_not_public_yet_is_no_version(public):
    listings.save_listing(public.pk, {"title": "还没有公开的名称"}, actor=public.author)

    assert len(history.versions(Listing.objects.get(pk=public.pk))) == 1


def test_a_draft_has_no_history_for_others(client):
    listing = ListingFactory()

    answer = client.get(reverse("marketplace:history", args=[listing.number]))

    assert answer.status_code == 404


def test_a_comparison_escapes_both_texts():
    html = history.compare("<b>甲。乙。", "<b>甲。<i>丙。")

    assert html == "&lt;b&gt;甲。<del>乙。</del><ins>&lt;i&gt;丙。</ins>"


def test_a_file_only_for_reviewers_is_not_named_to_others():
    listing = full()
    listing.attachments = [{"file": 7, "kind": "ownership", "tier": "review", "title": "原件"}]

    assert attached.shown(listing, AnonymousUser()) == {"pictures": [], "files": []}


def test_a_confirmed_firm_is_counted_once_a_day_and_its_own_side_never(client):
    listing = full()
    reader = MembershipFactory()
    colleague = MembershipFactory(organisation=reader.organisation).user
    own = MembershipFactory(role=Role.RESEARCHER, organisation=listing.organisation).user

    for who in (reader.user, reader.user, colleague, listing.author, own):
        client.force_login(who)
        body(client, listing)
    client.logout()
    body(client, listing)

    assert ListingView.objects.get().organisation == reader.organisation
