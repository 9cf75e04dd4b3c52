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
