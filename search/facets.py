"""What a results page counts and lets people choose: facets, levels, bounds of the price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from search.asked import Asked
from search.listings import FACETS, Facet
from search.ranges import NO_BOUNDS, PRICE, RANGES, TRL, Bounds, levels

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, with how many would be found if it were chosen alone."""

    value: str
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A level that a range may begin or end at, and how many would be found from or up to it."""

    value: int
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetShown:
    """A facet as a group of boxes; one ``by_range`` as the levels to begin and end at."""

    name: str
    label: Any
    values: Sequence[Value]
    by_range: bool

    @property
    def selected(self) -> int:
        return sum(value.selected for value in self.values)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something chosen beside the words: what it is called, and the same search without it."""

    label: Any
    value: Any
    without: Asked


class Facets:
    """The facets of an answer to ``asked``, as counted."""

    def __init__(self, asked: Asked, counts: Counts):
        self._asked, self._counts = asked, counts

    @cached_property
    def shown(self) -> list[FacetShown]:
        """Each facet with its values: the chosen ones, then those with most."""
        return [self._shown(facet) for facet in FACETS]

    @cached_property
    def conditions(self) -> list[Condition]:
        """Everything that is chosen, one by one."""
        asked = self._asked
        return [
            Condition(facet.label, self._label(facet, value), asked.without(facet.name, value))
            for facet in FACETS
            for value in asked.chosen.get(facet.name, ())
        ] + [
            Condition(one.label, one.words(asked.bounds[one.name]), asked.without_bounds(one.name))
            for one in RANGES
            if one.name in asked.bounds
        ]

    @property
    def lowest(self) -> list[Bound]:
        """Where the readiness level may begin, given where it ends."""
        low, high = self._levels
        return [
            Bound(level, TRL.words((level, None)), self._at((level, high)), level == low)
            for level in range(TRL.least, (high or TRL.most) + 1)
        ]

    @property
    def highest(self) -> list[Bound]:
        """Where the readiness level may end, given where it begins."""
        low, high = self._levels
        return [
            Bound(level, TRL.words((None, level)), self._at((low, level)), level == high)
            for level in range(low or TRL.least, TRL.most + 1)
        ]

    @property
    def price_bounds(self) -> Bounds:
        """The bounds of the price, in yuan."""
        return self._asked.ranges.get(PRICE.name, NO_BOUNDS)

    @property
    def _levels(self) -> Bounds:
        return self._asked.ranges.get(TRL.name, NO_BOUNDS)

    def _at(self, bounds: Bounds) -> int:
        counts = self._counts.get(TRL.name, {})
        return sum(counts.get(level, 0) for level in levels(bounds))

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[str, Any]]:
        """The label of every value that the page shows, by facet."""
        return {facet.name: facet.labels(self._values(facet)) for facet in FACETS}

    def _label(self, facet: Facet, value: str) -> Any:
        return self._labels[facet.name].get(value, value)

    def _values(self, facet: Facet) -> list[str]:
        """The values shown: the chosen ones, then those with most."""
        chosen = self._chosen(facet)
        counts = self._counts.get(facet.name, {})
        if facet.held:
            return sorted({*chosen, *(facet.values or ())} if counts else {*chosen})
        most = sorted(counts, key=lambda value: (-counts[value], value))[: facet.most]
        return [*dict.fromkeys([*chosen, *most])]

    def _chosen(self, facet: Facet) -> tuple[str, ...]:
        asked = self._asked.filtered if facet.by_range else self._asked.chosen
        return asked.get(facet.name, ())

    def _shown(self, facet: Facet) -> FacetShown:
        counts = self._counts.get(facet.name, {})
        chosen = self._chosen(facet)
        values = [
            Value(
                value,
                self._label(facet, value),
                sum(counts.get(one, 0) for one in (facet.held or _itself)(value)),
                value in chosen,
            )
            for value in self._values(facet)
        ]
        if facet.in_order:
            values.sort(key=lambda value: value.value)
        else:
            values.sort(key=lambda value: (not value.selected, -value.count, value.value))
        return FacetShown(facet.name, facet.label, values, facet.by_range)


def _itself(value: str) -> tuple[str, ...]:
    return (value,)
