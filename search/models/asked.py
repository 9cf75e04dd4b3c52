from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lines import LineField
from search.querysets import AskedWordQuerySet


class AskedWord(models.Model):
    """How often a day a word was searched for and found; only words that public titles share.

    Once a reader and day, and of the reader nothing (`search.hot`).
    """

    day = models.DateField(_("日期"))
    word = LineField(_("检索词"), max_length=20)
    times = models.PositiveIntegerField(_("次数"), default=1)

    objects = AskedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用检索")
        verbose_name_plural = _("常用检索")
        ordering = ["-day", "-times", "word"]
        constraints = [
            models.UniqueConstraint(fields=["day", "word"], name="asked_word_once_a_day")
        ]

    def __str__(self):
        return self.word
