"""Rows of one kind within a form, added and taken away by buttons of the form: without script.

    class ContactRows(Rows):
        form = ContactForm
        noun = _("联系人")

    rows = ContactRows(request.POST or None, prefix="contacts", initial=[{…}, {…}])

`{% rows form.contacts %}` draws them (`core/templates/forms/rows.html`).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseFormSet, Field
from django.forms.renderers import get_default_renderer

ABSOLUTE_MOST = 50


def typed(fields: Mapping[str, Field], data: Any, prefix: str = "") -> dict[str, Any]:
    """What was entered into ``fields``, unchecked, to be shown again as it was."""
    values = {
        name: field.widget.value_from_datadict(data, {}, f"{prefix}{name}")
        for name, field in fields.items()
    }
    return {name: value for name, value in values.items() if value is not None}


class Rows(BaseFormSet):
    """One form a row; ``noun`` says of what.

    Where `<prefix>-add` or `<prefix>-remove` (a row's number) was pressed, ``is_reshaped``: a row
    comes or goes, the others stay as typed, and nothing is checked yet.
    """

    noun: Any = ""
    min_num, max_num, absolute_max = 1, 6, ABSOLUTE_MOST
    extra = 0
    can_order = can_delete = can_delete_extra = validate_min = False
    validate_max = True

    def __init__(
        self, data: Any = None, *, prefix: str, initial: Iterable[Mapping[str, Any]] = ()
    ):
        self.renderer = get_default_renderer()
        self.add, self.remove = f"{prefix}-add", f"{prefix}-remove"
        self.is_reshaped = data is not None and (self.add in data or self.remove in data)
        if self.is_reshaped:
            initial, data = self._reshape(data, prefix), None
        # Sent rows are held against nothing: one that equals what stood there is still a row.
        super().__init__(data, prefix=prefix, initial=None if data is not None else [*initial])

    def _reshape(self, data: Any, prefix: str) -> list[dict[str, Any]]:
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        count = min(int(total), self.max_num) if total.isdecimal() else 0
        fields = self.form.base_fields
        rows = [typed(fields, data, f"{prefix}-{number}-") for number in range(count)]
        gone = data.get(self.remove, "")
        if gone.isdecimal() and int(gone) < len(rows):
            del rows[int(gone)]
        return [*rows, {}][: self.max_num] if self.add in data else rows

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def may_grow(self) -> bool:
        return len(self.forms) < self.max_num

    def entered(self) -> list[dict[str, Any]]:
        """Each row that was filled in."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]
