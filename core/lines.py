"""One line of text: no break, no control character, nothing that is not seen.

A title from a file may bring a line break, a name pasted from a chat a zero-width blank, an attack
a mark that turns the reading direction around. Whatever the way in, a column of one line keeps
none of them.
"""

import re
import unicodedata
from typing import Any

from django.db import models

# Line and paragraph separators read as a blank; other controls (Cc), format characters (Cf: zero
# width, direction) and lone surrogates (Cs), which no database takes, are left out.
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def one_line(text: str) -> str:
    """``text`` as one line, without what is not seen, blank at neither end."""
    joined = _BREAKS.sub(" ", text)
    if not joined.isprintable():
        joined = "".join(char for char in joined if unicodedata.category(char) not in _UNSEEN)
    return joined.strip()


def cleaned(value: Any) -> Any:
    """Every text in ``value``, in lists and by keys too, as one line; all else as it is."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    return value


class _Cleaned(models.Field):
    """Cleans whatever is written to the column, by a form, a file, a service or in bulk."""

    def to_python(self, value: Any) -> Any:
        return cleaned(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 — Django's
        value = cleaned(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(cleaned(value))

    def deconstruct(self) -> Any:
        """In the database it is the plain column, and so it is in migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, kwargs


class LineField(_Cleaned, models.CharField):
    """A column of one line."""


class LinesField(_Cleaned, models.JSONField):
    """A column that holds rows and words, each text of them one line."""
