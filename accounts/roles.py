"""What each role is for, in one sentence, where people ask for one or decide on it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role

MEANING = {
    Role.RESEARCHER: _("高校院所的成果完成人，填报自己的成果。"),
    Role.RESEARCH_OFFICE: _("科研处、成果转化办的人员，可代本单位科研人员填报和提交。"),
    Role.FIRM_MEMBER: _("代表本企业提需求、联系成果、申请合同登记。"),
    Role.BROKER: _("撮合供需、跟进项目，隶属于技术转移机构。"),
    Role.AGENCY_HEAD: _("看本机构经纪人的项目和业绩。"),
    Role.REGISTRAR: _("受理、审核技术合同登记申请。"),
    Role.REVIEWER: _("复核登记员的认定结论。"),
    Role.SECTION_STAFF: _("确认全市的单位和人员，管理科室业务。"),
    Role.COUNTY_STAFF: _("确认本县（市、区）的单位和人员，看本地数据。"),
    Role.LEADER: _("只看统计数据。"),
    Role.TAX_READER: _("只查询已登记合同，用于税收、财政核对。"),
    Role.SITE_EDITOR: _("撰写、审查网站内容。"),
    Role.OPERATOR: _("授予政府部门的角色，维护系统运行。"),
}

# Where researchers are, their office is explained although nobody may hold the role yet.
_WITH_OFFICE = (Role.RESEARCHER, Role.RESEARCH_OFFICE)
OFFICES_OF = dict.fromkeys(
    (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE, Organisation.Kind.HOSPITAL),
    _WITH_OFFICE,
)


def explained(roles: Iterable[str]) -> list[tuple[Any, Any]]:
    """Label and meaning of each of ``roles``, in the order in which roles are listed."""
    wanted = set(roles)
    return [(role.label, meaning) for role, meaning in MEANING.items() if role in wanted]
