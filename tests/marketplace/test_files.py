"""Pictures and files of an achievement: what is taken, who opens which, what a review covers."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from accounts.models import Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from marketplace import hooks, reviews
from marketplace.models import Listing, ListingFile
from marketplace.services import files, listings
from tests.factories import ListingFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def blank_page():
    """A real PDF: one given in confidence is stamped, so it has to be readable."""
    written = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(written)
    return written.getvalue()


PDF = blank_page()
PNG = b"\x89PNG\r\n\x1a\ninvented"


def paper(name="检测报告.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attached(listing, tier="public", **changes):
    facts = {"kind": "evidence", "tier": tier, "actor": listing.author, **changes}
    return files.attach_file(listing.pk, paper(), **facts)


def public_with(*tiers):
    """A public listing with a file in each tier, and those files."""
    listing = ListingFactory()
    listing.save_revision(user=listing.author)
    rows = [attached(listing, tier) for tier in tiers]
    public = ListingFactory(public=True, number="CG-2026-800000", author=listing.author)
    for row in rows:
        row.listing = public
        row.save(update_fields=["listing"])
    public.attachments = Listing.objects.get(pk=listing.pk).attachments
    public.save(update_fields=["attachments"])
    return public, rows


def url(listing, row):
    return reverse("marketplace:file", args=[listing.number, row.pk])


def test_a_file_is_kept_and_listed_in_the_draft():
    listing = ListingFactory()

    row = attached(listing, "firm", title="第三方检测")

    listing.refresh_from_db()
    assert (row.ending, row.size, row.name) == ("pdf", len(PDF), "检测报告.pdf")
    assert listing.attachments == [
        {"file": row.pk, "kind": "evidence", "tier": "firm", "title": "第三方检测"}
    ]
    acts = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert [*acts] == ["listing.attach", "listing.edit"]


@pytest.mark.parametrize(
    ("upload", "kind", "says"),
    [
        (paper("程序.pdf", b"MZ\x90"), "evidence", "内容须与扩展名相符"),
        (paper(), "picture", "JPG、PNG"),
        (paper("机密方案.pdf"), "evidence", "密级标志"),
        (paper("空.pdf", b""), "evidence", "空的"),
    ],
)
def test_what_is_refused_leaves_no_trace(upload, kind, says):
    listing = ListingFactory()

    with pytest.raises(ValidationError, match=says):
        files.attach_file(listing.pk, upload, kind=kind, tier="public", actor=listing.author)

    assert not ListingFile.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_text_marked_as_secret_is_refused():
    listing = ListingFactory()

    with pytest.raises(ValidationError, match="密级标志"):
        listings.save_listing(listing.pk, {"abstract": "密级：机密。"}, actor=listing.author)

    assert not AuditEvent.objects.exists()


def test_only_its_owner_attaches_and_only_while_it_can_be_changed():
    listing = ListingFactory(status="submitted")

    with pytest.raises(PermissionDenied):
        attached(listing, actor=UserFactory())
    with pytest.raises(WrongState):
        attached(listing)

    assert not ListingFile.objects.exists()


def test_a_file_changes_the_text_that_was_passed(public):
    before = reviews.digest(public.get_latest_revision().content)

    attached(public)

    row = Listing.objects.get(pk=public.pk)
    assert row.attachments == []
    assert reviews.digest(row.get_latest_revision().content) != before


def test_each_tier_is_for_its_readers(client, site_editor):
    listing, (open_, firm, agreed, review) = public_with(
        "public", "firm", "confidential", "review"
    )
    stranger = UserFactory()
    member = MembershipFactory().user
    waiting = MembershipFactory(organisation=OrganisationFactory(pending=True)).user

    def codes(user):
        client.logout()
        if user:
            client.force_login(user)
        rows = (open_, firm, agreed, review)
        return [client.get(url(listing, row)).status_code for row in rows]

    assert codes(None) == [200, 302, 302, 302]
    assert codes(stranger) == [200, 403, 403, 403]
    assert codes(waiting) == [200, 403, 403, 403]
    assert codes(member) == [200, 200, 403, 403]
    assert codes(listing.author) == [200] * 4
    assert codes(site_editor) == [200, 200, 403, 403]  # no review waits: test_review_views.py


def test_a_file_is_given_as_it_is_and_who_asked_is_told(client, monkeypatch):
    told = []
    monkeypatch.setattr(hooks, "on_opened", [])
    listing, (firm, review) = public_with("firm", "review")
    reader = MembershipFactory().user
    hooks.call_on_opened(lambda _row, file, *, tier, actor: told.append((file, tier, actor)))
    client.force_login(reader)

    answer = client.get(url(listing, firm))

    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(url(listing, review)).status_code == 403
    assert told == [(firm, "firm", reader)]


def test_a_draft_s_file_is_for_its_own_side(client):
    listing = ListingFactory()
    row = attached(listing)
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=listing.organisation).user

    assert client.get(url(listing, row)).status_code == 404
    client.force_login(office)
    assert client.get(url(listing, row)).status_code == 200


def test_a_file_of_another_listing_is_not_found(client):
    listing, _rows = public_with("public")
    other = attached(ListingFactory())

    assert client.get(url(listing, other)).status_code == 404


def test_a_file_taken_out_stays_with_what_was_public(client):
    listing = ListingFactory()
    row = attached(listing)

    files.set_tier(listing.pk, row.pk, "confidential", actor=listing.author)
    listing.refresh_from_db()
    assert listing.attachments[0]["tier"] == "confidential"
    files.detach_file(listing.pk, row.pk, actor=listing.author)

    listing.refresh_from_db()
    assert listing.attachments == []
    assert ListingFile.objects.filter(pk=row.pk).exists()


def test_the_page_uploads_and_says_what_is_wrong(client):
    listing = ListingFactory()
    client.force_login(listing.author)
    page = reverse("marketplace:files", args=[listing.number])
    sent = {"kind": "picture", "tier": "public", "no_secret": "on"}

    wrong = client.post(page, {**sent, "file": paper("程序.png", b"MZ")})
    right = client.post(page, {**sent, "file": paper("现场.png", PNG)}, follow=True)

    assert "内容须与扩展名相符" in wrong.content.decode()
    assert "现场" in right.content.decode()
    assert ListingFile.objects.count() == 1
