from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Announced(models.Model):
    """A row whose every change is promised to others through the outbox.

    ``version`` is raised under the row's lock by `core.records`, and goes to a search engine as
    the document's external version, so that a late write of an older state is refused there.
    """

    outbox_topics: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveBigIntegerField(_("版本"), default=1, editable=False)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        abstract = True
