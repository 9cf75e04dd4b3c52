"""A client whose `force_login` stands for a whole sign-in, second factor included."""

import time

import pytest
from django.test import Client


def second_factor(user):
    """What a session holds that a second factor opened a moment ago."""
    done = {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
    return {
        "account_authentication_methods": [done],
        "account_authentication_methods_user": str(user.pk),
    }


class SignedInClient(Client):
    def force_login(self, user, backend=None):
        super().force_login(user, backend or "django.contrib.auth.backends.ModelBackend")
        session = self.session
        session.update(second_factor(user))
        session.save()


@pytest.fixture
def client():
    return SignedInClient()
