"""What editors find on the desk: no publish button, a reason for taking down, a shorter menu."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from accounts.models import Role
from cms import reviews
from cms.attachments import may_read
from core.review import desk

HIDDEN_FROM_EDITORS = frozenset({"settings", "help", "reports"})
UNPUBLISH_FIRST = _("公开中的页面不能直接删除：请先逐页下线并写明原因。")
REFUSED = _("未经信息发布审查，不能公开。请提交审查，由另一名网站编辑写明意见后发布。")


@hooks.register("construct_main_menu")
def shorten_menu(request, items):
    operator = request.user.is_superuser or request.user.has_role(Role.OPERATOR)
    hidden = {"help"} if operator else HIDDEN_FROM_EDITORS
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("construct_settings_menu")
def drop_accounts(request, items):
    items[:] = [item for item in items if item.name not in {"users", "groups"}]


@hooks.register("construct_page_action_menu")
def drop_publish(items, request, context):
    items[:] = [item for item in desk.decisions_first(items) if item.name != "action-publish"]


@hooks.register("before_publish_page")
def refuse_publish(request, page):
    """The button saves a new revision, which nobody can have passed."""
    messages.error(request, REFUSED)
    return (
        redirect("wagtailadmin_pages:edit", page.pk) if page.pk else redirect("wagtailadmin_home")
    )


@hooks.register("before_bulk_action")
def refuse_bulk(request, action_type, objects, action):
    """Going public is never done in bulk; leaving neither, for each page has its own reason."""
    if action_type == "publish":
        messages.error(request, REFUSED)
    elif action_type == "unpublish":
        messages.error(request, _("请逐页下线，并写明原因。"))
    elif action_type == "delete" and any(_is_public(page) for page in objects):
        messages.error(request, UNPUBLISH_FIRST)
    else:
        return None
    return redirect("wagtailadmin_home")


@hooks.register("before_delete_page")
def refuse_delete(request, page):
    """A public page leaves by being taken down, which asks why; then its draft may be deleted."""
    if not _is_public(page):
        return None
    messages.error(request, UNPUBLISH_FIRST)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _is_public(row):
    """Whether the public reads this page or one below it."""
    return isinstance(row, Page) and row.get_descendants(inclusive=True).live().exists()


@hooks.register("before_unpublish_page")
def ask_reason(request, page):
    """Taking down is always possible and never without a reason."""
    reason = request.POST.get("reason", "").strip()[:300]
    if not reason:
        messages.error(request, _("请写明下线原因。"))
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    reviews.reason.set(reason)
    return None


@hooks.register("after_unpublish_page")
def forget_reason(request, page):
    reviews.reason.set("")


@hooks.register("before_serve_document")
def hold_drafts_back(document, request):
    """An attachment is public with the page that links it, and not before."""
    if not may_read(request.user, document):
        raise Http404
