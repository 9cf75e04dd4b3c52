import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lines import LineField
from marketplace.models.listing import Listing


def private():
    """Where files of achievements lie: outside of everything that a web server serves."""
    return storages["private"]


def _place(file, name):
    """A name that says nothing; what the person called the file is kept in the row."""
    return f"listings/{file.listing_id}/{uuid.uuid4().hex}.{file.ending}"


class ListingFile(models.Model):
    """What was uploaded for an achievement. Never changed.

    Who may open it, what it is and how it is called stand in the listing's ``attachments``: they
    are part of the text that is reviewed and published, and of each of its versions.
    """

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="files", verbose_name=_("科技成果")
    )
    name = LineField(_("文件名"), max_length=200)
    file = models.FileField(_("文件"), upload_to=_place, storage=private, max_length=200)
    ending = LineField(_("类型"), max_length=4, editable=False)
    size = models.PositiveBigIntegerField(_("字节数"), editable=False)
    sha256 = LineField(_("摘要"), max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("成果文件")
        verbose_name_plural = _("成果文件")
        ordering = ["listing", "id"]

    def __str__(self):
        return self.name
