from django.db import models
from django.utils.translation import gettext_lazy as _


class CacheEntry(models.Model):
    """A row of Django's database cache, which `core.caches` reads and writes.

    A model, so that the table comes with the migrations and needs no command of its own.
    """

    cache_key = models.CharField(_("键"), max_length=255, primary_key=True)
    value = models.TextField(_("值"))
    expires = models.DateTimeField(_("失效时间"), db_index=True)

    class Meta:
        db_table = "core_cache"
        verbose_name = _("缓存")
        verbose_name_plural = _("缓存")

    def __str__(self):
        return self.cache_key
