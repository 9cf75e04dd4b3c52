"""A client whose `force_login` stands for a whole sign-in, second factor included."""

import time

import pytest
from django.test import Client


class SignedInClient(Client):
    def force_login(self, user, backend=None):
        super().force_login(user, backend or "django.contrib.auth.backends.ModelBackend")
        session = self.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()


@pytest.fixture
def client():
    return SignedInClient()
