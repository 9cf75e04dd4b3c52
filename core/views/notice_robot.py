"""The page on which a person names the robot of their WeCom group."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.notices import addresses, robots


class RobotForm(forms.Form):
    """The address as WeCom shows it; what stands already is not shown again."""

    address = forms.CharField(
        label=gettext_lazy("群机器人地址"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("在企业微信群里添加群机器人后复制其 Webhook 地址。留空即停用。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def notice_robot(request: HttpRequest) -> HttpResponse:
    if not settings.WECOM_PROVIDER:
        raise Http404
    form = RobotForm(request.POST or None)
    if form.is_valid():
        try:
            robots.choose_robot(form.cleaned_data["address"], actor=request.user)
        except ValidationError as error:
            form.add_error("address", error)
        else:
            messages.success(request, _("已保存。"))
            return redirect("core:notice_choices")
    known = addresses.masked(robots.key(request.user))
    text = _("现用机器人的密钥：%(key)s") % {"key": known} if known else _("还没有设置。")
    page = {
        "title": _("企业微信群机器人"),
        "text": text,
        "submit": _("保存"),
        "form": form,
        "back": reverse("core:notice_choices"),
    }
    return render(request, "confirm.html", page)
