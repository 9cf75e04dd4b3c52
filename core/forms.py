"""How forms are drawn: `{{ form }}` and `{{ form.name.as_field_group }}` look as designed.

A form may say more than Django asks of it:

- `sections`: pairs of a legend and field names; each becomes a fieldset under an ink rule.
- a field's `audience`: who can see what is entered (谁能看到), printed beside its label.
- a field's `remarks`: what others say of what was entered, as HTML, under its control.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms import BaseForm, BoundField, Field
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

# A form this short is read in one column; a longer one takes two where the screen is wide.
ONE_COLUMN = 4


class Renderer(TemplatesSetting):
    """Our templates for forms and fields; widgets stay Django's."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def show_audience(fields: dict[str, Field], audience: dict[str, Any]) -> None:
    """Say beside each field who can see what is entered; a form's `__init__` calls it."""
    for name, text in audience.items():
        fields[name].audience = text  # type: ignore[attr-defined]


def show_remarks(fields: dict[str, Field], remarks: dict[str, str]) -> None:
    """Say under each field what others remark on it; what the form has no field for is left out.

    Args:
        remarks: HTML that a template has made.

    """
    for name in fields.keys() & remarks.keys():
        html = mark_safe(remarks[name])  # noqa: S308 — a template escaped it
        fields[name].remarks = html  # type: ignore[attr-defined]


def sections(form: BaseForm) -> Iterator[tuple[Any, list[BoundField]]]:
    """The visible fields of ``form`` by its sections; those in none come last, under no legend."""
    named: Iterable[tuple[Any, Iterable[str]]] = getattr(form, "sections", ())
    left = {field.name: field for field in form.visible_fields()}
    for legend, names in named:
        yield legend, [left.pop(name) for name in names if name in left]
    if left:
        yield "", list(left.values())
