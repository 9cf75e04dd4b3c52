from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.lines import LineField
from search.querysets import DemandQuerySet


class ThinSearch(models.Model):
    """A search of a day that found little or nothing: what is asked for and not there.

    Of who asked only the kind of organisation is kept, and not after `services.KEEP_DAYS`.
    """

    day = models.DateField(_("日期"))
    words = LineField(_("检索词"), max_length=200)
    conditions = LineField(_("筛选条件"), max_length=300, blank=True)
    organisation_kind = models.CharField(
        _("单位类型"), max_length=16, choices=Organisation.Kind, blank=True
    )
    exact = models.PositiveIntegerField(_("完全匹配"))
    found = models.PositiveIntegerField(_("共找到"))
    times = models.PositiveIntegerField(_("次数"), default=1)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("找不到的检索")
        verbose_name_plural = _("找不到的检索")
        ordering = ["-day", "-times"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "words", "conditions", "organisation_kind"],
                name="thin_search_once_a_day",
            )
        ]

    def __str__(self):
        return self.words
