import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models.contract import Contract
from core.lines import LineField


def private():
    """Where papers of contracts lie: outside of everything that a web server serves."""
    return storages["private"]


def _place(file, name):
    """A name that says nothing; what the person called the file is kept in the row."""
    return f"contracts/{file.contract_id}/{uuid.uuid4().hex}.{file.ending}"


class ContractFile(models.Model):
    """A paper of a contract, such as the signed text; read only through a view of ours."""

    class Kind(models.TextChoices):
        TEXT = "text", _("合同文本")
        CERTIFICATE = "certificate", _("知识产权证书")
        AUTHORISATION = "authorisation", _("授权书")
        OTHER = "other", _("其他材料")

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="files", verbose_name=_("技术合同")
    )
    kind = models.CharField(_("材料"), max_length=16, choices=Kind, default=Kind.TEXT)
    name = LineField(_("文件名"), max_length=200)
    file = models.FileField(_("文件"), upload_to=_place, storage=private, max_length=200)
    ending = LineField(_("类型"), max_length=4, editable=False)
    size = models.PositiveBigIntegerField(_("字节数"), editable=False)
    sha256 = LineField(_("摘要"), max_length=64, editable=False, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("合同材料")
        verbose_name_plural = _("合同材料")
        ordering = ["contract", "id"]

    def __str__(self):
        return self.name
