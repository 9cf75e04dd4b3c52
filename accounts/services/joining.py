"""A person comes to be with the proof of their number or address; before it nothing is kept."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from accounts.services import consents, people


@transaction.atomic
def open_account(
    *, name: str, phone: str | None, email: str | None, language: str, ip_address: str | None
) -> User:
    """Insert the person who gave the code sent to ``phone`` or ``email``, and their agreement.

    Raises:
        ValidationError: somebody has proved the number or address meanwhile.

    """
    user = User(name=name, phone=phone, phone_verified=bool(phone), email=email, language=language)
    user.set_unusable_password()
    people.sign_up(user)
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        people.note_email(user.pk, email)
    consents.give_consent(user.pk, actor=user, ip_address=ip_address)
    return user
