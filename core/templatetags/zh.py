"""The pieces that pages are composed from; `/styleguide/` shows each with how to write it."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import registry
from core.lists import ListPage
from core.tables import writing

register = template.Library()

# State → icon. Every badge has icon, words and colour, so that colour is never the only carrier.
ICONS = {
    "ok": "check",
    "warn": "alert",
    "bad": "x",
    "live": "clock",
    "idle": "dot",
    "success": "check",
    "warning": "alert",
    "error": "x",
    "info": "info",
    "debug": "info",
}
STATES = {"success": "ok", "warning": "warn", "error": "bad", "info": "live", "debug": "idle"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon of the sprite; words must stand beside it."""
    return format_html(
        '<svg class="zh-i" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name
    )


@register.simple_tag
def badge(state: str, text: Any, name: str = "") -> SafeString:
    """A state: ``ok``, ``warn``, ``bad``, ``live`` or ``idle``, with its icon or another."""
    return format_html(
        '<span class="zh-badge zh-{}">{}{}</span>', state, icon(name or ICONS[state]), text
    )


@register.simple_tag
def alert(level: str, text: Any) -> SafeString:
    """What just happened, or what the reader must know before going on."""
    return format_html(
        '<p class="zh-alert zh-{}">{}<span>{}</span></p>',
        STATES.get(level, level),
        icon(ICONS[level]),
        text,
    )


@register.simple_tag
def denied_act(exception: str | None) -> Any:
    """The label of the act that was refused, where the refusal names one."""
    label = registry.action_label(exception or "")
    return "" if label == exception else label


@register.inclusion_tag("components/autosave.html", takes_context=True)
def autosave(context: Any, kind: str, key: Any, version: int = 0) -> dict[str, Any]:
    """Attributes of a `<form>` that keep its draft; ``version`` is the resumed draft's."""
    owner = context["request"].user.pk
    return {"kind": kind, "key": key, "version": version, "owner": owner}


@register.simple_block_tag
def panel(content: str, title: Any, ident: str = "") -> SafeString:
    """What stands beside the text: contact, files, a queue."""
    anchor = format_html(' id="{}"', ident) if ident else ""
    return format_html(
        '<section class="zh-panel"{}><h2>{}</h2>{}</section>', anchor, title, content
    )


@register.simple_block_tag
def danger(content: str, title: Any) -> SafeString:
    """Acts that cannot be undone, apart from the rest, at the foot of a page."""
    return format_html('<section class="zh-danger"><h2>{}</h2>{}</section>', title, content)


@register.simple_block_tag
def empty(content: str, title: Any, level: int = 3) -> SafeString:
    """Nothing to show: what was not found, what would change that, one action."""
    return format_html(
        '<section class="zh-empty"><h{0} class="zh-h3">{1}</h{0}>{2}</section>',
        level,
        title,
        content,
    )


@register.simple_block_tag
def scroll(content: str, name: Any) -> SafeString:
    """Where a table may be wider than a phone; takes focus and has a name."""
    return format_html(
        '<div class="zh-scroll" tabindex="0" role="region" aria-label="{}">{}</div>', name, content
    )


@register.simple_block_tag
def finding(content: str, state: str, says: Any, title: Any) -> SafeString:
    """One finding of a check, in `<ul class="zh-findings">`: badge, finding, evidence, basis."""
    return format_html(
        "<li><span>{}</span><div><h3>{}</h3>{}</div></li>", badge(state, says), title, content
    )


@register.inclusion_tag("components/facts.html")
def facts(rows: Any) -> dict[str, Any]:
    """Pairs of a label and a value."""
    return {"rows": rows}


@register.inclusion_tag("components/stats.html")
def stats(rows: Any) -> dict[str, Any]:
    """Figures: label, figure, unit and what it is counted from."""
    return {"rows": rows}


@register.inclusion_tag("components/chain.html")
def chain(entries: Any, paper: Any = "") -> dict[str, Any]:
    """A timeline of `core.chains.Entry`; ``paper`` where it stands on the page's own colour."""
    return {"entries": entries, "paper": paper}


@register.inclusion_tag("components/steps.html")
def steps(names: Any, now: int, label: Any) -> dict[str, Any]:
    """Steps of which the ``now``-th is being done, counted from one."""
    return {"names": names, "now": now, "label": label}


@register.inclusion_tag("components/meter.html")
def meter(have: list[Any], missing: list[Any], title: Any = "") -> dict[str, Any]:
    """What is there and what is missing by name; never a score.

    A missing one may be a mapping instead: its ``label``, the ``url`` of its field, and ``why``.
    """
    total = len(have) + len(missing)
    width = round(100 * len(have) / total, 1) if total else 0
    return {"have": have, "missing": missing, "total": total, "width": width, "title": title}


@register.inclusion_tag("components/date_item.html")
def date_item(day: Any, title: Any, url: str, meta: Any) -> dict[str, Any]:
    """An entry of a date list, in `<div class="zh-ruled">`."""
    return {"day": day, "title": title, "url": url, "meta": meta}


@register.inclusion_tag("components/conditions.html")
def conditions(listing: ListPage, noun: Any) -> dict[str, Any]:
    """The filters in force as a sentence; each can be taken away by its link."""
    return {"listing": listing, "noun": noun}


@register.inclusion_tag("components/filters.html")
def filters(listing: ListPage) -> dict[str, Any]:
    """The filters of a list, beside it or, on a phone, behind 筛选."""
    return {"listing": listing}


@register.inclusion_tag("components/list_actions.html")
def list_actions(listing: ListPage) -> dict[str, Any]:
    """筛选 on a phone, and the export of everything found."""
    return {"listing": listing}


@register.inclusion_tag("components/export.html")
def export(listing: Any) -> dict[str, Any]:
    """The export of everything found: as a workbook, or as csv alone where that would be long."""
    most = writing.MOST_AT_ONCE
    return {"listing": listing, "most": most, "is_long": listing.count > most}


@register.inclusion_tag("components/sort_head.html")
def sort_head(listing: ListPage, key: str, label: Any, css: str = "") -> dict[str, Any]:
    """A column head that sorts by ``key``, one of the list's sorts."""
    return {"sort": listing.sort_link(key), "label": label, "css": css}


@register.inclusion_tag("components/paginator.html")
def paginator(page: Page, query: str = "") -> dict[str, Any]:
    """Which rows these are, and the way to the next; ``query`` is the rest of the address."""
    return {"page": page, "query": query}
