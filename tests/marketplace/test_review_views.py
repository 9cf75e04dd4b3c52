"""What the bureau's editors read: nothing confidential but in a review, and then on record."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from accounts.models import Role
from accounts.services.groups import mirror
from core import audit
from core.models import AuditEvent
from marketplace.models import FileView, Listing, ListingFile
from marketplace.services import disclosure
from marketplace.wagtail_hooks import OPEN_TO_EDITORS
from tests.factories import AgreementFactory, ListingFactory
from tests.marketplace.test_disclosure import paper
from tests.parts.people import person

pytestmark = pytest.mark.django_db

SECRET, TITLE = "喷嘴布置与回火窗口", "没人提交过的铜箔"
PDF = paper()


def listing_with(**facts):
    """With a confidential text and a confidential file."""
    listing = ListingFactory(restricted_details=SECRET, title=TITLE, **facts)
    row = ListingFile(listing=listing, name="工艺卡.pdf", ending="pdf", size=9, sha256="0" * 64)
    row.uploaded_by = listing.author
    row.file.save("", ContentFile(PDF))
    listing.attachments = [
        {"file": row.pk, "kind": "evidence", "tier": "confidential", "title": "工艺卡"}
    ]
    listing.save()
    listing.save_revision(user=listing.author)
    return listing, row


def addresses(listing, row):
    return [
        reverse("marketplace:restricted", args=[listing.number]),
        reverse("marketplace:file", args=[listing.number, row.pk]),
    ]


def test_in_a_review_each_opening_is_stamped_and_stands_in_the_owner_s_ledger(client, site_editor):
    listing, row = listing_with(status="consented")
    client.force_login(site_editor)
    text, file = addresses(listing, row)

    page = client.get(text).content.decode()
    paper = client.get(file)

    bureau = site_editor.memberships.get().organisation
    assert SECRET in page
    assert re.search(rf"{bureau.name} · {site_editor.name} · .*{listing.number}", page)
    assert paper.getvalue() != PDF  # drawn anew, under a stamp
    assert paper["Content-Type"] == "application/pdf"
    client.force_login(listing.author)
    ledger = client.get(reverse("marketplace:ledger")).content.decode()
    views = FileView.objects.of_owner(listing.author)
    assert [(view.what, view.viewer, view.organisation) for view in views] == [
        ("工艺卡.pdf", site_editor, bureau),
        ("保密内容", site_editor, bureau),
    ]
    assert ledger.count(bureau.name) == len(views)
    assert "工艺卡.pdf" in client.get(
        reverse("marketplace:ledger"), {"export": "csv"}
    ).getvalue().decode("utf-8-sig")
    assert AuditEvent.objects.filter(action="listing.review_view").count() == len(views)


@pytest.mark.parametrize("status", ["submitted", "returned", "published", "unpublished"])
def test_where_no_review_waits_nothing_opens(status, client, site_editor):
    facts = {"public": True} if status == "published" else {"status": status}
    listing, row = listing_with(**facts)
    client.force_login(site_editor)

    assert [client.get(url).status_code for url in addresses(listing, row)] == [403, 403]
    assert SECRET not in client.get(listing.get_absolute_url()).content.decode()
    assert not FileView.objects.exists()


@pytest.mark.parametrize("role", [Role.SECTION_STAFF, Role.OPERATOR, Role.COUNTY_STAFF])
def test_nobody_else_of_the_bureau_opens_it_even_in_a_review(role, client):
    listing, row = listing_with(status="consented")
    client.force_login(person(role))

    assert [client.get(url).status_code for url in addresses(listing, row)] == [404, 404]


def said(answer):
    """The text of an answer; a modal's comes in JSON."""
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return str(answer.json()) if is_json else answer.content.decode()


def desk(name, *args, kind="wagtailsnippets"):
    return reverse(f"{kind}_marketplace_listing:{name}", args=args)


def desk_pages(listing):
    """Every page of the admin that is about one achievement."""
    revision = listing.latest_revision_id
    return [
        desk("edit", listing.pk),
        desk("usage", listing.pk),
        desk("history", listing.pk),
        desk("preview_on_edit", listing.pk),
        desk("revisions_view", listing.pk, revision),
        desk("revisions_revert", listing.pk, revision),
        desk("revisions_compare", listing.pk, "earliest", "latest"),
        desk("workflow_history", listing.pk),
        desk("delete", listing.pk),
    ]


def test_the_admin_shows_the_confidential_text_on_no_page(client, editor):
    listing, _row = listing_with(status="consented")
    listing.restricted_details = f"{SECRET}，第二版"
    listing.title = "另一名称"
    listing.save_revision(user=listing.author)
    client.force_login(editor)

    codes = {url: client.get(url) for url in desk_pages(listing)}

    assert 200 in {answer.status_code for answer in codes.values()}
    shown = [url for url, answer in codes.items() if SECRET in said(answer)]
    assert shown == []
    assert "restricted_details" not in OPEN_TO_EDITORS
    edit = client.get(desk("edit", listing.pk)).content.decode()
    assert reverse("marketplace:restricted", args=[listing.number]) in edit


@pytest.mark.usefixtures("market")
@pytest.mark.parametrize("role", [Role.SITE_EDITOR, Role.SECTION_STAFF])
def test_a_draft_that_nobody_submitted_is_nowhere_in_the_admin(role, client):
    listing, row = listing_with()
    seen, _row = listing_with(status="consented")
    seen.title = "送审的铜箔"
    seen.save()
    user = person(role)
    mirror([user.pk])
    client.force_login(user)
    choosers = "wagtailsnippetchoosers"
    about = [
        *desk_pages(listing),
        desk("chosen", listing.pk, kind=choosers),
        desk("chosen_multiple", kind=choosers) + f"?id={listing.pk}&id={seen.pk}",
        *addresses(listing, row),
    ]
    lists = [
        desk("list"),
        desk("list") + "?q=铜箔",
        desk("choose", kind=choosers),
        desk("choose_results", kind=choosers) + "?q=铜箔",
    ]
    bulk = reverse("wagtail_bulk_action", args=["marketplace", "listing", "delete"])

    answers = {url: client.get(url) for url in about}
    assert {answer.status_code for answer in answers.values()} <= {404, 302, 403}
    everything = [*answers.values(), *map(client.get, lists)]
    everything += [client.get(bulk, {"id": key, "next": "/"}) for key in (listing.pk, "all")]
    assert not [one for one in everything if TITLE in said(one)]
    if role == Role.SITE_EDITOR:
        assert all("送审的铜箔" in said(client.get(url)) for url in lists)
        assert {client.get(url).status_code for url in desk_pages(listing)} == {404}


@pytest.mark.parametrize("role", [Role.SECTION_STAFF, Role.OPERATOR])
def test_the_trail_s_page_names_no_confidential_file_and_tells_no_such_text(role, client):
    listing, row = listing_with(status="consented")
    with transaction.atomic():
        reader = person(Role.SITE_EDITOR)
        disclosure.note_review_view(listing, row, actor=reader)
        for changes in (
            {"name": row.name, "sha256": row.sha256},
            {"attachments": [[], listing.attachments]},
            {"restricted_details": ["", SECRET]},
        ):
            audit.record(listing, "listing.edit", actor=listing.author, changes=changes)
        agreement = AgreementFactory(enquiry__listing=listing)
        audit.record(agreement, "agreement.view", actor=reader, changes={"file": row.name})
    Listing.objects.filter(pk=listing.pk).update(
        live=True, status="published", confirmed_on="2026-01-01"
    )
    client.force_login(person(role))

    page = client.get(reverse("core:audit")).content.decode()

    assert row.sha256 in page
    assert not [said for said in ("工艺卡", SECRET) if said in page]
    assert "工艺卡.pdf" in str([*AuditEvent.objects.values_list("changes", flat=True)])
