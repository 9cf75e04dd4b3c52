"""A list page: filters in the address, said as a sentence; sort, pages, export of all found.

    listing = lists.page(request, OrganisationFilter, Organisation.objects.visible_to(user),
                         sorts={"name": ["name"], "new": ["-created_at"]})
    if listing.wants_export:
        return exports.answer(listing, COLUMNS, title=…, basis=…, unit=…)
    return render(request, "…", {"listing": listing})

The template composes `{% filters listing %}`, `{% conditions listing "家单位" %}`,
`{% list_actions listing %}`, `{% sort_head listing "name" "名称" %}`, `{% paginator … %}`.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django_filters import FilterSet

PER_PAGE = 20
EXPORT = "export"
Sorts = Mapping[str, Sequence[str | OrderBy]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, and the address without it."""

    label: Any
    value: Any
    url: str


@dataclass(frozen=True, slots=True)
class Sort:
    """The address that sorts by a column, and how the list is sorted by it now, if it is."""

    url: str
    direction: str


@dataclass(frozen=True)
class ListPage:
    """What a list page shows. ``found`` is every row found, for an export by ``reader``."""

    form: BaseForm
    found: QuerySet[Any]
    page: Page[Any]
    sort: str
    params: QueryDict
    exports: bool
    reader: Any
    chips: list[Chip] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def wants_export(self) -> bool:
        return self.exports and EXPORT in self.params

    @property
    def export_format(self) -> str:
        return self.params.get(EXPORT, "")

    @property
    def export_url(self) -> str:
        return _address(self.params, page=None, export="xlsx") if self.exports else ""

    @property
    def csv_url(self) -> str:
        return _address(self.params, page=None, export="csv") if self.exports else ""

    @property
    def bare_url(self) -> str:
        """The address without any condition."""
        return f"?sort={self.sort}" if self.sort else "?"

    @property
    def query(self) -> str:
        """All of the address but the page, ready for `page=` to follow."""
        return before_page(self.params)

    def sort_link(self, key: str) -> Sort:
        """Sorting by ``key``, or the other way round where that is the order now."""
        direction = {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")
        turned = f"-{key}" if direction == "ascending" else key
        return Sort(_address(self.params, sort=turned, page=None, export=None), direction)


def page(
    request: HttpRequest,
    filterset: type[FilterSet],
    rows: QuerySet[Any],
    *,
    sorts: Sorts,
    exports: bool = False,
    per_page: int = PER_PAGE,
) -> ListPage:
    """The page of ``rows`` that the address asks for.

    A page beyond the last shows the last; a sort or a value nobody knows is passed over.

    Args:
        sorts: what `sort=` may say, to the fields ordered by; the first is the order unasked.
        exports: whether everything found may be exported.

    """
    found = filterset(request.GET, queryset=rows, request=request)
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in sorts:
        sort = ""
    ordered = found.qs.order_by(*_order(sorts, sort or next(iter(sorts))), "pk")
    return ListPage(
        form=found.form,
        found=ordered,
        page=Paginator(ordered, per_page).get_page(request.GET.get("page")),
        sort=sort,
        params=request.GET,
        exports=exports,
        reader=request.user,
        chips=chips(found, request.GET),
    )


def _order(sorts: Sorts, sort: str) -> list[str | OrderBy]:
    fields = sorts[sort.removeprefix("-")]
    return [_turned(each) for each in fields] if sort.startswith("-") else list(fields)


def _turned(by: str | OrderBy) -> str | OrderBy:
    """The other way round."""
    if isinstance(by, OrderBy):
        other = copy(by)
        other.reverse_ordering()
        return other
    return by[1:] if by.startswith("-") else f"-{by}"


def chips(found: FilterSet, params: QueryDict) -> list[Chip]:
    """The filters in force, each with the address without it; what is hidden is no condition."""
    if not found.form.is_valid():
        return []
    return [
        Chip(bound.label, _say(bound, value), _address(params, **{name: None, "page": None}))
        for name, value in found.form.cleaned_data.items()
        if value not in (None, "", []) and name in params
        for bound in [found.form[name]]
        if not bound.is_hidden
    ]


def _say(bound: Any, value: Any) -> Any:
    """The label of a choice, the joined labels of several, or the value itself."""
    labels = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    several = value if isinstance(value, list | tuple | QuerySet) else [value]
    said = [str(labels.get(str(getattr(one, "pk", one)), one)) for one in several]
    return "、".join(said)


def before_page(params: QueryDict) -> str:
    """All of an address but the page, ready for `page=` to follow."""
    rest = _address(params, page=None, export=None)[1:]
    return f"{rest}&" if rest else ""


def _address(params: QueryDict, **changes: str | None) -> str:
    """The query string with ``changes`` made to it; None takes a parameter away."""
    new = params.copy()
    for name, value in changes.items():
        if value is None:
            new.pop(name, None)
        else:
            new[name] = value
    return f"?{new.urlencode()}"
