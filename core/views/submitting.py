"""A form that was sent: the service, what it refuses, what is said, where the reader is led.

form = ClaimForm(request.POST or None, organisation=organisation)
done = submit(
    request,
    form,
    lambda asked: memberships.request_membership(pk, **asked, actor=request.user),
    says=_("已申请。"),
    to="accounts:mine",
)
return done or render(request, "accounts/claim.html", {"form": form})
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.errors import ValidationError


def submit(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    says: Any,
    to: Any = None,
) -> HttpResponse | None:
    """Act on a form that was sent and is right; None where its page is to be shown.

    Args:
        act: the service, called with the form's cleaned data.
        says: the message where it was done.
        to: where `redirect` leads then; without it, the page of the row that ``act`` returns.

    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        done = act(form.cleaned_data)
    except ValidationError as error:
        refuse(form, error)
        return None
    messages.success(request, says)
    return redirect(done if to is None else to)


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Say in ``form`` what a service refused: beside the field, where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
