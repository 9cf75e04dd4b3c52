"""What upper rooms tell the core about themselves, so that the core need not know them.

A model's ``visible_to`` lets the timeline leave out what a viewer may not see; an action's label
lets it say what happened. Who may enter a page of the core's own is said by the room that knows
roles. What an event's changes are called where no field names them is said here too.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

_visible: dict[str, Callable[[Any], models.QuerySet[Any]]] = {}
_labels: dict[str, Any] = {}
_details: dict[str, Any] = {}
_told_by_another: set[str] = set()
_withheld: dict[str, frozenset[str]] = {}
_access: dict[str, Callable[[Any], bool]] = {}


def register_model(
    model: type[models.Model], visible_to: Callable[[Any], models.QuerySet[Any]]
) -> None:
    """Say which rows of ``model`` a user may see. A model that is not registered nobody sees."""
    _visible[model._meta.label_lower] = visible_to


def visible_ids(subject_type: str, viewer: Any, ids: Iterable[str]) -> set[str]:
    """Those of ``ids`` that ``viewer`` may see, by one query."""
    visible_to = _visible.get(subject_type)
    if visible_to is None:
        return set()
    return {str(pk) for pk in visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)}


def says_who_sees(subject_type: str) -> bool:
    """Whether a room has said which rows of this kind a user may see."""
    return subject_type in _visible


def visible_names(subject_type: str, viewer: Any, ids: Iterable[str]) -> dict[str, str]:
    """How those of ``ids`` are called that ``viewer`` may see, by one query."""
    visible_to = _visible.get(subject_type)
    if visible_to is None:
        return {}
    return {str(row.pk): str(row) for row in visible_to(viewer).filter(pk__in=ids)}


def describe_detail(name: str, label: Any) -> None:
    """Give a key of an event's ``changes`` that is no field of its object a label.

    The page of the trail then tells its values to all who may read the trail.
    """
    _details[name] = label


def detail_label(name: str) -> Any:
    """The label of such a key, or the key itself where none was given."""
    return _details.get(name, name)


def is_detail(name: str) -> bool:
    """Whether ``name`` has been described as a detail of acts."""
    return name in _details


def withhold_details(model: type[models.Model], *names: str) -> None:
    """Let the page of the trail name these particulars of a row's events, and tell no values.

    The trail keeps them and its seals hold them; whoever may read them reads them elsewhere.
    """
    _withheld[model._meta.label_lower] = frozenset(names)


def is_withheld(subject_type: str, name: str) -> bool:
    """Whether the values of ``name`` are told to no reader of the trail."""
    return name in _withheld.get(subject_type, ())


def describe_action(action: str, label: Any) -> None:
    """Give ``action`` (`noun.verb`) the label that a timeline prints."""
    _labels[action] = label


def leave_out_of_timelines(action: str) -> None:
    """Say that ``action`` only goes with another act, which a timeline tells."""
    _told_by_another.add(action)


def is_told_by_another(action: str) -> bool:
    """Whether a timeline leaves ``action`` to the act that it goes with."""
    return action in _told_by_another


def action_label(action: str) -> Any:
    """The label of ``action``, or the action's code where none was given."""
    return _labels.get(action, action)


def action_labels() -> list[tuple[str, Any]]:
    """Every action that has a label, with it; for a choice."""
    return sorted(_labels.items())


def give_access(place: str, allowed: Callable[[Any], bool]) -> None:
    """Say who may enter ``place``, a page of the core that only some roles see."""
    _access[place] = allowed


def may_enter(place: str, user: Any) -> bool:
    """Whether ``user`` may enter ``place``; where nobody has said who may, nobody does."""
    allowed = _access.get(place)
    return bool(allowed and user.is_authenticated and allowed(user))
