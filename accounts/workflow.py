"""How organisations and memberships come to stand, and end: two tables and their guards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import permissions
from accounts.models import BUREAU_ROLES, Membership, Organisation
from core import registry
from core.errors import ValidationError
from core.workflow import Transition, table

O = Organisation.Status  # noqa: E741 — the tables below read by it
M = Membership.Status


def organisation_stands(membership: Membership) -> None:
    """Nobody holds a role at an organisation that is not confirmed."""
    if membership.organisation.status != O.CONFIRMED:
        raise ValidationError(_("请先确认单位，再确认人员。"))


def bureau_role_at_authority(membership: Membership) -> None:
    """A role of a public authority is held at one."""
    authority = membership.organisation.kind == Organisation.Kind.GOVERNMENT
    if membership.role in BUREAU_ROLES and not authority:
        raise ValidationError(_("该角色只能授予政府部门的人员。"))


def keeps_an_administrator(membership: Membership) -> None:
    """The last administrator names an heir before leaving."""
    held = membership.is_administrator and membership.status == M.CONFIRMED
    others = membership.organisation.memberships.lasting_administrators()
    if held and not others.exclude(pk=membership.pk).exists():
        raise ValidationError(_("这是本单位最后一位管理员，请先指定另一位管理员。"))


def is_administrator(membership: Membership) -> None:
    if not membership.is_administrator:
        raise ValidationError(_("此人不是单位管理员。"))


CONFIRM = Transition(
    "organisation.confirm",
    _("确认单位"),
    frozenset({O.PENDING}),
    O.CONFIRMED,
    permissions.may_confirm_organisation,
)
REFUSE = Transition(
    "organisation.refuse",
    _("不予确认"),
    frozenset({O.PENDING}),
    O.REFUSED,
    permissions.may_confirm_organisation,
)
MERGE = Transition(
    "organisation.merge",
    _("并入其他单位"),
    frozenset({O.PENDING, O.CONFIRMED}),
    O.MERGED,
    permissions.may_merge_organisation,
)
CHANGE_CODE = Transition(
    "organisation.change_code",
    _("更正统一社会信用代码"),
    frozenset({O.CONFIRMED}),
    O.CONFIRMED,
    permissions.may_change_code,
)
ORGANISATION = table(CONFIRM, REFUSE, MERGE, CHANGE_CODE)
EDITABLE = frozenset({O.PENDING, O.CONFIRMED})

CONFIRM_MEMBER = Transition(
    "membership.confirm",
    _("确认人员"),
    frozenset({M.PENDING}),
    M.CONFIRMED,
    permissions.may_decide_membership,
    (organisation_stands, bureau_role_at_authority),
)
REFUSE_MEMBER = Transition(
    "membership.refuse",
    _("不予确认人员"),
    frozenset({M.PENDING}),
    M.REFUSED,
    permissions.may_decide_membership,
)
WITHDRAW = Transition(
    "membership.withdraw",
    _("撤回申请"),
    frozenset({M.PENDING}),
    M.ENDED,
    permissions.may_withdraw_membership,
)
END = Transition(
    "membership.end",
    _("结束角色"),
    frozenset({M.CONFIRMED}),
    M.ENDED,
    permissions.may_end_membership,
    (keeps_an_administrator,),
)
SET_DATES = Transition(
    "membership.set_dates",
    _("设定起止日期"),
    frozenset({M.CONFIRMED}),
    M.CONFIRMED,
    permissions.may_decide_membership,
    (keeps_an_administrator,),
)
MAKE_ADMINISTRATOR = Transition(
    "membership.make_administrator",
    _("设为管理员"),
    frozenset({M.CONFIRMED}),
    M.CONFIRMED,
    permissions.may_hand_over,
)
UNMAKE_ADMINISTRATOR = Transition(
    "membership.unmake_administrator",
    _("取消管理员"),
    frozenset({M.CONFIRMED}),
    M.CONFIRMED,
    permissions.may_hand_over,
    (is_administrator, keeps_an_administrator),
)
MEMBERSHIP = table(
    CONFIRM_MEMBER,
    REFUSE_MEMBER,
    WITHDRAW,
    END,
    SET_DATES,
    MAKE_ADMINISTRATOR,
    UNMAKE_ADMINISTRATOR,
)

LABELS: dict[str, Any] = {
    "organisation.found": _("登记单位"),
    "organisation.edit": _("修改单位资料"),
    "organisation.take_over": _("因单位合并改挂"),
    "contact.change": _("修改联系人"),
    "former_code.keep": _("留存原代码"),
    "membership.request": _("申请加入单位"),
    "membership.grant": _("授予角色"),
    "membership.join": _("因单位合并并入"),
    "person.load_demo": _("载入演示人员"),
    "person.sign_up": _("注册账号"),
    "person.rename": _("更改姓名"),
    "person.choose_language": _("更改语言"),
    "person.release_phone": _("未验证的手机号码让给其主人"),
    "person.release_email": _("未验证的邮箱让给其主人"),
    "person.change_phone": _("更换手机号码"),
    "person.verify_email": _("验证邮箱"),
    "person.change_password": _("修改密码"),
    "person.add_second_factor": _("增加二次验证方式"),
    "person.rename_second_factor": _("修改通行密钥名称"),
    "person.remove_second_factor": _("移除二次验证方式"),
    "person.connect": _("关联其他账号"),
    "person.disconnect": _("解除账号关联"),
    "person.close": _("注销账号"),
    "privacy.publish": _("发布隐私政策"),
    "consent.give": _("同意隐私政策"),
    "consent.withdraw": _("撤回同意"),
    "absence.record": _("登记离岗代理"),
    "absence.end": _("结束离岗代理"),
}
for _action, _label in LABELS.items():
    registry.describe_action(_action, _label)
