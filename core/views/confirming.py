"""An act that cannot be undone: its page says what follows, and a second press does it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.workflow import Transition, require


def confirmed(
    request: HttpRequest,
    row: Any,
    transition: Transition,
    act: Callable[..., Any],
    *,
    text: Any,
    says: Any,
) -> HttpResponse:
    """Ask on GET, act on POST; works without script.

    Args:
        act: the service, called with the row's key and the actor.
        text: what follows from the act.
        says: the message where it was done.

    Raises as `core.workflow.require`.

    """
    require(transition, row, actor=request.user)
    if request.method == "POST":
        done = act(row.pk, actor=request.user)
        messages.success(request, says)
        return redirect(done)
    context = {
        "title": transition.label,
        "text": text,
        "submit": transition.label,
        "danger": True,
        "back": row.get_absolute_url(),
    }
    return render(request, "confirm.html", context)
