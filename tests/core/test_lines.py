"""A column of one line keeps one line, whatever the way in."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.services import people
from core.lines import one_line
from marketplace.models import Listing
from tests.factories import ListingFactory, UserFactory
from tests.parts.architecture import ROOT, sources

ROOMS = ("accounts", "brokers", "cms", "contracts", "marketplace", "search")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("第一行\n第二行", "第一行 第二行"),
        ("a\r\n\tb", "a b"),
        ("铜箔\u200b工艺\ufeff", "铜箔工艺"),
        ("\u202e反向\u202c", "反向"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\ud800x", "x"),
        ("线\u2028段\u2029", "线 段"),
        ("  两头 ", "两头"),
        ("𠮷野 é ①", "𠮷野 é ①"),
    ],
)
def test_what_is_not_seen_is_left_out(typed, kept):
    assert one_line(typed) == kept


@given(st.text())
def test_one_line_is_printable_and_stays_as_it_is(text):
    line = one_line(text)

    assert "\n" not in line
    assert one_line(line) == line
    line.encode()


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["save", "bulk_create", "bulk_update", "update"])
def test_every_way_of_writing_cleans(way):
    typed, kept = "标题\n两行\u202e", "标题 两行"
    listing = ListingFactory()
    if way == "save":
        listing.title = typed
        listing.save(update_fields=["title"])
        assert listing.title == kept
    elif way == "bulk_create":
        Listing.objects.filter(pk=listing.pk).delete()
        listing.title = typed
        Listing.objects.bulk_create([listing])
    elif way == "bulk_update":
        listing.title = typed
        Listing.objects.bulk_update([listing], ["title"])
    else:
        Listing.objects.filter(pk=listing.pk).update(title=typed)

    assert Listing.objects.get(pk=listing.pk).title == kept


@pytest.mark.django_db
def test_words_and_rows_are_lines_too():
    listing = ListingFactory()
    listing.keywords = ["铜\n箔", "瘤化\u200b"]
    listing.save(update_fields=["keywords"])

    assert Listing.objects.get(pk=listing.pk).keywords == ["铜 箔", "瘤化"]


@pytest.mark.django_db
def test_a_persons_name_is_a_line():
    user = UserFactory()

    people.rename(user.pk, "张\u202e三\n", actor=user)

    user.refresh_from_db()
    assert user.name == "张三"


def test_columns_of_free_text_are_lines():
    """A plain CharField is for codes alone."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] in ROOMS and "models" in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "models.CharField"
        and "choices" not in {keyword.arg for keyword in node.keywords}
    ]

    assert found == []
