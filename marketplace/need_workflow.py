"""How a need comes from a phone to an answer: one table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import registry
from core.errors import ValidationError
from core.workflow import Transition, table
from marketplace import permissions
from marketplace.contact_data import refuse_contact_data
from marketplace.models.parts import NeedStatus as S

REQUIRED = ("title", "industry", "refined", "public_text")
PUBLIC = ("title", "target", "public_text", "english_summary")


def require_texts(need: Any) -> None:
    """A guard: what the firm is asked to confirm is there, and the public part names nobody."""
    left = {name: [_("请填写。")] for name in REQUIRED if not getattr(need, name)}
    if left:
        raise ValidationError(left)
    refuse_contact_data({name: getattr(need, name) for name in PUBLIC})


REACH = Transition(
    "need.reach",
    _("联系上企业"),
    frozenset({S.RECEIVED}),
    S.REFINING,
    permissions.sees_to_need,
)
REFINE = Transition(
    "need.refine",
    _("提炼需求"),
    frozenset({S.REFINING, S.PROPOSED}),
    S.PROPOSED,
    permissions.sees_to_need,
)
OBJECT = Transition(
    "need.object",
    _("要求修改提炼稿"),
    frozenset({S.PROPOSED}),
    S.REFINING,
    permissions.left_need,
)
PUBLISH = Transition(
    "need.publish",
    _("确认并公开需求"),
    frozenset({S.PROPOSED, S.MATCHING}),
    S.OPEN,
    permissions.left_need,
    (require_texts,),
)
KEEP = Transition(
    "need.keep",
    _("确认需求，不公开"),
    frozenset({S.PROPOSED, S.OPEN}),
    S.MATCHING,
    permissions.left_need,
)
# What is wrong or secret leaves the public at once; the firm confirms what is written instead.
TAKE_DOWN = Transition(
    "need.take_down",
    _("撤下公开的需求"),
    frozenset({S.OPEN}),
    S.REFINING,
    permissions.sees_to_need,
)
SETTLE = Transition(
    "need.settle",
    _("需求已解决"),
    frozenset({S.OPEN, S.MATCHING}),
    S.SETTLED,
    permissions.may_settle_need,
)
WITHDRAW = Transition(
    "need.withdraw",
    _("撤回需求"),
    frozenset({S.RECEIVED, S.REFINING, S.PROPOSED, S.OPEN, S.MATCHING}),
    S.WITHDRAWN,
    permissions.left_need,
)
DECLINE = Transition(
    "need.decline",
    _("不受理需求"),
    frozenset({S.RECEIVED, S.REFINING}),
    S.DECLINED,
    permissions.sees_to_need,
)
NEED = table(REACH, REFINE, OBJECT, PUBLISH, KEEP, TAKE_DOWN, SETTLE, WITHDRAW, DECLINE)

# While it is in one of these, the desk may call.
CALLABLE = frozenset({S.RECEIVED, S.REFINING, S.PROPOSED, S.OPEN, S.MATCHING})

for _action, _label in {
    "need.leave": _("提出需求"),
    "need.call": _("联系企业"),
    "need.tell_overdue": _("提醒超期未联系"),
    "need.open_link": _("打开短信链接"),
    "need.load_demo": _("载入演示需求"),
}.items():
    registry.describe_action(_action, _label)
