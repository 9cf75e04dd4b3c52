from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.review.models import Review, ReviewTask
from marketplace import comments, permissions, reviews
from marketplace.forms.review import OpinionForm
from marketplace.models.listing import Listing


class ListingReview(Review):
    """信息发布审查 of an achievement: who passed exactly which text, and what they found."""

    listing = models.ForeignKey(
        Listing,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="reviews",
        verbose_name=_("科技成果"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填报人")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审查人")
    )

    class Meta(Review.Meta):
        verbose_name = _("成果发布审查")
        verbose_name_plural = _("成果发布审查")
        indexes = [models.Index(fields=["listing", "digest"], name="listing_review_text")]


class ListingReviewTask(ReviewTask):
    """The workflow's step: a site editor who has no part in the listing says what they found."""

    class Meta:
        verbose_name = _("成果发布审查")
        verbose_name_plural = _("成果发布审查")

    def may_review(self, obj, user):
        return permissions.may_review(user, obj)

    def get_form_for_action(self, action):
        return OpinionForm

    def locked_for_user(self, obj, user):
        return not permissions.may_review(user, obj)

    def record(self, task_state, *, reviewer, approved, said):
        reviews.record(
            task_state,
            reviewer=reviewer,
            approved=approved,
            opinion=said.get("comment", ""),
            said=comments.of(said),
        )

    @classmethod
    def get_description(cls):
        return _("由网站编辑审查成果内容并写明意见；填报人和本单位人员不能审查。")
