"""What the seller's side and the desk are told of a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import authority, recipients
from accounts.models import Membership, Role, User
from contracts import access
from contracts.models import Contract
from core import notices
from marketplace.recipients import unit

GROUP = _("合同登记")


def register() -> None:
    """Announce this room's kinds of notices."""
    case = "contracts:case"
    mail = ["mail"]
    for code, label, title, body in (
        (
            "contract.drafted",
            _("商机签约，合同草稿已备好"),
            _("请补全并提交登记：%(title)s"),
            _("由商机带入双方、金额和签订日期，核对后上传合同文本即可提交。"),
        ),
        ("contract.submitted", _("收到登记申请"), _("收到登记申请：%(number)s"), _("%(title)s")),
        (
            "contract.accepted",
            _("申请已受理"),
            _("已受理：%(number)s"),
            _("%(title)s。%(limit)s %(due)s。"),
        ),
        (
            "contract.examined",
            _("有合同待复核"),
            _("待复核：%(number)s"),
            _("%(title)s"),
        ),
    ):
        notices.register_kind(
            code, label, GROUP, title=title, body=body, url_name=case, channels=mail
        )
    for code, label, title, body in (
        (
            "contract.returned",
            _("申请退回补正"),
            _("请补正：%(number)s"),
            _("%(title)s。需补正：%(text)s。补正之日重新计时。"),
        ),
        (
            "contract.refused",
            _("不予登记"),
            _("不予登记：%(number)s"),
            _(
                "%(title)s。理由 %(code)s，依据 %(article)s：%(text)s。"
                "不服的，可以依法申请行政复议或者提起行政诉讼。"
            ),
        ),
        (
            "contract.registered",
            _("合同已登记"),
            _("已登记：%(national)s"),
            _("%(title)s。登记日期 %(day)s。可以打印登记信息核验单。"),
        ),
    ):
        notices.register_kind(
            code,
            label,
            GROUP,
            title=title,
            body=body,
            url_name=case,
            channels=mail,
            is_urgent=True,
        )


def limit(contract: Contract) -> Any:
    """What the day is by which a case is decided: by law, or a promise of unconfirmed text."""
    return _("法定期限") if contract.is_due_statutory else _("承诺期限（待核对原文）")


def seller_side(contract: Contract, kind: str, *, actor: Any, **words: Any) -> None:
    """Tell who reaches it by name and who filed, and who speaks for the party that files."""
    place = contract.filing_party.organisation if contract.filing_party else None
    people: list[User] = []
    if place is not None:
        people += unit(place)
        named = [one.user for one in contract.people.filter(organisation=place)]
        filed_by = contract.submitted_by
        if filed_by and access.reaches(filed_by, contract, place.pk):
            named.append(filed_by)
        for one in named:
            people += recipients.holding(place, one, authority.CIVIL_ROLES)
    _send(contract, kind, people, actor=actor, **words)


def desk(contract: Contract, kind: str, role: Role, *, actor: Any) -> None:
    """Tell the registrars or the reviewers of the body."""
    held = Membership.objects.in_force().filter(organisation=contract.body_id, role=role)
    _send(contract, kind, list(User.objects.filter(pk__in=held.values("user"))), actor=actor)


def _send(contract: Contract, kind: str, people: list[Any], *, actor: Any, **words: Any) -> None:
    context = {"number": contract.number, "title": contract.title, **words}
    notices.send(kind, people, subject_row=contract, context=context, actor=actor)
