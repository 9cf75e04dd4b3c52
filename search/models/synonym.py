from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError
from core.lines import LineField
from search.analysis import fold
from search.querysets import SynonymQuerySet
from search.words import split

MOST, SHORTEST, LONGEST = 6, 2, 30


def validate_words(text: str) -> None:
    words = split(text)
    if not 1 < len(words) <= MOST:
        raise ValidationError(
            _("请写 2～%(most)s 个意思相同的词，用“=”或顿号隔开。"), params={"most": MOST}
        )
    for word in words:
        if not SHORTEST <= len(fold(word)) <= LONGEST:
            raise ValidationError(
                _("“%(word)s”不是 %(least)s～%(most)s 个字的词。"),
                params={"word": word, "least": SHORTEST, "most": LONGEST},
            )


class Synonym(models.Model):
    """Words that mean the same (同义词): who types one finds what is written in the others."""

    words = LineField(
        _("同义词"),
        max_length=200,
        validators=[validate_words],
        help_text=_("2～6 个，用“=”或顿号隔开，如：玻纤 = 玻璃纤维。保存后检索立即生效。"),
    )
    note = LineField(_("说明"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("同义词")
        verbose_name_plural = _("同义词")
        ordering = ["words"]

    def __str__(self):
        return self.words
