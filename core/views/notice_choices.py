"""A person's choice of what reaches them, and how."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.models import Channel
from core.notices import addresses, choosing
from core.notices.forms import ChoicesForm
from core.views.submitting import submit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_choices(request: HttpRequest) -> HttpResponse:
    """The page 通知设置."""
    form = ChoicesForm(request.user, request.POST or None)
    done = submit(
        request,
        form,
        lambda _chosen: choosing.choose(form.wishes(), actor=request.user),
        says=_("已保存。"),
        to="core:notice_choices",
    )
    if done:
        return done
    known = addresses.contact(request.user).addresses
    columns = [
        (channel, channel == Channel.IN_APP, addresses.masked(known.get(channel, "")))
        for channel in choosing.offered_channels()
    ]
    return render(request, "notices/choices.html", {"form": form, "columns": columns})
