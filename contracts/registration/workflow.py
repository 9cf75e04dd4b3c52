"""From a draft to sixteen digits: who moves a case, from where to where.

认定 (A), 复核 (B) and 登记 are three acts. What was agreed is the parties' fact: the desk returns
it to them, it never alters it; the technology amount is what the registrar determines.
"""

from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.registration.permissions import (
    files_for,
    is_independent_registrar,
    is_independent_reviewer,
)
from contracts.registration.prechecking import passes_the_precheck
from core import registry
from core.workflow import Transition, table

S = Contract.Status

SUBMIT = Transition(
    "contract.submit",
    _("提交申请"),
    frozenset({S.DRAFT}),
    S.SUBMITTED,
    files_for,
    (passes_the_precheck,),
)
ACCEPT = Transition(
    "contract.accept", _("受理"), frozenset({S.SUBMITTED}), S.ACCEPTED, is_independent_registrar
)
RETURN = Transition(
    "contract.return",
    _("退回补正"),
    frozenset({S.SUBMITTED, S.ACCEPTED}),
    S.RETURNED,
    is_independent_registrar,
)
# Who has filed all that was asked for is accepted on that day. Source: 行政许可法 第三十二条.
SUPPLEMENT = Transition(
    "contract.supplement",
    _("提交补正"),
    frozenset({S.RETURNED}),
    S.ACCEPTED,
    files_for,
    (passes_the_precheck,),
)
EXAMINE = Transition(
    "contract.examine",
    _("认定通过，送复核"),
    frozenset({S.ACCEPTED}),
    S.EXAMINED,
    is_independent_registrar,
)
SEND_BACK = Transition(
    "contract.send_back",
    _("退回认定"),
    frozenset({S.EXAMINED, S.REVIEWED}),
    S.ACCEPTED,
    is_independent_reviewer,
)
REVIEW = Transition(
    "contract.review",
    _("复核通过"),
    frozenset({S.EXAMINED}),
    S.REVIEWED,
    is_independent_reviewer,
)
REGISTER = Transition(
    "contract.register",
    _("录入国家登记编号"),
    frozenset({S.REVIEWED}),
    S.REGISTERED,
    is_independent_registrar,
)
REFUSE = Transition(
    "contract.refuse",
    _("不予登记"),
    frozenset({S.SUBMITTED, S.ACCEPTED}),
    S.REFUSED,
    is_independent_registrar,
)
WITHDRAW = Transition(
    "contract.withdraw",
    _("撤回申请"),
    frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.EXAMINED}),
    S.WITHDRAWN,
    files_for,
)
TRANSITIONS = table(
    SUBMIT, ACCEPT, RETURN, SUPPLEMENT, EXAMINE, SEND_BACK, REVIEW, REGISTER, REFUSE, WITHDRAW
)
# While a case is with its seller, what was agreed may be changed.
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
DESK = (ACCEPT, RETURN, EXAMINE, SEND_BACK, REVIEW, REGISTER, REFUSE)
SELLER = (SUBMIT, SUPPLEMENT, WITHDRAW)

for _action, _label in {
    "contract.draft": _("起草合同"),
    "contract.edit": _("修改合同"),
    "contract.discard": _("删除草稿"),
    "contract.attach": _("上传材料"),
    "contract.detach": _("移除材料"),
    "contract.cancel": _("注销登记"),
    "contract.let_in": _("指定经办人员"),
    "contract.let_out": _("移出经办人员"),
    "jurisdiction.grant": _("设立登记管辖"),
}.items():
    registry.describe_action(_action, _label)
registry.describe_detail("colleague", _("人员"))
registry.describe_detail("part", _("身份"))
