"""A person's notices, and what the fake provider kept."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.models import Channel, FakeMessage, Notice
from core.notices import fake, reading

PAGE = 20


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The list 通知: all, or what has not been read."""
    found = Notice.objects.visible_to(request.user)
    is_unread = request.GET.get("state") == "unread"
    if is_unread:
        found = found.unread()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = "state=unread&" if is_unread else ""
    return render(
        request, "notices/list.html", {"page": page, "is_unread": is_unread, "query": query}
    )


@require_POST
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read and go to what it is about."""
    get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notice = reading.mark_read(pk, actor=request.user)
    return redirect(notice.url or "core:notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    reading.mark_all_read(actor=request.user)
    return redirect("core:notices")


@require_safe
def dev_outbox(request: HttpRequest) -> HttpResponse:
    """What would have been sent; demo and development only."""
    if not fake.is_allowed():
        raise Http404
    found = FakeMessage.objects.all()
    channel = request.GET.get("channel", "")
    if channel in Channel.values:
        found = found.filter(channel=channel)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "channel": channel, "channels": Channel.choices[1:]}
    return render(request, "notices/dev_outbox.html", context)
