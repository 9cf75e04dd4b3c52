"""A form field that holds rows: a small table to fill in, without script.

Its inputs are called `<name>-<row>-<column>`; a row left empty is no row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

SPARE = 2  # empty rows below those that are there
FEWEST = 3
ABSOLUTE_MOST = 60


class TableWidget(forms.Widget):
    """Rows of inputs; ``columns`` are form fields by name, whose labels head the table."""

    template_name = "marketplace/table_widget.html"
    use_fieldset = True
    is_wide = True

    def __init__(self, columns: Mapping[str, forms.Field], attrs: Any = None):
        super().__init__(attrs)
        self.columns = columns

    def __deepcopy__(self, memo: Any) -> "TableWidget":
        copy = super().__deepcopy__(memo)
        copy.columns = self.columns
        return copy

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        rows = []
        for number in range(ABSOLUTE_MOST):
            names = {column: f"{name}-{number}-{column}" for column in self.columns}
            if not any(sent in data for sent in names.values()):
                break
            rows.append({column: str(data.get(sent, "")) for column, sent in names.items()})
        return [row for row in rows if any(text.strip() for text in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.is_in(data, name)

    def is_in(self, data: Mapping[str, Any], name: str) -> bool:
        """Whether ``data`` has inputs of this table."""
        return any(f"{name}-0-{column}" in data for column in self.columns)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        count = max(len(rows) + SPARE, FEWEST)
        rows += [{}] * (count - len(rows))
        context["heads"] = [field.label for field in self.columns.values()]
        context["rows"] = [self._inputs(name, n, row) for n, row in enumerate(rows)]
        return context

    def _inputs(self, name: str, number: int, row: Mapping[str, str]) -> list[tuple[Any, str]]:
        return [
            (
                field.label,
                field.widget.render(
                    f"{name}-{number}-{column}",
                    row.get(column, ""),
                    {
                        "id": f"id_{name}-{number}-{column}",
                        "class": "form-select"
                        if isinstance(field.widget, forms.Select)
                        else "form-control",
                        "aria-label": f"{field.label} {number + 1}",
                    },
                ),
            )
            for column, field in self.columns.items()
        ]


class TableField(forms.Field):
    """Rows as the model keeps them: a list of dicts, or of lists where ``as_lists``."""

    def __init__(
        self, columns: Mapping[str, forms.Field], *, as_lists: bool = False, **options: Any
    ):
        self.columns, self.as_lists = columns, as_lists
        super().__init__(widget=TableWidget(columns), required=False, **options)

    def prepare_value(self, value: Any) -> list[Mapping[str, str]]:
        return [
            row if isinstance(row, Mapping) else dict(zip(self.columns, row, strict=True))
            for row in value or []
        ]

    def to_python(self, value: Any) -> list[Any]:
        rows = [{name: text.strip() for name, text in row.items()} for row in value or []]
        return [list(row.values()) for row in rows] if self.as_lists else rows

    def resume(self, typed: Mapping[str, Any], name: str) -> Sequence[Mapping[str, str]] | None:
        """The rows of an autosaved draft, where it has them."""
        widget: TableWidget = self.widget
        if not widget.is_in(typed, name):
            return None
        return widget.value_from_datadict(typed, {}, name)
