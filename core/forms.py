"""How forms are drawn: `{{ form }}` and `{{ form.name.as_field_group }}` look as designed.

A form may say more than Django asks of it:

- `sections`: pairs of a legend and field names; each becomes a fieldset under an ink rule.
- a field's `audience`: who can see what is entered (谁能看到). What most fields of the form, or of
  one section, have in common is printed once above them, and beside a field only where it differs.
- a field's `remarks`: what others say of what was entered, as HTML, under its control.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one legend; ``audience`` where they share one that is not the whole form's."""

    legend: Any
    fields: list[BoundField]
    audience: Any
    audience_id: str


def sections(form: BaseForm) -> Iterator[Section]:
    """The visible fields of ``form`` by its sections; those in none come last, under no legend."""
    named: Iterable[tuple[Any, Iterable[str]]] = getattr(form, "sections", ())
    left = {field.name: field for field in form.visible_fields()}
    groups = [
        (legend, [left.pop(name) for name in names if name in left]) for legend, names in named
    ]
    if left:
        groups.append(("", list(left.values())))
    for number, (legend, fields) in enumerate(groups, 1):
        yield _section(form, legend, fields, f"{form.prefix or 'form'}-{number}-audience")


def whole_audience(form: BaseForm) -> Any:
    """Who can see most of what is entered; nothing where no two fields have it in common."""
    return _shared(form.visible_fields())


def whole_audience_id(form: BaseForm) -> str:
    """The id of the line that says so."""
    return f"{form.prefix or 'form'}-audience"


def _section(form: BaseForm, legend: Any, fields: list[BoundField], own_id: str) -> Section:
    whole, own = whole_audience(form), _shared(fields)
    own = own if legend and own != whole else ""
    said = (own, own_id) if own else (whole, whole_audience_id(form))
    for field in fields:
        # Where the field's own line would say it again, its control is tied to the line above.
        is_same = said[0] and getattr(field.field, "audience", "") == said[0]
        field.field.audience_said_at = said[1] if is_same else ""  # type: ignore[attr-defined]
    return Section(legend, fields, own, own_id)


def _shared(fields: Iterable[BoundField]) -> Any:
    """The audience that most of ``fields`` name, where two do at least."""
    named = [text for field in fields if (text := getattr(field.field, "audience", ""))]
    text, count = (Counter(named).most_common(1) or [("", 0)])[0]
    return text if count > 1 else ""
