"""A person's own row."""

import pytest

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_two_people_without_an_address_both_pass_the_check():
    for _number in range(2):
        person = UserFactory.build(email=None, password="x")
        person.full_clean()
        person.save()

    assert list(User.objects.values_list("email", flat=True)) == [None, None]


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ({"name": "何某", "phone": "13900000711"}, "何某"),
        ({"phone": "13900000711"}, "139****0711"),
        ({"email": "heming@example.com"}, "h***@example.com"),
        ({"username": "zhabcdefghjk"}, "zhabcdefghjk"),
    ],
)
def test_who_has_not_said_their_name_is_called_by_what_they_signed_up_with(said, called):
    assert str(User(**said)) == called
