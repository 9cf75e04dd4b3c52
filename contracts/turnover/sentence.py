"""The sentence that the dashboard opens with, written by rule from its figures."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.turnover.progress import QUARTER_NAMES
from core import money
from core.money import FEN_IN_YI, share_percent
from core.templatetags.money import speaks_in_wan


@dataclass(frozen=True, slots=True)
class Standing:
    """What the sentence says; amounts in fen, of the same span, basis and regions.

    ``last_fen`` is last year's, ``due_fen`` what the target asks for by now; without a target
    ``target_fen`` is 0. ``far_behind`` are those of ``behind`` under 80 % of what is due.
    ``quarter`` is said where the span is one; target and pace are then the quarter's own.
    """

    place: str
    as_of: date
    amount_fen: int
    last_fen: int
    target_fen: int
    due_fen: int
    behind: int
    far_behind: int
    is_base_small: bool = False
    quarter: int | None = None


def amount(fen: int) -> str:
    """``48.2 亿元``, and below one 亿 ``5,200 万元``; in English in millions. Without a sign."""
    if not speaks_in_wan():
        return _("%(n)s 百万元") % {"n": money.format_million(abs(fen))}
    if abs(fen) >= FEN_IN_YI:
        return _("%(n)s 亿元") % {"n": money.format_yi(abs(fen))}
    return _("%(n)s 万元") % {"n": money.format_wan(abs(fen))}


def headline(standing: Standing) -> SafeString:
    """The sentence with its figures in bold; `strip_tags` leaves the bare text."""
    parts = [_turnover(standing), _growth(standing), _target(standing), _regions(standing)]
    return mark_safe("".join(parts))  # noqa: S308 — each part is escaped or our own


def _turnover(standing: Standing) -> str:
    text = (
        _("截至 {day}，{place}{quarter}登记合同成交额 <b>{amount}</b>")
        if standing.quarter
        else _("截至 {day}，{place}登记合同成交额 <b>{amount}</b>")
    )
    return format_html(
        text,
        quarter=QUARTER_NAMES[standing.quarter - 1] if standing.quarter else "",
        day=date_format(standing.as_of, _("n 月 j 日")),
        place=standing.place,
        amount=amount(standing.amount_fen),
    )


def _growth(standing: Standing) -> str:
    if standing.is_base_small:
        return _("，去年同期基数过小")
    percent = share_percent(standing.amount_fen - standing.last_fen, standing.last_fen, 1)
    if percent is None:
        return _("，去年同期没有可比基数")
    text = _("，同比下降 {percent}%") if percent < 0 else _("，同比增长 {percent}%")
    return format_html(text, percent=f"{abs(percent):,}")


def _target(standing: Standing) -> str:
    percent = share_percent(standing.amount_fen, standing.target_fen, 1)
    if percent is None:
        return _("；今年的目标还没有发布。")
    done = _("，完成季度目标 {percent}%；") if standing.quarter else _("，完成年目标 {percent}%；")
    return format_html(done, percent=f"{percent:,}") + _gap(standing)


def _gap(standing: Standing) -> str:
    """Against what is due: by the quarters' shares, or within a quarter by its days."""
    gap_fen = standing.amount_fen - standing.due_fen
    level, more, less = (
        (
            _("与序时进度持平"),
            _("比序时进度多 <b>{amount}</b>"),
            _('比序时进度少 <b class="zh-neg">{amount}</b>'),
        )
        if standing.quarter
        else (
            _("与季度目标持平"),
            _("比季度目标多 <b>{amount}</b>"),
            _('比季度目标少 <b class="zh-neg">{amount}</b>'),
        )
    )
    if not gap_fen:
        return level
    return format_html(more if gap_fen > 0 else less, amount=amount(gap_fen))


def _regions(standing: Standing) -> str:
    if not standing.target_fen:
        return ""
    if not standing.behind:
        return _("，没有区域落后。")
    text = ngettext("，{n} 个区域落后", "，{n} 个区域落后", standing.behind)
    behind = format_html(text, n=standing.behind)
    if not standing.far_behind:
        return behind + _("。")
    return behind + format_html(_("，其中 {n} 个不足八成。"), n=standing.far_behind)
