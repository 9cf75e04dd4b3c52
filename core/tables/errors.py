"""What is wrong with a file as a whole."""

from django.core.exceptions import ValidationError


class TableError(ValidationError):
    """The file as a whole cannot be taken; says why and what to do."""
