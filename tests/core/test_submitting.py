"""What becomes of a form that was sent."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage

from core.errors import PermissionDenied, ValidationError
from core.views.submitting import submit


class Dates(forms.Form):
    until = forms.DateField(label="截止日期")


@pytest.fixture
def send(rf):
    def sending(data, act, **options):
        request = rf.post("/", data) if data is not None else rf.get("/")
        request.session = {}
        request._messages = FallbackStorage(request)
        form = Dates(request.POST or None)
        answer = submit(request, form, act, says="已保存。", to="/done/", **options)
        return answer, form, [str(message) for message in get_messages(request)]

    return sending


def refusing(error):
    def act(_entered):
        raise error

    return act


@pytest.mark.parametrize("data", [None, {"until": "昨天"}])
def test_a_form_not_sent_or_not_right_is_shown_and_nothing_is_done(send, data):
    answer, _form, said = send(data, refusing(AssertionError("acted")))

    assert (answer, said) == (None, [])


def test_what_is_done_is_said_and_leads_on(send):
    seen = []

    answer, _form, said = send({"until": "2026-01-02"}, seen.append)

    assert (answer.status_code, answer.url, said) == (302, "/done/", ["已保存。"])
    assert [str(each["until"]) for each in seen] == ["2026-01-02"]


@pytest.mark.parametrize(
    ("error", "where"),
    [
        (ValidationError({"until": "太早。"}), {"until": ["太早。"]}),
        (ValidationError({"since": "太晚。"}), {"__all__": ["太晚。"]}),
        (ValidationError("已登记过。"), {"__all__": ["已登记过。"]}),
    ],
)
def test_what_the_service_refuses_stands_in_the_form(send, error, where):
    answer, form, said = send({"until": "2026-01-02"}, refusing(error))

    assert (answer, form.errors, said) == (None, where, [])


def test_a_refusal_that_is_no_fault_of_the_form_goes_on(send):
    with pytest.raises(PermissionDenied):
        send({"until": "2026-01-02"}, refusing(PermissionDenied("x")))
