"""Several people to reach at an organisation: entered in rows, masked for strangers."""

import pytest
from django.urls import reverse

from accounts.models import Contact
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST = {"name": "周某", "post": "", "phone": "13900000001", "email": ""}
SECOND = {"name": "吴某", "post": "技术部", "phone": "13900000002", "email": "wu@example.com"}


@pytest.fixture
def administrator(client):
    held = MembershipFactory(is_administrator=True)
    for contact in (FIRST, SECOND):
        Contact.objects.create(organisation=held.organisation, **contact)
    client.force_login(held.user)
    return held


def rows(*contacts, initial=0):
    """What a browser sends of the contacts."""
    sent = {"contacts-TOTAL_FORMS": len(contacts), "contacts-INITIAL_FORMS": initial}
    for number, contact in enumerate(contacts):
        sent |= {f"contacts-{number}-{name}": value for name, value in contact.items()}
    return sent


def send(client, held, sent):
    organisation = held.organisation
    facts = {
        "version": type(organisation).objects.get(pk=organisation.pk).version,
        "name": organisation.name,
        "kind": "company",
        "region": organisation.region_id,
    }
    return client.post(reverse("accounts:edit", args=[organisation.pk]), facts | sent)


def kept(held):
    names = ("name", "post", "phone", "email")
    return list(held.organisation.contacts.values(*names))


def test_what_is_sent_unchanged_is_kept_whole(client, administrator):
    assert send(client, administrator, rows(FIRST, SECOND, initial=2)).status_code == 302

    assert kept(administrator) == [FIRST, SECOND]


def test_a_row_more_and_a_row_less(client, administrator):
    third = {**FIRST, "name": "郑某"}

    send(client, administrator, rows(SECOND, third))

    assert kept(administrator) == [SECOND, third]


def test_a_blank_row_is_passed_over_and_the_first_is_asked_for(client, administrator):
    blank = dict.fromkeys(FIRST, "")

    assert send(client, administrator, rows(FIRST, blank)).status_code == 302
    assert kept(administrator) == [FIRST]
    assert send(client, administrator, rows(blank)).status_code == 200
    assert kept(administrator) == [FIRST]


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        (rows(FIRST, SECOND) | {"contacts-add": "1"}, ["周某", "吴某", ""]),
        (rows(FIRST, SECOND) | {"contacts-remove": "0"}, ["吴某"]),
        (rows(FIRST, SECOND) | {"contacts-remove": "9"}, ["周某", "吴某"]),
        (rows(*[FIRST] * 6) | {"contacts-add": "1"}, ["周某"] * 6),
        ({"contacts-TOTAL_FORMS": "x", "contacts-add": "1"}, [""]),
    ],
)
def test_the_buttons_change_the_rows_and_write_nothing(client, administrator, sent, names):
    page = send(client, administrator, sent | {"name": "改到一半"})

    form = page.context["form"]
    assert [row["name"].value() or "" for row in form.contacts] == names
    assert form["name"].value() == "改到一半"
    assert not form.errors
    assert kept(administrator) == [FIRST, SECOND]


def test_a_wrong_row_is_said_above_and_beside(client, administrator):
    page = send(client, administrator, rows(FIRST, {**SECOND, "email": "wu"})).content.decode()

    assert "联系人还有要改的地方" in page
    assert 'id="id_contacts-1-email_error"' in page


def test_a_forged_count_is_refused(client, administrator):
    assert send(client, administrator, {"contacts-TOTAL_FORMS": "-1"}).status_code == 200
    assert send(client, administrator, rows(*[FIRST] * 7)).status_code == 200
    assert kept(administrator) == [FIRST, SECOND]


def test_strangers_see_each_masked(client, administrator):
    client.force_login(UserFactory())

    page = client.get(administrator.organisation.get_absolute_url()).content.decode()

    assert "13900000001" not in page
    assert "13900000002" not in page
    assert "139****0001" in page
    assert "w***@example.com" in page
