"""Demonstration pages: our own summaries of four real policies, two invented news, three guides.

They go public as every page does, by the review of a second person. Nothing is copied from the
originals; each policy names where its text stands.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Role, User
from cms import reviews, site
from cms.demo_texts import (
    ENGLISH_OFFICES,
    ENGLISH_POLICIES,
    GUIDES,
    NEWS,
    OFFICES,
    POLICIES,
)
from cms.models import (
    Audience,
    GuidePage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PolicyIndexPage,
    PolicyPage,
)

OPINION = "演示内容：不涉密，不含个人信息与商业秘密，摘要与来源已核对。"
DEMO_PEOPLE = ("demo-page-author", "demo-page-reviewer")


@transaction.atomic
def load_demo_pages() -> int:
    """Publish the demonstration pages that are missing; returns how many were made."""
    home = site.set_up()
    english = HomePage.objects.get(locale__language_code=site.ENGLISH)
    people = _two_people()
    _offices(home, OFFICES, people)
    _offices(english, ENGLISH_OFFICES, people)
    wanted: list[tuple[Page, Any]] = []
    wanted += [(_column(PolicyIndexPage, home), _policy(facts)) for facts in POLICIES]
    wanted += [(_column(PolicyIndexPage, english), _policy(facts)) for facts in ENGLISH_POLICIES]
    wanted += [(_column(NewsIndexPage, home), _news(facts)) for facts in NEWS]
    wanted += [(home, GuidePage(**facts)) for facts in GUIDES]
    made = [page for parent, page in wanted if _publish(parent, page, people)]
    _pair(home, english)
    return len(made)


def _two_people() -> tuple[User, User]:
    """Two demo people who edit the site; made here where none have been loaded."""
    editors = User.objects.filter(is_demo=True, memberships__role=Role.SITE_EDITOR)
    found = list(editors.distinct().order_by("pk")[:2])
    for username, name in zip(DEMO_PEOPLE, ("演示撰稿人", "演示审查人"), strict=True):
        if len(found) < len(DEMO_PEOPLE):
            facts = {"name": name, "is_demo": True, "is_active": False, "password": "!"}
            found.append(User.objects.get_or_create(username=username, defaults=facts)[0])
    return found[0], found[1]


def _column(model: Any, home: HomePage) -> Any:
    return model.objects.child_of(home).get()


def _policy(facts: dict[str, Any]) -> PolicyPage:
    page = PolicyPage(**{name: value for name, value in facts.items() if name != "audiences"})
    page.applies_to = list(Audience.objects.filter(code__in=facts["audiences"]))
    return page


def _news(facts: dict[str, Any]) -> NewsPage:
    told = {name: value for name, value in facts.items() if name != "days_ago"}
    return NewsPage(**told, date=timezone.localdate() - timedelta(days=facts["days_ago"]))


def _publish(parent: Page, page: Any, people: tuple[User, User]) -> bool:
    """Publish ``page`` unless one with its slug stands there."""
    if parent.get_children().filter(slug=page.slug).exists():
        return False
    page.live, page.is_demo, page.locale = False, True, parent.locale
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    _release(page, people)
    return True


def _release(page: Any, people: tuple[User, User]) -> None:
    author, reviewer = people
    revision = page.save_revision(user=author)
    reviews.record(revision, reviewer=reviewer, approved=True, opinion=OPINION)
    revision.publish(user=reviewer, skip_permission_checks=True)


def _offices(home: HomePage, offices: list[dict[str, str]], people: tuple[User, User]) -> None:
    if not home.offices:
        home.offices = [("office", office) for office in offices]
        _release(home, people)


def _pair(home: HomePage, english: HomePage) -> None:
    """Pages of one slug are each other's translation."""
    for page in PolicyPage.objects.descendant_of(english):
        twin = PolicyPage.objects.descendant_of(home).filter(slug=page.slug).first()
        if twin is not None:
            Page.objects.filter(pk=page.pk).update(translation_key=twin.translation_key)
