"""Refusals that views turn into answers: unseen is 404, not allowed 403, wrong state 409."""

from django.core.exceptions import PermissionDenied, ValidationError

__all__ = ["Outdated", "PermissionDenied", "ValidationError", "WrongState"]


class WrongState(Exception):  # noqa: N818 — named after what it says, as Django's own are
    """The row is not in a state from which the act may start; answered with 409."""


class Outdated(WrongState):
    """Somebody changed the row after its form was opened; what they wrote would be lost."""
