"""A draft that was never public can be deleted by its owner; the trail keeps that it was."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from core.errors import PermissionDenied, WrongState
from core.models import AuditEvent
from marketplace.models import Listing
from marketplace.services import listings
from tests.factories import ListingFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_draft_is_deleted_after_its_page_has_asked(client):
    draft = ListingFactory()
    draft.save_revision(user=draft.author)
    client.force_login(draft.author)
    address = reverse("marketplace:discard", args=[draft.number])
    assert address in client.get(reverse("marketplace:edit", args=[draft.number])).content.decode()
    assert "不能恢复" in client.get(address).content.decode()
    assert Listing.objects.filter(pk=draft.pk).exists()

    done = client.post(address)

    assert done["Location"] == reverse("marketplace:mine")
    assert not Listing.objects.filter(pk=draft.pk).exists()
    assert not Revision.objects.filter(object_id=str(draft.pk)).exists()
    event = AuditEvent.objects.filter(action="listing.delete").get()
    assert (event.actor, event.subject_id) == (draft.author, str(draft.pk))


@pytest.mark.parametrize("status", ["submitted", "consented", "scheduled"])
def test_what_waits_is_taken_back_first(status):
    listing = ListingFactory(status=status)

    with pytest.raises(WrongState):
        listings.discard_listing(listing.pk, actor=listing.author)

    assert Listing.objects.filter(pk=listing.pk).exists()


def test_what_was_public_and_what_is_anothers_stays():
    public, foreign = ListingFactory(public=True), ListingFactory()

    for listing, actor in ((public, public.author), (foreign, UserFactory())):
        with pytest.raises(PermissionDenied):
            listings.discard_listing(listing.pk, actor=actor)

    assert Listing.objects.count() == 2
