"""The columns of a file of achievements: the same keys come in and go out.

What is confidential (`restricted_details`) and files do not travel in a table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.classifications import Industry, TechnologyField
from core.tables import cells as plain
from core.tables.cells import Parser
from core.tables.reading import Field
from marketplace.imports import cells
from marketplace.models import Listing, Ownership, Pilot, PriceKind

ROWS = frozenset({"comparison", "rights", "modes", "keywords"})  # columns that hold lists


def _field(column: str) -> Any:
    """The model's field of a column; a region is given by its key."""
    name = "region" if column == "region_id" else column
    return Listing._meta.get_field(name)


@dataclass(frozen=True, slots=True)
class Spec:
    """A column of the file: its key, the model's column, and how a cell is read.

    ``parser`` makes the parser when a file is read, for some of them ask the database.
    """

    key: str
    column: str
    parser: Callable[[], Parser]
    required: bool = False
    choices: Any = None
    label: Any = ""
    hint: Any = ""

    @property
    def header(self) -> Any:
        return self.label or _field(self.column).verbose_name


def _text(name: str, **options: Any) -> Spec:
    longest = _field(name).max_length or 0
    return Spec(name, name, lambda: cells.text(longest), **options)


def _choice(name: str, choices: Any, **options: Any) -> Spec:
    return Spec(name, name, lambda: cells.one_of(choices), choices=choices, **options)


def _price(key: str, label: Any) -> Spec:
    return Spec(key, f"{key}_fen", plain.yuan, label=label, hint=_("元，例如 680000.00"))


SPECS = (
    _text(
        "external_id",
        required=True,
        hint=_("同一来源内不重复；再次导入同一编号就是更新"),
    ),
    _text("title", required=True),
    _text("benefit", hint=_("写进一个数字")),
    _text("problem"),
    _text("abstract"),
    Spec(
        "comparison",
        "comparison",
        lambda: cells.comparison,
        hint=_("每行一项，各部分用“|”隔开：指标 | 本成果 | 现有最好 | 来源"),
    ),
    Spec("trl", "trl", lambda: cells.level, hint=_("1～9")),
    _text("trl_evidence", hint=_("4 级起写明证据")),
    _choice("pilot", Pilot),
    _text("pilot_note"),
    _text("limits"),
    _text("economics"),
    _text("applications"),
    _choice("industry", Industry),
    _choice("field", TechnologyField),
    Spec("region", "region_id", cells.region, hint=_("县（市、区）名称，或六位行政区划代码")),
    Spec("keywords", "keywords", lambda: cells.words, hint=_("用“、”隔开，最多 5 个")),
    Spec(
        "rights",
        "rights",
        cells.rights,
        hint=_("每行一项，各部分用“|”隔开：类型 | 号码 | 权利人 | 状态 | 有效期至"),
    ),
    _choice("ownership", Ownership),
    _text("ownership_note"),
    Spec("modes", "modes", cells.modes, hint=_("用“、”隔开，可填几种")),
    _choice("price_kind", PriceKind),
    _price("price", _("价格（元）")),
    _price("price_from", _("价格下限（元）")),
    _price("price_to", _("价格上限（元）")),
    _text("sale_venue"),
    _text("sale_notice"),
    _text("sale_confirmation"),
    _text("team"),
    _text("registration_number"),
    _text("provincial_number"),
)
BY_KEY = {spec.key: spec for spec in SPECS}
# What an empty cell says.
EMPTY = {
    spec.column: _field(spec.column).get_default()
    for spec in SPECS
    if spec.column != "external_id"
}


def fields(renamed: Mapping[str, str] | None = None) -> list[Field]:
    """The columns as `core.tables` reads them, known by key and by label in each language.

    Args:
        renamed: a header of the file to the key that it stands for.

    """
    others: dict[str, list[str]] = {}
    for header, key in (renamed or {}).items():
        others.setdefault(key, []).append(header)
    made = [
        Field(
            spec.key,
            str(spec.header),
            spec.parser(),
            required=spec.required,
            choices=_labels(spec),
            hint=str(spec.hint),
            aliases=(spec.key, *others.get(spec.key, ())),
        )
        for spec in SPECS
    ]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            made = [
                replace(field, aliases=(*field.aliases, str(spec.header)))
                for field, spec in zip(made, SPECS, strict=True)
            ]
    return made


def _labels(spec: Spec) -> tuple[str, ...]:
    choices: Sequence[Any] = spec.choices.labels if spec.choices else ()
    return tuple(str(label) for label in choices)
