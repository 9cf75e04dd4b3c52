from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What one person has typed into one form and not yet submitted; see `core/drafts.py`.

    ``version`` counts what was kept, so that a second tab cannot overwrite the first unseen.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("填写人")
    )
    kind = models.SlugField(_("表单"), max_length=40)
    key = models.SlugField(_("对象"), max_length=64)
    data = models.JSONField(_("内容"), default=dict)
    version = models.PositiveIntegerField(_("版本"), default=0)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("草稿")
        verbose_name_plural = _("草稿")
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "key"], name="draft_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
