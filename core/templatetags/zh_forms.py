"""Tags that the form templates use; of pages only those whose forms hold rows."""

from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from core.forms import ONE_COLUMN, Section, sections, whole_audience, whole_audience_id
from core.rows import Rows

register = template.Library()

register.filter("whole_audience", whole_audience)
register.filter("whole_audience_id", whole_audience_id)

_CLASSES = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),  # and RadioSelect, which it comes from
    (forms.RadioSelect, "form-check-input"),
    (forms.Select, "form-select"),
)
_WIDE = (forms.Textarea, forms.FileInput, forms.RadioSelect, forms.CheckboxInput)


@register.simple_tag
def form_sections(form: BaseForm) -> list[Section]:
    return list(sections(form))


@register.filter
def is_short(form: BaseForm) -> bool:
    """Whether the form is read in one column."""
    return len(form.visible_fields()) <= ONE_COLUMN


@register.filter
def is_wide(field: BoundField) -> bool:
    """Whether the field takes both columns: its widget is of a wide kind, or says so."""
    widget = field.field.widget
    return isinstance(widget, _WIDE) or getattr(widget, "is_wide", False)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.inclusion_tag("forms/rows.html")
def rows(formset: Rows) -> dict[str, Any]:
    """Rows that a form holds, with the buttons that add one and take one away."""
    return {"rows": formset}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's widget with our class, and tied to its hint, audience and error by id."""
    widget = field.field.widget
    look = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "form-control")
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {look}".strip()}
    audience_at = getattr(field.field, "audience_said_at", "") or f"{field.auto_id}_audience"
    described = [
        part
        for part, there in (
            (f"{field.auto_id}_helptext", field.help_text),
            (audience_at, getattr(field.field, "audience", "")),
            (f"{field.auto_id}_error", field.errors),
        )
        if there
    ]
    if described and not field.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)
