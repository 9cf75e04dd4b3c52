"""Django groups that mirror the roles, for Wagtail, whose workflow knows groups only."""

from accounts.models import Role

PREFIX = "角色："


def group_name(role: Role) -> str:
    """The group whose members are those that hold ``role`` today."""
    return PREFIX + str(NAMES[role])


# Written out: a group is found by its name in the database, so it must not change with a label.
NAMES = {
    Role.RESEARCHER: "科研人员",
    Role.RESEARCH_OFFICE: "科研管理",
    Role.FIRM_MEMBER: "企业人员",
    Role.BROKER: "技术经纪人",
    Role.AGENCY_HEAD: "机构负责人",
    Role.REGISTRAR: "登记员",
    Role.REVIEWER: "复核员",
    Role.SECTION_STAFF: "科室人员",
    Role.COUNTY_STAFF: "县区人员",
    Role.LEADER: "领导",
    Role.TAX_READER: "税务财政查询",
    Role.SITE_EDITOR: "网站编辑",
    Role.OPERATOR: "运维",
}
