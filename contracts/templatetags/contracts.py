"""How pages say a contract's sides and its days."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from contracts.rules import versions
from core.templatetags.zh import badge

register = template.Library()
SOON_DAYS = 7


@register.filter
def seller(contract) -> str:
    """The sellers' names, of the parties read with the row."""
    names = [party.name for party in contract.parties.all() if party.side == "seller"]
    return "、".join(names) or "—"


@register.filter
def rule_name(contract) -> str:
    """What the instrument is called that governs the case, and how it stands."""
    return str(versions.get(contract.rule_version).name) if contract.rule_version else "—"


@register.simple_tag
def countdown(contract, today) -> SafeString | str:
    """How long the limit still runs, by law or by promise; nothing once the case was decided."""
    if contract.due_on is None or contract.status not in {"accepted", "examined"}:
        return "—"
    left = (contract.due_on - today).days
    if left < 0:
        late = ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}
        return badge("bad", late, "clock")
    text = ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}
    return badge("warn" if left <= SOON_DAYS else "live", text, "clock")
