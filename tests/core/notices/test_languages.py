"""The language of what leaves: a vendor's approved text where there is one, else Chinese."""

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from core import notices, outbox
from core.models import Channel, Notice
from core.notices import addresses, channels, kinds
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings, monkeypatch):
    """A vendor that takes approved texts alone, and what it was given."""
    taken = []

    def take(message):
        listed = settings.SMS_TEMPLATES
        taken.append((channels.template_of(listed, message.template), dict(message.params)))
        return "1"

    provider = channels.Provider(take, Channel.SMS, templates="SMS_TEMPLATES")
    monkeypatch.setitem(channels._providers, "vendor", provider)
    settings.SMS_PROVIDER = "vendor"
    monkeypatch.setattr(
        addresses, "_book", [lambda user: notices.Contact({"sms": user.phone}, user.language)]
    )
    kind = kinds.get("case.returned")
    monkeypatch.setitem(
        kinds._kinds,
        "case.returned",
        kinds.Kind(kind.code, "", "", title=gettext_lazy("草稿"), channels=frozenset({"sms"}),
                   sms_params=("name",)),
    )  # fmt: skip
    return taken


def tell_english():
    user = UserFactory(language="en")
    notices.send("case.returned", [user], context={"name": gettext_lazy("草稿")}, actor=None)
    outbox.drain("notices")
    return Notice.objects.get(recipient=user).title


def test_an_approved_english_text_is_taken_with_english_words(settings, sent):
    settings.SMS_TEMPLATES = {"case.returned": "CN", "case.returned.en": "EN"}

    assert tell_english() == "Draft"
    assert sent == [("EN", {"name": "Draft"})]


def test_without_one_the_chinese_text_gets_chinese_words(settings, sent):
    settings.SMS_TEMPLATES = {"case.returned": "CN"}

    assert tell_english() == "Draft"  # what the site shows
    assert sent == [("CN", {"name": "草稿"})]


@pytest.mark.parametrize("listed", [{"link": "CN", "link.en": "EN"}, {"link": "CN"}])
@pytest.mark.parametrize("language", ["", "en"])
def test_a_text_goes_in_the_language_of_its_reader_whenever_the_commit_comes(
    language, listed, settings, sent, django_capture_on_commit_callbacks
):
    settings.SMS_TEMPLATES = listed
    user = UserFactory(language=language)
    is_english = language == "en" and "link.en" in listed

    with (
        translation.override("zh-hans" if is_english else "en"),
        django_capture_on_commit_callbacks(execute=True),
        transaction.atomic(),
    ):
        found = notices.language_of(user, "sms", "link")
        with translation.override(found):
            notices.send_text("sms", user.phone, "…", "link")

    assert found == ("en" if is_english else "zh-hans")
    assert sent == [("EN" if is_english else "CN", {})]


@translation.override("en")
def test_the_text_for_all_has_languages_too():
    assert channels.template_of({"*": 1, "*.en": 2}, "code") == 2
    assert channels.template_of({"*.en": 2, "code": 3}, "code") == 3
    with pytest.raises(KeyError):
        channels.template_of({"code": 3}, "gone")
