"""Before a patent is filed, single sentences of an abstract become confidential."""

import pytest
from django.urls import reverse

from core import drafts
from core.errors import ValidationError
from marketplace import passages
from marketplace.models import Listing
from marketplace.services.listings import save_listing
from marketplace.services.restricting import restrict_sentences
from tests.factories import ListingFactory
from tests.marketplace.conftest import trail

ABSTRACT = "两步法处理铜箔。含铈 0.9 g/L；时间 8 s。\n不含铬。"


@pytest.fixture
def draft(db):
    """Without anything filed for it."""
    listing = ListingFactory(abstract=ABSTRACT, rights=[], restricted_details="原有的一句。")
    listing.save_revision(user=listing.author)
    return Listing.objects.get(pk=listing.pk)


def restrict(listing, *chosen):
    return restrict_sentences(
        listing.pk, chosen, base=listing.latest_revision_id, actor=listing.author
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (ABSTRACT, ["两步法处理铜箔。", "含铈 0.9 g/L；", "时间 8 s。", "不含铬。"]),
        ("他说“不行。”然后走了", ["他说“不行。”", "然后走了"]),
        ("Made of 0.9 g/L Ce. No Cr.", ["Made of 0.9 g/L Ce.", "No Cr."]),
        ("  \n\n", []),
        ("", []),
    ],
)
def test_a_text_falls_into_its_sentences(text, parts):
    assert passages.sentences(text) == parts


@pytest.mark.parametrize("text", [ABSTRACT, "One. Two.\n\nThree", "一。Two. 三；four"])
def test_what_is_not_chosen_stays_as_it_was(text):
    assert passages.parted(text, ())[1] == ""
    assert passages.sentences(passages.parted(text, ())[0]) == passages.sentences(text)


def test_sentences_move_behind_what_is_confidential_already(draft):
    restrict(draft, 1, 2)

    now = Listing.objects.get(pk=draft.pk).draft
    assert now.abstract == "两步法处理铜箔。\n不含铬。"
    assert now.restricted_details == "原有的一句。\n含铈 0.9 g/L；\n时间 8 s。"
    assert trail()[0] == ["listing.edit"]


@pytest.mark.parametrize("chosen", [(), (99,)])
def test_without_a_sentence_nothing_is_written(draft, chosen):
    with pytest.raises(ValidationError, match="至少选一句"):
        restrict(draft, *chosen)

    assert Listing.objects.get(pk=draft.pk).latest_revision_id == draft.latest_revision_id


def test_numbers_of_an_older_text_move_nothing(draft):
    save_listing(draft.pk, {"abstract": "另一句。"}, actor=draft.author)

    with pytest.raises(ValidationError):
        restrict(draft, 0)

    assert Listing.objects.get(pk=draft.pk).draft.abstract == "另一句。"


def test_the_warning_leads_to_the_act(client, draft):
    client.force_login(draft.author)
    address = reverse("marketplace:restrict", args=[draft.number])
    assert address in client.get(reverse("marketplace:edit", args=[draft.number])).content.decode()

    page = client.get(address).content.decode()
    answer = client.post(address, {"chosen": ["1"], "base": draft.latest_revision_id})

    assert "含铈 0.9 g/L；" in page
    assert answer.status_code == 302
    assert "含铈" in Listing.objects.get(pk=draft.pk).draft.restricted_details


def test_what_is_typed_and_not_saved_is_not_lost(client, draft):
    client.force_login(draft.author)
    drafts.keep("listing", draft.number, {"title": "新的"}, version=0, actor=draft.author)
    address = reverse("marketplace:restrict", args=[draft.number])

    answer = client.post(address, {"chosen": ["1"], "base": draft.latest_revision_id}, follow=True)

    assert "请先保存" in answer.content.decode()
    assert Listing.objects.get(pk=draft.pk).draft.abstract == ABSTRACT
