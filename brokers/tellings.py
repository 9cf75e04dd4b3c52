"""What people are told of deals, and who they are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import recipients as acting
from accounts.models import Role
from brokers.models.terms import RANK, Stage
from core import notices
from core.models import Channel
from marketplace import recipients

GROUP = _("商机")


def register() -> None:
    """Announce the kinds of this room."""
    page: dict[str, Any] = {
        "url_name": "brokers:deal",
        "channels": (Channel.MAIL, Channel.SMS),
        "sms_params": ("title",),
    }
    notices.register_kind(
        "deal.taken",
        _("经纪人接手咨询"),
        GROUP,
        title=_("有经纪人跟进：%(title)s"),
        body=_("%(agency)s的%(broker)s接手了这条咨询，会与您联系。"),
        **page | {"url_name": "marketplace:enquiry"},
    )
    notices.register_kind(
        "deal.moved",
        _("商机有进展"),
        GROUP,
        title=_("%(title)s：%(stage)s"),
        body=_("%(agency)s的%(broker)s更新了阶段，请查看依据是否属实。"),
        **page,
    )
    notices.register_kind(
        "deal.handed_over",
        _("商机移交"),
        GROUP,
        title=_("商机移交：%(title)s"),
        body=_("现由%(broker)s跟进。"),
        **page,
    )
    notices.register_kind(
        "deal.registered",
        _("合同已登记"),
        GROUP,
        title=_("合同已登记：%(title)s"),
        body=_("合同登记编号 %(number)s。"),
        **page,
    )


def sides(deal: Any) -> list[Any]:
    """Who asked and who offers, once they may see the deal."""
    if deal.furthest < RANK[Stage.CONTACT]:
        return []
    people = recipients.askers(deal.enquiry) if deal.enquiry else []
    return [*people, *recipients.owners(deal.listing)] if deal.listing else people


def carriers(deal: Any) -> list[Any]:
    """Its broker while at the agency, and the agency's heads; without both its administrators."""
    broker = acting.holding(deal.agency, deal.broker, {Role.BROKER})
    people = [*broker, *acting.acting_as(deal.agency, Role.AGENCY_HEAD)]
    return people or [*acting.administrators(deal.agency)]


def tell(kind: str, deal: Any, people: Any, *, subject: Any = None, actor: Any) -> None:
    """Send ``kind`` with the words that its texts have places for."""
    context = {
        "title": deal.title,
        "agency": deal.agency,
        "broker": deal.broker,
        "stage": deal.get_status_display(),
        "number": deal.national_number,
    }
    notices.send(kind, people, subject_row=subject or deal, context=context, actor=actor)
