import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.lines import LineField
from marketplace.models.listing import Listing
from marketplace.querysets import ListingImportQuerySet


def private():
    """Where sent files lie: outside of everything that a web server serves."""
    return storages["private"]


def _place(row, name):
    return f"imports/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class ImportStatus(models.TextChoices):
    """How far an import has come."""

    CHECKED = "checked", _("待确认")
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已完成")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")


class ListingImport(models.Model):
    """成果导入: one file, what was found in it, and what became of its rows.

    What it did to each row is in that row's own audit event and in `ImportedListing`.
    """

    Status = ImportStatus

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("成果单位")
    )
    source = LineField(_("来源"), max_length=60)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填报人")
    )
    # None: a command did it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("导入人"),
    )
    name = LineField(_("文件名"), max_length=200)
    file = models.FileField(_("文件"), upload_to=_place, storage=private, blank=True)
    error_file = models.FileField(_("错误文件"), upload_to=_place, storage=private, blank=True)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.CHECKED, editable=False
    )
    publishes = models.BooleanField(_("直接公开"), default=False)
    basis = LineField(_("公开依据"), max_length=300, blank=True)
    total = models.PositiveIntegerField(_("行数"), default=0)
    faulty = models.PositiveIntegerField(_("有错的行"), default=0)
    # Its first ones: line, column, header, value, rule, advice.
    faults = models.JSONField(_("错误"), default=list, blank=True)
    expected = models.JSONField(_("预计"), default=dict, blank=True)
    # How many good rows are behind it; committed with each chunk, so that it goes on from there.
    position = models.PositiveIntegerField(_("已处理"), default=0)
    created = models.PositiveIntegerField(_("新增"), default=0)
    updated = models.PositiveIntegerField(_("更新"), default=0)
    unchanged = models.PositiveIntegerField(_("无变化"), default=0)
    refused = models.PositiveIntegerField(_("未改动"), default=0)
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    undo_reason = LineField(_("撤销原因"), max_length=200, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("撤销人"),
    )

    objects = ListingImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("成果导入")
        verbose_name_plural = _("成果导入")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="import_names_source", condition=~Q(source="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("marketplace:import", args=[self.pk])

    @property
    def good(self):
        """How many rows have no fault."""
        return self.total - self.faulty


class ImportedListing(models.Model):
    """That an import wrote a row, with which text, and whether it made it public."""

    listing_import = models.ForeignKey(
        ListingImport, models.PROTECT, related_name="rows", verbose_name=_("成果导入")
    )
    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="imports", verbose_name=_("科技成果")
    )
    # The revision may be gone; who has a newer one has been written at by hand since.
    revision_id = models.BigIntegerField(_("版本"))
    made_public = models.BooleanField(_("由此公开"), default=False)

    class Meta:
        verbose_name = _("导入的成果")
        verbose_name_plural = _("导入的成果")
        ordering = ["id"]

    def __str__(self):
        return f"{self.listing_import_id} {self.listing_id}"
