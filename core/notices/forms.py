"""The matrix of a person's choices: a kind a row, a channel a column."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.models import Mode
from core.notices import choosing
from core.notices.choosing import Wishes, offered_modes
from core.notices.kinds import Kind


class ChoicesForm(forms.Form):
    """One select for each kind and channel where there is something to choose."""

    def __init__(self, user: Any, data: Any = None):
        super().__init__(data)
        self._cells: dict[Kind, list[str]] = {}
        self._places: dict[str, tuple[str, str]] = {}
        for kind, channel, mode in choosing.modes(user):
            name = f"{kind.code}-{channel}"
            cells = self._cells.setdefault(kind, [])
            offered = offered_modes(kind, channel)
            cells.append(name if len(offered) > 1 else "")
            if len(offered) > 1:
                self._places[name] = (kind.code, str(channel))
                self.fields[name] = forms.ChoiceField(
                    label=_("%(kind)s，%(channel)s")
                    % {"kind": kind.label, "channel": channel.label},
                    choices=[(Mode(one).value, Mode(one).label) for one in offered],
                    initial=mode,
                )

    def rows(self) -> list[tuple[Kind, list[tuple[Any, Any]]]]:
        """Each kind with channels and fields; None for a field where nothing can be chosen."""
        return [
            (
                kind,
                [
                    (channel, self[name] if name else None)
                    for channel, name in zip(choosing.offered_channels(), names, strict=True)
                ],
            )
            for kind, names in self._cells.items()
        ]

    def wishes(self) -> Wishes:
        """What was chosen, by kind and channel."""
        return {place: self.cleaned_data[name] for name, place in self._places.items()}
