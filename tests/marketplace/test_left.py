"""An author who has left: their work has an owner, and no link of theirs opens anything."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, User
from core.errors import PermissionDenied
from core.models import Notice
from marketplace import freshness, permissions, recipients
from marketplace.models import Enquiry, Listing, Need
from marketplace.services import enquiries, need_links, needs
from tests.factories import EnquiryFactory, ListingFactory, MembershipFactory, NeedFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db


def leave(user):
    user.memberships.update(status=Membership.Status.ENDED)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def run():
    """The administrator of a unit that has no research office."""
    return MembershipFactory(role=Role.RESEARCHER, is_administrator=True)


def test_the_administrator_goes_on_where_there_is_no_office(run):
    enquiry = EnquiryFactory(listing__organisation=run.organisation)
    author = leave(enquiry.listing.author)

    enquiries.ask_again(enquiry.pk, "有新批次吗？", actor=enquiry.asker)
    enquiries.answer(enquiry.pk, "下周有。", actor=run.user)

    told = Notice.objects.filter(kind="enquiry.asked_again").values_list("recipient", flat=True)
    assert [*told] == [run.user.pk]
    assert not Enquiry.objects.visible_to(author).exists()
    with pytest.raises(PermissionDenied):
        enquiries.answer(enquiry.pk, "我来答。", actor=author)


def test_what_was_imported_for_nobody_is_the_importers(operator):
    unit = ListingFactory(public=True).organisation
    imported = ListingFactory(
        author=operator, organisation=unit, membership=False, source="省平台", public=True
    )
    Membership.objects.filter(organisation=unit).update(status=Membership.Status.ENDED)

    assert Listing.objects.own(operator).get() == imported
    assert permissions.is_owner(operator, imported)
    assert recipients.owners(imported) == [operator]

    run = MembershipFactory(organisation=unit, is_administrator=True).user

    assert not Listing.objects.own(operator).exists()
    assert not permissions.is_owner(operator, imported)
    assert recipients.owners(imported) == [run]


def test_a_freshness_link_asks_the_role_when_it_is_used(client):
    listing = ListingFactory(public=True, asked_on=timezone.localdate())
    url = freshness.link(listing, listing.author)
    assert client.get(url).status_code == 200

    leave(listing.author)

    assert client.get(url).status_code == 403
    assert client.post(url, {"answer": "withdraw"}).status_code == 403
    assert Listing.objects.get().live


@pytest.fixture
def firms_need(firm_member):
    place = firm_member.memberships.get().organisation
    return NeedFactory(author=firm_member, organisation=place, status="received")


def test_a_link_to_a_firms_need_closes_with_the_role(client, firms_need, monkeypatch):
    monkeypatch.setattr(need_links.secrets, "token_urlsafe", lambda _n: "known")
    need_links.send_link(firms_need)
    client.post(reverse("marketplace:need_link", args=["known"]))
    page = reverse("marketplace:need", args=[firms_need.pk])
    assert client.get(page).status_code == 200

    leave(firms_need.author)

    assert client.get(page).status_code == 302  # to sign in


def test_a_firms_need_goes_on_with_its_administrator(firms_need):
    run = MembershipFactory(organisation=firms_need.organisation, is_administrator=True).user
    leave(firms_need.author)

    assert Need.objects.own(run).get() == firms_need
    assert recipients.need_side(Need.objects.get()) == [run]
    assert needs.withdraw_need(firms_need.pk, actor=run).status == "withdrawn"


def test_a_need_of_a_person_alone_stays_theirs():
    author = person(Role.FIRM_MEMBER)
    need = NeedFactory(author=author)

    author = leave(author)

    assert Need.objects.own(author).get() == need
    assert recipients.need_side(need) == [author]
