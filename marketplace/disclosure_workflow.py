"""How a confidentiality agreement comes into force and ends: one table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import registry
from core.workflow import Transition, table
from marketplace import blocking, permissions
from marketplace.models.parts import AgreementStatus as S


def may_sign(actor: Any, agreement: Any) -> bool:
    """Whoever acts for the firm that the text names."""
    return permissions.is_asker(actor, agreement.enquiry)


def may_disclose(actor: Any, agreement: Any) -> bool:
    """The owner of the achievement."""
    return permissions.may_answer(actor, agreement.enquiry)


SIGN = Transition(
    "agreement.sign",
    _("签署保密协议"),
    frozenset({S.OFFERED}),
    S.IN_FORCE,
    may_sign,
    (blocking.require_unblocked_sides,),
)
UPLOAD = Transition(
    "agreement.upload",
    _("上传盖章协议"),
    frozenset({S.OFFERED}),
    S.CHECKING,
    may_sign,
    (blocking.require_unblocked_sides,),
)
ACCEPT = Transition(
    "agreement.accept",
    _("核对盖章协议"),
    frozenset({S.CHECKING}),
    S.IN_FORCE,
    may_disclose,
    (blocking.require_unblocked_sides,),
)
RETURN = Transition(
    "agreement.return",
    _("退回盖章协议"),
    frozenset({S.CHECKING}),
    S.OFFERED,
    may_disclose,
    (blocking.require_unblocked_sides,),
)
WITHDRAW = Transition(
    "agreement.withdraw",
    _("停止披露"),
    frozenset({S.OFFERED, S.CHECKING, S.IN_FORCE}),
    S.WITHDRAWN,
    may_disclose,
)
AGREEMENT = table(SIGN, UPLOAD, ACCEPT, RETURN, WITHDRAW)

for _action, _label in {
    "agreement.offer": _("发出保密协议"),
    "agreement.view": _("查看保密资料"),
}.items():
    registry.describe_action(_action, _label)
registry.describe_detail("file", _("文件"))
