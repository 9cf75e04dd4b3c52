import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contracts.codes import Kind
from contracts.turnover import rollup, statistics
from contracts.turnover.rollup import Figures
from contracts.turnover.statistics import GROUPS
from core.models import Region
from core.money import format_yuan


class Command(BaseCommand):
    help = "登记口径的成交额：按区域、季度、类型汇总一年的合同数、合同成交额、技术交易额。"

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--by", default="county", help="county、quarter、type，以逗号分隔")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出，金额为整数分")

    def handle(self, *, year: int, by: str, **options: Any) -> None:
        groups = [name.strip() for name in by.split(",") if name.strip()]
        if unknown := sorted(set(groups) - GROUPS.keys()):
            msg = f"不认识的分组：{'、'.join(unknown)}"
            raise CommandError(msg)
        if not date.min.year < year < date.max.year:
            msg = f"不是年份：{year}"
            raise CommandError(msg)
        sums = statistics.sums(statistics.whole_year(year), by=groups)
        said = report(year, groups, sums)
        self.stdout.write(
            json.dumps(said, ensure_ascii=False, indent=2) if options["json"] else table(said)
        )


def report(year: int, groups: list[str], sums: dict[tuple[Any, ...], Figures]) -> dict[str, Any]:
    """The figures with what they mean: codes, their names, amounts in whole fen."""
    names: dict[str, dict[Any, Any]] = {
        "county": dict(Region.objects.values_list("pk", "name")),
        "type": dict(Kind.choices),
    }
    rows = []
    for key, figures in sorted(sums.items()):
        row: dict[str, Any] = dict(zip(groups, key, strict=True))
        row |= {f"{name}_name": str(names[name][row[name]]) for name in groups if name in names}
        rows.append(row | _said(figures))
    return {
        "year": year,
        "basis": "登记口径",
        "unit": "分",
        "as_of": timezone.localtime().isoformat(timespec="seconds"),
        "waiting": rollup.waiting(),
        "rows": rows,
        "total": _said(statistics.total(sums.values())),
    }


def _said(figures: Figures) -> dict[str, int]:
    return {
        "contracts": figures.contracts,
        "amount_fen": figures.amount_fen,
        "technology_amount_fen": figures.technology_amount_fen,
    }


def table(said: dict[str, Any]) -> str:
    """The same as lines to read: amounts in yuan."""
    lines = [f"{said['year']} 年，登记口径，单位：元，数据截至 {said['as_of']}"]
    for row in [*said["rows"], said["total"]]:
        groups = [str(row.get(f"{name}_name", row[name])) for name in GROUPS if name in row]
        amounts = (row["amount_fen"], row["technology_amount_fen"])
        figures = [f"{row['contracts']} 项", *map(format_yuan, amounts)]
        lines.append("\t".join([*(groups or ["合计"]), *figures]))
    if said["waiting"]:
        lines.append(f"还有 {said['waiting']} 条变动没有计入。")
    return "\n".join(lines)
