"""The kinds of notices that this room sends; `accounts/services/telling.py` says to whom."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.notices import register_kind

PLACES, ROLES, LEAVE, ACCOUNT = _("单位"), _("人员角色"), _("离岗代理"), _("账号安全")
MAIL = ("mail",)


def register() -> None:
    """Announce this room's kinds."""
    _of_organisations()
    _of_roles()
    _of_people()


def _of_organisations() -> None:
    page: dict[str, Any] = {"url_name": "accounts:organisation", "channels": MAIL}
    names: dict[str, Any] = {"sms_params": ("organisation",)}
    register_kind(
        "organisation.founded",
        _("新单位待确认"),
        PLACES,
        title=_("%(organisation)s申请登记"),
        body=_("请核对名称和统一社会信用代码，确认或不予确认。"),
        **page,
        **names,
    )
    register_kind(
        "organisation.confirmed",
        _("单位已确认"),
        PLACES,
        title=_("%(organisation)s已确认"),
        body=_("单位已在册，同事可以申请加入了。"),
        **page,
        **names,
    )
    register_kind(
        "organisation.refused",
        _("单位未通过"),
        PLACES,
        title=_("%(organisation)s未通过确认"),
        body=_("原因：%(reason)s。请改正后重新登记。"),
        **page,
        **names,
    )
    register_kind(
        "organisation.merged",
        _("单位合并"),
        PLACES,
        title=_("%(organisation)s已并入%(heir)s"),
        body=_("您的角色已转到%(heir)s，请核对。"),
        sms_params=("organisation", "heir"),
        **page,
    )


def _of_roles() -> None:
    names = {"sms_params": ("organisation", "role"), "channels": MAIL, "links_subject": False}
    asked: dict[str, Any] = {
        "title": _("%(person)s申请加入%(organisation)s"),
        "body": _("申请的角色：%(role)s。请核实后确认，或不予确认。"),
        "channels": MAIL,
        "sms_params": ("person", "organisation"),
    }
    register_kind("membership.asked", _("加入申请"), ROLES, url_name="accounts:members", **asked)
    register_kind(
        "membership.asked_bureau",
        _("政府部门角色申请"),
        ROLES,
        url_name="accounts:desk_roles",
        links_subject=False,
        **asked,
    )
    mine: dict[str, Any] = {"url_name": "accounts:mine", **names}
    for code, label, title, body in (
        (
            "membership.confirmed",
            _("角色已确认"),
            _("您在%(organisation)s的角色已确认"),
            _("角色：%(role)s。现在可以办理业务了。"),
        ),
        (
            "membership.granted",
            _("授予角色"),
            _("您被授予%(organisation)s的角色"),
            _("角色：%(role)s。首次办理业务前，请先设置二次验证。"),
        ),
        (
            "membership.refused",
            _("加入申请未通过"),
            _("加入%(organisation)s的申请未通过"),
            _("角色：%(role)s。原因：%(reason)s。如有疑问，请联系该单位管理员。"),
        ),
        (
            "membership.ended",
            _("角色结束"),
            _("您在%(organisation)s的角色已结束"),
            _("角色：%(role)s。如有疑问，请联系该单位管理员或主管科室。"),
        ),
        (
            "membership.dates",
            _("角色起止日期"),
            _("您在%(organisation)s的角色起止日期已更改"),
            _("角色：%(role)s。自%(valid_from)s至%(valid_to)s。如不符，请联系单位管理员。"),
        ),
        (
            "membership.administrator",
            _("单位管理员"),
            _("您已成为%(organisation)s的管理员"),
            _("您可以确认本单位的人员，修改单位资料。"),
        ),
        (
            "membership.no_administrator",
            _("不再是管理员"),
            _("您不再是%(organisation)s的管理员"),
            _("您的角色不变：%(role)s。"),
        ),
    ):
        register_kind(code, label, ROLES, title=title, body=body, **mine)


def _of_people() -> None:
    leave: dict[str, Any] = {
        "url_name": "accounts:absences",
        "channels": MAIL,
        "links_subject": False,
        "sms_params": ("person", "stand_in"),
    }
    register_kind(
        "absence.recorded",
        _("离岗代理登记"),
        LEAVE,
        title=_("%(person)s离岗，由%(stand_in)s代理"),
        body=_("自%(starts_on)s至%(ends_on)s。代理人以自己的名义行使其角色，请做好交接。"),
        **leave,
    )
    register_kind(
        "absence.ended",
        _("离岗代理结束"),
        LEAVE,
        title=_("%(person)s返岗，%(stand_in)s的代理结束"),
        body=_("代理人不再行使其角色，请交回在办事项。"),
        **leave,
    )
    register_kind(
        "account.security",
        _("登录方式变动"),
        ACCOUNT,
        title=_("您的账号：%(change)s"),
        body=_("如非本人操作，请立即核对登录方式并修改密码，或联系平台。"),
        url_name="mfa_index",
        channels=("mail", "sms"),
        is_urgent=True,
        is_private=True,
        links_subject=False,
        sms_params=("change",),
    )
