"""Where the marks of the dashboard's charts stand; templates only print them.

Positions are text with a dot, whatever language the page is in: SVG knows no other.
"""

from dataclasses import dataclass
from fractions import Fraction

from contracts.turnover.overview import Line, Overview, Quarter
from core.money import FEN_IN_MILLION, FEN_IN_WAN, FEN_IN_YI
from core.templatetags.money import speaks_in_wan

FULL_WIDTH = 96  # percent of the drawing at which a target is reached
WIDEST = 100
AXIS = (0, 25, 50, 75, 100)

# The quarters' drawing, in units of its viewBox.
LEFT, BASE, HEIGHT = 46, 246, 206
STEP, GHOST_WIDTH, BAR_WIDTH = 102, 18, 46


def _text(number: Fraction | float) -> str:
    return f"{float(number):.2f}"


@dataclass(frozen=True, slots=True)
class Bullet:
    """A region's row: this year's and last year's bar, in percent of the drawing's width."""

    line: Line
    actual: str
    ghost: str

    @classmethod
    def of(cls, line: Line) -> "Bullet":
        target = line.progress.target_fen
        return cls(
            line, _width(line.figures.amount_fen, target), _width(line.last.amount_fen, target)
        )


def _width(fen: int, target_fen: int) -> str:
    if not target_fen:
        return "0"
    return _text(min(Fraction(fen * FULL_WIDTH, target_fen), Fraction(WIDEST)))


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the shares of the target and the pace stand."""

    ticks: list[tuple[int, str]]
    pace: str
    pace_percent: int


def axis(overview: Overview) -> Axis:
    share = overview.city.progress.pace.by_quarter
    ticks = [(tick, _text(Fraction(tick * FULL_WIDTH, 100))) for tick in AXIS]
    return Axis(ticks, _text(share * FULL_WIDTH), round(share * 100))


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter: two bars and the line of its target; each a (y, height) or a y."""

    quarter: Quarter
    ghost_x: int
    bar_x: int
    middle: int
    line_from: int
    line_to: int
    ghost: tuple[str, str]
    bar: tuple[str, str]
    target: str
    label_y: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The quarters' chart: gridlines with what they mean, and the columns, all in one unit."""

    is_yi: bool
    grid: list[tuple[str, str, str]]  # y, y of the words, the figure
    columns: list[Column]


def columns(quarters: list[Quarter]) -> Columns:
    """The chart, in 亿元 where a quarter reaches one, else in 万元; in English in millions."""
    largest = max(
        1,
        *(
            fen
            for quarter in quarters
            for fen in (quarter.figures.amount_fen, quarter.last.amount_fen, quarter.target_fen)
        ),
    )
    unit = _unit(largest)
    step = _step(Fraction(largest, unit))
    top = step * -(-Fraction(largest, unit) // step) * unit
    grid = [
        (_text(_y(value, top)), _text(_y(value, top) + 4), f"{float(value / unit):,g}")
        for value in (step * unit * n for n in range(int(top / (step * unit)) + 1))
    ]
    return Columns(
        unit == FEN_IN_YI, grid, [_column(n, each, top) for n, each in enumerate(quarters)]
    )


def _unit(largest: int) -> int:
    if not speaks_in_wan():
        return FEN_IN_MILLION
    return FEN_IN_YI if largest >= FEN_IN_YI else FEN_IN_WAN


def _step(largest: Fraction) -> Fraction:
    """A round step that gives three to six gridlines."""
    step = Fraction(1)
    while largest / step > 5:  # noqa: PLR2004 — gridlines
        step *= 10
    while largest / step <= Fraction(5, 10):
        step /= 10
    for part in (Fraction(1, 5), Fraction(1, 2), Fraction(1)):
        if largest / (step * part) <= 5:  # noqa: PLR2004 — gridlines
            return step * part
    return step


def _y(fen: Fraction | int, top: Fraction) -> Fraction:
    return BASE - Fraction(fen) / top * HEIGHT


def _column(number: int, quarter: Quarter, top: Fraction) -> Column:
    left = LEFT + 12 + number * STEP
    bar_x = left + GHOST_WIDTH + 6
    bar_y, ghost_y, line_y = (
        _y(fen, top)
        for fen in (quarter.figures.amount_fen, quarter.last.amount_fen, quarter.target_fen)
    )
    return Column(
        quarter,
        left,
        bar_x,
        bar_x + BAR_WIDTH // 2,
        bar_x - 5,
        bar_x + BAR_WIDTH + 5,
        (_text(ghost_y), _text(BASE - ghost_y)),
        (_text(bar_y), _text(BASE - bar_y)),
        _text(line_y),
        _text(min(bar_y, line_y if quarter.target_fen else bar_y) - 7),
    )
