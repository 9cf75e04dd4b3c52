"""The author answers a comment, or marks it as settled; both lead back to the text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.forms.review import AnswerForm
from marketplace.models import ReviewComment
from marketplace.services import comments


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one thinks of it."""
    comment = _seen(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        comments.answer_comment(comment.pk, **form.cleaned_data, actor=request.user)
        messages.success(request, _("已答复。"))
    else:
        messages.error(request, _("没有存上：请写明答复，不超过 1000 字。"))
    return _back(comment)


@login_required
@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Settled."""
    comment = _seen(request, pk)
    comments.resolve_comment(comment.pk, actor=request.user)
    messages.success(request, _("已标为处理完毕。"))
    return _back(comment)


def _seen(request: HttpRequest, pk: int) -> ReviewComment:
    rows = ReviewComment.objects.visible_to(request.user).select_related("listing")
    return get_object_or_404(rows, pk=pk)


def _back(comment: ReviewComment) -> HttpResponse:
    return redirect("marketplace:edit", comment.listing.number)
