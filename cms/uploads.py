"""What editors may upload: files that are what their name says, and stay what was reviewed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.attachments import is_public
from core import uploads


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
    """A picture whose file stays what it was; its size in bytes and pixels Wagtail checks."""

    def clean_file(self):
        """The upload, for a picture that has no file yet, once its content fits its ending."""
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data:
            refuse_exchange(self.instance)
            uploads.check(upload, uploads.PHOTOS)
        return upload


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
        """The upload, once its content fits its ending."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        refuse_exchange(self.instance)
        uploads.check(upload, uploads.DOCUMENTS)
        return upload
