"""What editors may upload: files that are what their name says, and stay what was reviewed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.attachments import is_public

LARGEST_DOCUMENT = 20 * 1024 * 1024  # bytes

# How a file of each allowed kind begins; an ending can be typed, these can not.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "doc": b"\xd0\xcf\x11\xe0",
    "xls": b"\xd0\xcf\x11\xe0",
}


def refuse_exchange(row: Any) -> None:
    """A review passed the file that a page names; another file under its name is not reviewed.

    Raises:
        ValidationError: ``row`` has a file already.

    """
    if row.pk:
        raise ValidationError(
            _("文件不能替换：请上传为新文件，在页面中改用并重新送审。"), code="exchange"
        )


class ImageForm(BaseImageForm):
    """A picture whose file stays what it was; kinds and sizes are settings of Wagtail's."""

    def clean_file(self):
        """The upload, for a picture that has no file yet."""
        if "file" in self.changed_data:
            refuse_exchange(self.instance)
        return self.cleaned_data["file"]


class DocumentForm(BaseDocumentForm):
    """A document whose content is what its name says, and not too large."""

    def clean_title(self):
        """The title, which readers see: with the page that shows it, it has been reviewed."""
        title = self.cleaned_data["title"]
        if self.instance.pk and "title" in self.changed_data and is_public(self.instance):
            raise ValidationError(
                _("标题已随页面公开，不能单独修改：请上传为新文件，在页面中改用并重新送审。"),
                code="public",
            )
        return title

    def clean_file(self):
        """The upload, once its beginning fits its ending."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        refuse_exchange(self.instance)
        if upload.size > LARGEST_DOCUMENT:
            raise ValidationError(_("文件不得超过 20 MB。"), code="too_large")
        ending = upload.name.rsplit(".", 1)[-1].lower()
        upload.seek(0)
        beginning = upload.read(8)
        upload.seek(0)
        if not beginning.startswith(BEGINNINGS.get(ending, b"\x00never")):
            raise ValidationError(_("文件内容与扩展名不符，或不是允许的类型。"), code="content")
        return upload
