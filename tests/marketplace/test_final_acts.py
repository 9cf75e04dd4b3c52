"""What cannot be undone asks first: the page says what follows, a second press does it."""

import pytest
from django.urls import reverse

from core.models import AuditEvent
from tests.factories import EnquiryFactory, NeedFactory

pytestmark = pytest.mark.django_db


def asked_of(person):
    enquiry = EnquiryFactory(asker=person)
    return (
        enquiry,
        reverse("marketplace:enquiry_close", args=[enquiry.pk]),
        "双方不能再在这条咨询里往来",
    )


def needed_by(person):
    need = NeedFactory(author=person)
    return need, reverse("marketplace:need_withdraw", args=[need.pk]), "撤回后不再公开"


@pytest.mark.parametrize(("begin", "ended"), [(asked_of, "closed"), (needed_by, "withdrawn")])
def test_a_final_act_asks_first(client, firm_member, begin, ended):
    row, address, follows = begin(firm_member)
    client.force_login(firm_member)
    before = row.status

    page = client.get(address).content.decode()
    row.refresh_from_db()

    assert follows in page
    assert 'method="post"' in page
    assert row.status == before

    client.post(address)
    row.refresh_from_db()

    assert row.status == ended
    assert client.get(address).status_code == 409
    assert AuditEvent.objects.filter(subject_id=str(row.pk), after=ended).exists()
