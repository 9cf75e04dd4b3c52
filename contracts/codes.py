"""The code lists of the national registration form.

Codes are stored, so they never change; labels are what pages and papers print.
Source: 全国技术合同登记系统卖方填报页；旧表 JJ-001；技术合同认定规则（2001，2026-03-01 废止）.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The five types of 民法典 第二十章."""

    DEVELOPMENT = "development", _("技术开发")
    TRANSFER = "transfer", _("技术转让")
    LICENCE = "licence", _("技术许可")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")


# The rule of 2001 and the historical statistics know four: a licence is counted as a transfer.
FOUR_KINDS = {
    Kind.DEVELOPMENT: Kind.DEVELOPMENT,
    Kind.TRANSFER: Kind.TRANSFER,
    Kind.LICENCE: Kind.TRANSFER,
    Kind.CONSULTING: Kind.CONSULTING,
    Kind.SERVICE: Kind.SERVICE,
}


class Subkind(models.TextChoices):
    """What a type is divided into; a code begins with its type's, which the database holds."""

    COMMISSIONED = "development.commissioned", _("委托开发")
    JOINT = "development.joint", _("合作开发")
    PATENT_TRANSFER = "transfer.patent", _("专利权转让")
    APPLICATION_TRANSFER = "transfer.application", _("专利申请权转让")
    SECRET_TRANSFER = "transfer.secret", _("技术秘密转让")
    SOFTWARE_TRANSFER = "transfer.software", _("计算机软件著作权转让")
    CIRCUIT_TRANSFER = "transfer.circuit", _("集成电路布图设计专有权转让")
    PLANT_TRANSFER = "transfer.plant", _("植物新品种权转让")
    MEDICINE_TRANSFER = "transfer.medicine", _("生物、医药新品种权转让")
    PATENT_LICENCE = "licence.patent", _("专利实施许可")
    SECRET_LICENCE = "licence.secret", _("技术秘密使用许可")
    OTHER_LICENCE = "licence.other", _("其他知识产权许可")
    CONSULTING = "consulting.general", _("技术咨询")
    SERVICE = "service.general", _("一般技术服务")
    TRAINING = "service.training", _("技术培训")
    INTERMEDIARY = "service.intermediary", _("技术中介")

    @property
    def kind(self) -> Kind:
        return Kind(self.value.partition(".")[0])


class Ip(models.TextChoices):
    """知识产权类型."""

    SECRET = "secret", _("技术秘密")
    INVENTION = "invention", _("发明专利")
    UTILITY = "utility", _("实用新型专利")
    DESIGN = "design", _("外观设计专利")
    SOFTWARE = "software", _("计算机软件著作权")
    PLANT = "plant", _("植物新品种")
    CIRCUIT = "circuit", _("集成电路布图设计专有权")
    MEDICINE = "medicine", _("生物、医药新品种")
    NONE = "none", _("未涉及知识产权")


PATENTS = frozenset({Ip.INVENTION, Ip.UTILITY, Ip.DESIGN})


class PatentStatus(models.TextChoices):
    """Where a patent stands by its register."""

    PENDING = "pending", _("申请中")
    IN_FORCE = "in_force", _("有效")
    LAPSED = "lapsed", _("已失效")


class Payment(models.TextChoices):
    """支付方式. Source: 民法典 第八百四十六条."""

    ONCE = "once", _("一次总付")
    INSTALMENTS = "instalments", _("分期支付")
    ROYALTY = "royalty", _("提成支付")
    FEE_AND_ROYALTY = "fee_and_royalty", _("入门费加提成")
    OTHER = "other", _("其他")


class Plan(models.TextChoices):
    """计划项目来源, as statistics group it."""

    STATE = "state", _("国家计划")
    MINISTRY = "ministry", _("部门计划")
    PROVINCE = "province", _("省、自治区、直辖市及计划单列市计划")
    LOCAL = "local", _("地市县计划")
    NONE = "none", _("计划外")


class Objective(models.TextChoices):
    """社会经济目标. Source: GB/T 24450-2009 的分组；系统内的代码未公布."""

    ENVIRONMENT = "environment", _("环境保护、生态建设及污染防治")
    ENERGY = "energy", _("能源生产、分配和合理利用")
    HEALTH = "health", _("卫生事业发展")
    EDUCATION = "education", _("教育事业发展")
    INFRASTRUCTURE = "infrastructure", _("基础设施以及城市和农村规划")
    SOCIETY = "society", _("社会发展和社会服务")
    EARTH = "earth", _("地球和大气层的探索与利用")
    SPACE = "space", _("民用空间探测及开发")
    AGRICULTURE = "agriculture", _("农林牧渔业发展")
    INDUSTRY = "industry", _("工商业发展")
    BASIC = "basic", _("非定向研究")
    OTHER = "other", _("其他民用目标")


class Section(models.TextChoices):
    """国民经济行业门类. Source: GB/T 4754-2017."""

    A = "A", _("农、林、牧、渔业")
    B = "B", _("采矿业")
    C = "C", _("制造业")
    D = "D", _("电力、热力、燃气及水生产和供应业")
    E = "E", _("建筑业")
    F = "F", _("批发和零售业")
    G = "G", _("交通运输、仓储和邮政业")
    H = "H", _("住宿和餐饮业")
    I = "I", _("信息传输、软件和信息技术服务业")  # noqa: E741 — the standard's own letter
    J = "J", _("金融业")
    K = "K", _("房地产业")
    L = "L", _("租赁和商务服务业")
    M = "M", _("科学研究和技术服务业")
    N = "N", _("水利、环境和公共设施管理业")
    O = "O", _("居民服务、修理和其他服务业")  # noqa: E741 — the standard's own letter
    P = "P", _("教育")
    Q = "Q", _("卫生和社会工作")
    R = "R", _("文化、体育和娱乐业")
    S = "S", _("公共管理、社会保障和社会组织")
    T = "T", _("国际组织")


class PartyKind(models.TextChoices):
    """买卖方性质, the three digits of form JJ-001."""

    AUTHORITY = "010", _("机关法人")
    INSTITUTE = "021", _("科研机构")
    UNIVERSITY = "022", _("高等院校")
    HOSPITAL = "023", _("医疗卫生机构")
    OTHER_PUBLIC = "024", _("其他事业法人")
    ASSOCIATION = "030", _("社团法人")
    STATE_OWNED = "110", _("国有企业")
    COLLECTIVE = "120", _("集体企业")
    LIMITED = "150", _("有限责任公司")
    SHARES = "160", _("股份有限公司")
    PRIVATE = "170", _("私营企业")
    OTHER_COMPANY = "180", _("其他内资企业")
    HMT = "200", _("港澳台商投资企业")
    FOREIGN_INVESTED = "300", _("外商投资企业")
    SELF_EMPLOYED = "400", _("个体经营")
    OVERSEAS = "500", _("境外机构")
    PERSON = "600", _("自然人")
    OTHER = "900", _("其他")


class Cost(models.TextChoices):
    """非技术性费用.

    Source: 审理技术合同纠纷案件司法解释 第十四条；技术合同认定规则（2001，已废止）.
    """

    EQUIPMENT = "equipment", _("设备、仪器")
    PARTS = "parts", _("零部件")
    MATERIALS = "materials", _("原材料")
    OTHER = "other", _("其他非技术性费用")


class Refusal(models.TextChoices):
    """不予登记理由; `contracts.rules.refusals` says on what each stands, by version.

    Source: 科技部火炬中心常见问题（2021-01-13）.
    """

    R1 = "R1", _("合同无效或未生效")
    R2 = "R2", _("不是技术合同")
    R3 = "R3", _("主体、技术标的或价款、报酬、使用费约定不明确")
    R4 = "R4", _("应经审批而未办理审批")
    R5 = "R5", _("名称与权利义务关系不一致，要求补正而未补正")
    R6 = "R6", _("含有非法垄断技术、妨碍技术进步等不合理限制条款")
    R7 = "R7", _("证明文件不出具或不符合要求")
    R8 = "R8", _("印章不齐全或与书写名称不一致")
    R9 = "R9", _("其他")
