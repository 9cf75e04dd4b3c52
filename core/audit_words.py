"""An audit event in words: the names of models, fields and choices instead of their codes.

The values of a row's fields are told only where the viewer may see the row: the reader of the
trail need not be a reader of the row. A row that another refers to is named only where the viewer
may see that one too, and what reaches a person stays masked. What a room has described as a detail
(`registry.describe_detail`) is of the act, not of the row, and told to every reader of the trail;
what a room withholds (`registry.withhold_details`) is told to none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import registry
from core.masks import mask_email, mask_phone
from core.models import AuditEvent
from core.money import NO_FIGURE, format_yuan

LONGEST = 120
PAIR = 2  # what `records.change` writes of a field: old and new
_IN_FEN = re.compile(r"\s*[（(](?:分|fen)[)）]$")
# By the last word of a field's name; a number that names an account or a person shows its end.
_MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask_phone,
    "mobile": mask_phone,
    "email": mask_email,
    "account": mask_phone,
    "address": mask_phone,
    "password": lambda _secret: "***",
    "secret": lambda _secret: "***",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One particular of an event; ``told`` is False where its values are not for the viewer."""

    label: str
    old: str = ""
    new: str = ""
    told: bool = False


def model_label(subject_type: str) -> str:
    """The name of a kind of object, or its code where no room has it any more."""
    model = _model(subject_type)
    return str(model._meta.verbose_name) if model else subject_type


def status_label(event: AuditEvent, status: str) -> str:
    """The label of a status of the event's object."""
    field = _field(_model(event.subject_type), "status")
    return str(dict(field.flatchoices).get(status, status)) if field is not None else status


def labels(event: AuditEvent) -> list[str]:
    """What changed, without its content."""
    model = _model(event.subject_type)
    return [_label(model, name) for name in event.changes]


def changes(events: Iterable[AuditEvent], viewer: Any) -> dict[int, list[Change]]:
    """What each event changed, by the event's key; a query a kind of object and of reference."""
    events = list(events)
    seen = _visible(events, viewer)
    names = _names(events, viewer)
    return {
        event.pk: [
            _change(event, name, value, names)
            if _is_told(event, name, seen)
            else Change(_label(_model(event.subject_type), name))
            for name, value in event.changes.items()
        ]
        for event in events
    }


def _visible(events: list[AuditEvent], viewer: Any) -> Mapping[str, set[str]]:
    keys = defaultdict(set)
    for event in events:
        if event.changes:
            keys[event.subject_type].add(event.subject_id)
    found = {kind: registry.visible_ids(kind, viewer, ids) for kind, ids in keys.items()}
    return defaultdict(set, found)


def _names(events: list[AuditEvent], viewer: Any) -> dict[tuple[str, str], str]:
    """The names of all rows that the events' values refer to, as far as the viewer sees them."""
    keys: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for name, value in event.changes.items():
            if target := _target(_field(_model(event.subject_type), name)):
                keys[target].update(map(str, _flat(value)))
    return {
        (kind, key): text
        for kind, ids in keys.items()
        for key, text in registry.visible_names(kind, viewer, ids).items()
    }


def _change(event: AuditEvent, name: str, value: Any, names: Mapping[Any, str]) -> Change:
    model = _model(event.subject_type)
    field = _field(model, name)
    is_pair = isinstance(value, list) and len(value) == PAIR and field is not None
    old, new = value if is_pair else (None, value)
    return Change(
        _label(model, name),
        _say(field, name, old, names),
        _say(field, name, new, names),
        told=True,
    )


def _is_told(event: AuditEvent, name: str, seen: Mapping[str, set[str]]) -> bool:
    if registry.is_withheld(event.subject_type, name):
        return False
    return event.subject_id in seen[event.subject_type] or _is_of_the_act(event, name)


def _is_of_the_act(event: AuditEvent, name: str) -> bool:
    return _field(_model(event.subject_type), name) is None and registry.is_detail(name)


def _say(field: Any, name: str, value: Any, names: Mapping[Any, str]) -> str:
    if value is None or value in ("", []):
        return NO_FIGURE
    if isinstance(value, list):
        return _cut("、".join(_say(field, name, one, names) for one in value))
    if isinstance(value, Mapping):
        parts = (f"{key}：{_say(None, key, one, names)}" for key, one in value.items())
        return _cut("；".join(parts)) or NO_FIGURE
    return _cut(_say_one(field, name, value, names))


def _say_one(field: Any, name: str, value: Any, names: Mapping[Any, str]) -> str:
    target = _target(field)
    choices = dict(field.flatchoices) if getattr(field, "choices", None) else {}
    match value:
        case bool():
            text = _("是") if value else _("否")
        case int() if name.endswith("_fen"):
            text = _("%(yuan)s 元") % {"yuan": format_yuan(value)}
        case _ if target:
            text = names.get((target, str(value)), _("编号 %(key)s") % {"key": value})
        case _ if value in choices:
            text = str(choices[value])
        case str() if isinstance(field, models.DateTimeField) and parse_datetime(value):
            text = f"{timezone.localtime(parse_datetime(value)):%Y-%m-%d %H:%M}"
        case _:
            mask = _MASKS.get(name.rsplit("_", 1)[-1], str)
            text = mask(str(value))
    return text


def _cut(text: str) -> str:
    return Truncator(text).chars(LONGEST)


def _flat(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif value is not None:
        yield value


def _label(model: Any, name: str) -> str:
    field = _field(model, name)
    if field is None:
        return str(registry.detail_label(name))
    return (
        _IN_FEN.sub("", str(field.verbose_name))
        if name.endswith("_fen")
        else str(field.verbose_name)
    )


def _target(field: Any) -> str:
    """The kind of row that a field refers to, if it does."""
    related = getattr(field, "related_model", None)
    return related._meta.label_lower if related else ""


def _model(subject_type: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject_type)
    except (LookupError, ValueError):
        return None


def _field(model: Any, name: str) -> Any:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if getattr(field, "verbose_name", None) else None  # the other end has none
