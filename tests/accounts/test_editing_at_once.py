"""Two people edit one organisation: the later learns what changed, and nothing is lost unseen."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from core.models import AuditEvent
from tests.accounts.test_contacts import FIRST, SECOND, rows
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(client):
    held = MembershipFactory(is_administrator=True, organisation__address="旧址")
    client.force_login(held.user)
    return held.organisation


def url(organisation):
    return reverse("accounts:edit", args=[organisation.pk])


def opened(client, organisation):
    """The version that the page carries."""
    return client.get(url(organisation)).context["form"]["version"].value()


def send(client, organisation, version, contact=FIRST, **facts):
    same = {"name": organisation.name, "kind": "company", "region": organisation.region_id}
    sent = same | facts | rows(contact) | {"version": version}
    return client.post(url(organisation), sent)


def test_the_later_sees_what_changed_and_may_save_upon_it(client, organisation):
    version = opened(client, organisation)
    send(client, organisation, version, address="新址一")
    events = AuditEvent.objects.count()

    late = send(client, organisation, version, address="新址二")

    assert late.status_code == 409
    assert late.context["differing"] == [("地址", "新址一")]
    assert late.context["form"]["address"].value() == "新址二"
    assert Organisation.objects.get().address == "新址一"
    assert AuditEvent.objects.count() == events

    now = late.context["form"]["version"].value()
    assert send(client, organisation, now, address="新址二").status_code == 302
    assert Organisation.objects.get().address == "新址二"


def test_contacts_are_not_overwritten_unseen(client, organisation):
    version = opened(client, organisation)
    send(client, organisation, version, contact=FIRST)

    late = send(client, organisation, version, contact=SECOND)

    assert late.status_code == 409
    assert ("联系人", FIRST["name"]) in late.context["differing"]
    assert organisation.contacts.get().name == FIRST["name"]


def test_a_form_without_its_version_is_not_taken(client, organisation):
    assert send(client, organisation, "", address="新址").status_code == 200
    assert Organisation.objects.get().address == "旧址"
