"""The editors' desk for achievements: each of Wagtail's addresses is a page or a refusal."""

import pytest
from django.urls import reverse

from accounts.services.groups import mirror
from cms import site
from marketplace import setup
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db
DESK = "wagtailsnippets_marketplace_listing"


def test_every_version_can_be_read_and_compared(client, site_editor):
    site.set_up()
    setup.set_up()
    mirror([site_editor.pk])
    listing = ListingFactory(public=True, title="旧题目", restricted_details="配方甲")
    first, second = listing.save_revision(), listing.save_revision()
    client.force_login(site_editor)

    read = client.get(reverse(f"{DESK}:revisions_view", args=[listing.pk, first.pk]))
    compared = client.get(
        reverse(f"{DESK}:revisions_compare", args=[listing.pk, first.pk, second.pk])
    )
    unknown = client.get(reverse(f"{DESK}:revisions_compare", args=["x", "earliest", "latest"]))
    chosen = client.get("/admin/snippets/choose/marketplace/listing/chosen/x/")

    assert read.status_code == 200
    assert "旧题目" in read.content.decode()
    assert "配方甲" not in read.content.decode()
    assert compared.status_code == 200
    assert unknown.status_code == 404
    assert chosen.status_code == 404
