"""离岗代理: one's leave and who stands in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import AbsenceForm
from accounts.models import Absence
from accounts.services import absences
from core.views.submitting import submit


@login_required
def index(request):
    form = AbsenceForm(request.POST or None, user=request.user)
    done = submit(
        request,
        form,
        lambda asked: absences.record_absence(
            user_pk=request.user.pk,
            stand_in_pk=asked["stand_in"].pk,
            starts_on=asked["starts_on"],
            ends_on=asked["ends_on"],
            actor=request.user,
        ),
        says=_("已登记。代理人在这些日子里以自己的名义行使您的角色。"),
        to="accounts:absences",
    )
    if done:
        return done
    rows = Absence.objects.visible_to(request.user).select_related("user", "stand_in")
    context = {"form": form, "rows": rows[:50], "today": timezone.localdate()}
    return render(request, "accounts/absences.html", context)


@login_required
@require_POST
def end(request, pk):
    get_object_or_404(Absence.objects.visible_to(request.user), pk=pk)
    absences.end_absence(pk, actor=request.user)
    messages.success(request, _("已结束离岗代理。"))
    return redirect("accounts:absences")
