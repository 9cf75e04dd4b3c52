"""The site's frame: root, columns, groups and the review workflow. Safe to run again and again."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.groups import group_name
from accounts.models import Role
from cms import reviews
from cms.models import (
    Audience,
    HomePage,
    NewsIndexPage,
    PolicyIndexPage,
    ReleaseReviewTask,
)

SITE_EDITORS, OPERATORS = group_name(Role.SITE_EDITOR), group_name(Role.OPERATOR)
CHINESE, ENGLISH = "zh-hans", "en"
REVIEW = "信息发布审查"
SAMPLE = "Moderators approval"  # made by Wagtail's first migrations

# Publishing is among them because taking down needs it; going public needs a review all the same.
EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page", "lock_page", "publish_page")
EDITOR_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("simple_translation", "submit_translation"),
)
EDITOR_FILE_PERMISSIONS = tuple(
    (app_label, f"{act}_{kind}")
    for app_label, kind in (("wagtaildocs", "document"), ("wagtailimages", "image"))
    for act in ("add", "change", "choose")
)
OPERATOR_PERMISSIONS = (("wagtailadmin", "access_admin"),)


@transaction.atomic
def set_up() -> HomePage:
    """Make what is missing of the frame; returns the Chinese home page."""
    for position, code in enumerate(Audience.Code.values):
        Audience.objects.get_or_create(code=code, defaults={"position": position})
    _groups()
    home = _frame(CHINESE, "首页", "政策", "动态")
    english = _frame(ENGLISH, "Home", "Policies", "News")
    _translations(home, english)
    _site(home)
    _workflow()
    _wagtails_own(Page.get_first_root_node())
    return home


def _frame(language: str, home_title: str, policy_title: str, news_title: str) -> HomePage:
    locale, _new = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        slug = "home" if language == CHINESE else f"home-{language}"
        _drop_welcome(slug)
        home = _column(root, HomePage(title=home_title, slug=slug, locale=locale))
    for model, title, slug in (
        (PolicyIndexPage, policy_title, "policies"),
        (NewsIndexPage, news_title, "news"),
    ):
        if not model.objects.child_of(home).exists():
            _column(home, model(title=title, slug=slug, locale=locale))
    return home


def _column(parent: Page, page: Any) -> Any:
    """A column, public by the record that it was made by the set-up and is empty."""
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    reviews.record_structure(revision)
    revision.publish()
    page.refresh_from_db()
    return page


def _drop_welcome(slug: str) -> None:
    """Wagtail's first migration leaves a page in English at our address."""
    Page.objects.filter(depth=2, slug=slug, content_type__model="page").delete()


def _translations(home: HomePage, english: HomePage) -> None:
    """Say that the two trees are each other's translation."""
    pairs: list[tuple[Page, Page]] = [(home, english)]
    pairs += [
        (model.objects.child_of(home).get(), model.objects.child_of(english).get())
        for model in (PolicyIndexPage, NewsIndexPage)
    ]
    for one, other in pairs:
        Page.objects.filter(pk=other.pk).update(translation_key=one.translation_key)


def _site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", port=80, is_default_site=True
    )
    if site.root_page_id is None or site.root_page_id != home.pk or not site.site_name:
        site.root_page_id, site.site_name = home.pk, settings.SITE_NAME
        site.save()


def _groups() -> None:
    root = Page.get_first_root_node()
    editors, _new = Group.objects.get_or_create(name=SITE_EDITORS)
    operators, _new = Group.objects.get_or_create(name=OPERATORS)
    for codename in EDITOR_PAGE_PERMISSIONS:
        GroupPagePermission.objects.get_or_create(
            group=editors, page=root, permission=_permission("wagtailcore", codename)
        )
    for app_label, codename in EDITOR_FILE_PERMISSIONS:
        GroupCollectionPermission.objects.get_or_create(
            group=editors,
            collection=Collection.get_first_root_node(),
            permission=_permission(app_label, codename),
        )
    editors.permissions.add(*(_permission(*pair) for pair in EDITOR_PERMISSIONS))
    operators.permissions.add(*(_permission(*pair) for pair in OPERATOR_PERMISSIONS))


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _workflow() -> None:
    """Our review is the way of every page; Wagtail's sample workflow goes."""
    root = Page.get_first_root_node()
    task, _new = ReleaseReviewTask.objects.get_or_create(name=REVIEW)
    task.groups.set(Group.objects.filter(name=SITE_EDITORS))
    workflow, _new = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    Workflow.objects.filter(name=SAMPLE, active=True).update(active=False)


def _wagtails_own(root: Page) -> None:
    """What Wagtail's migrations leave in English, and its groups: ours mirror the roles."""
    Page.objects.filter(pk=root.pk, title="Root").update(title="全部", draft_title="全部")
    Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()
    sample = {"name": "Moderators approval"}
    Workflow.objects.filter(workflow_states__isnull=True, **sample).delete()
    Task.objects.filter(task_states__isnull=True, **sample).delete()
