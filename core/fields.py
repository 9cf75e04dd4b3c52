"""Form fields for what the core keeps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.money import LARGEST_FEN, AmountError, format_yuan, read_yuan


class YuanField(forms.Field):
    """An amount that people write in yuan and the program keeps in whole fen.

    Args:
        min_fen, max_fen: bounds, both allowed.

    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("请填写金额，例如 6,800,000.00。"),
        "places": _("金额最多两位小数（精确到分）。"),
        "unit": _("请以元为单位填写，不要写“万元”或“亿元”。"),
        "grouping": _("逗号应每三位一个，例如 6,800,000.00。"),
        "large": _("金额过大，请核对单位。"),
        "min_fen": _("金额不得小于 %(bound)s 元。"),
        "max_fen": _("金额不得大于 %(bound)s 元。"),
    }

    def __init__(
        self, *, min_fen: int | None = 0, max_fen: int | None = LARGEST_FEN, **options: Any
    ):
        self.min_fen, self.max_fen = min_fen, max_fen
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return read_yuan(str(value))
        except AmountError as error:
            raise ValidationError(self.error_messages[error.code], error.code) from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        for code, bound, broken in (
            ("min_fen", self.min_fen, self.min_fen is not None and value < self.min_fen),
            ("max_fen", self.max_fen, self.max_fen is not None and value > self.max_fen),
        ):
            if broken:
                raise ValidationError(
                    self.error_messages[code], code, {"bound": format_yuan(bound or 0)}
                )

    def prepare_value(self, value: Any) -> Any:
        """Fen from the row are shown as yuan; what a person typed is shown as it was."""
        return format_yuan(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class UploadField(forms.FileField):
    """A file whose content is looked at, not its name alone; ``kinds`` as in `core.uploads`."""

    def __init__(self, *, kinds: Sequence[str] = uploads.PAPERS, **options: Any):
        self.kinds = kinds
        super().__init__(**options)
        self.widget.attrs.setdefault("accept", ",".join(f".{kind}" for kind in kinds))

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            uploads.check(upload, self.kinds)
        return upload
