from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from core.lines import LineField
from marketplace.models.listing import Listing
from marketplace.querysets import CommentQuerySet


class ReviewComment(models.Model):
    """修改意见: what a reviewer says of one part of an achievement, and what became of it.

    Wagtail keeps such comments for pages only. The author answers and marks as settled.
    """

    class Stage(models.TextChoices):
        UNIT = "unit", _("成果单位")
        CITY = "city", _("网站编辑")

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="comments", verbose_name=_("科技成果")
    )
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    field = LineField(_("栏目"), max_length=40)
    stage = models.CharField(_("提出方"), max_length=8, choices=Stage)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    text = models.TextField(_("意见"), max_length=1000)
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    answer = models.TextField(_("答复"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("答复人"),
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("处理人"),
    )
    resolved_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("修改意见")
        verbose_name_plural = _("修改意见")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="review_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="review_comment_answer_has_author",
                condition=Q(answer="", answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_comment_resolved_by_somebody",
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.field_label}：{self.text[:40]}"

    @property
    def field_label(self):
        """The part of the achievement that it is about."""
        return Listing._meta.get_field(self.field).verbose_name  # type: ignore[union-attr]
