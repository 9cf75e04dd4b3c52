"""The way of achievements to the public: the unit, then the city. Safe to run again."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from accounts.groups import group_name
from accounts.models import Role
from marketplace.models import Listing, ListingReviewTask, UnitConsentTask

CONSENT, REVIEW = "单位同意", "成果发布审查"
# Publishing is among them because taking down needs it; going public needs a review all the same.
EDITOR_PERMISSIONS = ("change_listing", "publish_listing", "lock_listing", "unlock_listing")


@transaction.atomic
def set_up() -> Workflow:
    """Make what is missing."""
    editors, _new = Group.objects.get_or_create(name=group_name(Role.SITE_EDITOR))
    consent, _new = UnitConsentTask.objects.get_or_create(name=CONSENT)
    review, _new = ListingReviewTask.objects.get_or_create(name=REVIEW)
    review.groups.set([editors])
    workflow, _new = Workflow.objects.update_or_create(name=REVIEW, defaults={"active": True})
    for position, task in enumerate((consent, review)):
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": position}
        )
    kind = ContentType.objects.get_for_model(Listing)
    WorkflowContentType.objects.update_or_create(
        content_type=kind, defaults={"workflow": workflow}
    )
    editors.permissions.add(
        *Permission.objects.filter(content_type=kind, codename__in=EDITOR_PERMISSIONS),
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
    )
    return workflow
