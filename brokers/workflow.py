"""How a deal moves: one step forward at a time, back with a reason, aside, out; one table."""

from django.utils.translation import gettext_lazy as _

from brokers import gates, permissions
from brokers.models.terms import OPEN, RANK, WAY, Stage
from core import registry
from core.workflow import Transition, table

S = Stage  # the table below reads by it


def _advance(target, label, *guards):
    before = WAY[RANK[target] - 1]
    return Transition(
        f"deal.to_{target}",
        label,
        frozenset({before}),
        target,
        permissions.carries,
        (gates.opens(target), *guards),
    )


def _back(target):
    later = frozenset(stage for stage in OPEN if RANK[stage] > RANK[target])
    return Transition(
        "deal.back",
        _("退回商机阶段"),
        later,
        target,
        permissions.carries,
        (gates.is_explained,),
    )


def _resume(target):
    return Transition(
        "deal.resume",
        _("恢复商机"),
        frozenset({S.SHELVED}),
        target,
        permissions.carries,
        (gates.left_from(target),),
    )


ADVANCE: dict[str, Transition] = {
    S.CONTACT: _advance(S.CONTACT, _("商机进入对接")),
    S.NEGOTIATION: _advance(S.NEGOTIATION, _("商机进入洽谈")),
    S.INTENT: _advance(S.INTENT, _("商机达成意向"), gates.is_priced),
    S.SIGNED: _advance(S.SIGNED, _("商机签约"), gates.is_paid_for),
}
BACK: dict[str, Transition] = {
    stage: _back(stage) for stage in WAY if stage in OPEN and stage != S.INTENT
}
RESUME: dict[str, Transition] = {stage: _resume(stage) for stage in WAY if stage in OPEN}
SHELVE = Transition(
    "deal.shelve", _("搁置商机"), OPEN, S.SHELVED, permissions.carries, (gates.is_explained,)
)
LOSE = Transition(
    "deal.lose",
    _("商机失败"),
    OPEN | {S.SHELVED},
    S.LOST,
    permissions.carries,
    (gates.has_lost_reason,),
)
REGISTER = Transition(
    "deal.register",
    _("商机的合同已登记"),
    frozenset({S.SIGNED}),
    S.REGISTERED,
    permissions.told_from_above,
)
# What a person moves by hand; registration is told from above.
MOVES = (*ADVANCE.values(), *BACK.values(), *RESUME.values(), SHELVE, LOSE)
DEAL = table(*MOVES, REGISTER)

# While these last, facts, notes and the broker can change.
EDITABLE = OPEN | {S.SHELVED}
NOTED = EDITABLE | {S.SIGNED, S.REGISTERED}

for _action, _label in {
    "deal.take": _("经纪人接手咨询"),
    "deal.start": _("新建商机"),
    "deal.edit": _("修改商机资料"),
    "deal.log": _("跟进商机"),
    "deal.plan": _("安排商机下一步"),
    "deal.hand_over": _("移交商机"),
    "deal.load_demo": _("载入演示商机"),
}.items():
    registry.describe_action(_action, _label)
registry.describe_detail("sha256", _("文件摘要"))
