"""The two classifications that listings, needs and contracts share: industries and fields.

Codes are stored, so they never change; labels are what pages print.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Industry(models.TextChoices):
    """The 15 industries of the city's plan.

    Source: 九江市科技赋能高质量发展“八大行动”2024 年工作要点.
    """

    PETROCHEMICAL = "petrochemical", _("石油化工")
    STEEL = "steel", _("钢铁")
    NONFERROUS = "nonferrous", _("有色金属")
    TEXTILE = "textile", _("纺织服装")
    FOOD = "food", _("食品")
    MATERIALS = "materials", _("建材")
    ELECTRONICS = "electronics", _("电子信息")
    NEW_ENERGY = "new_energy", _("新能源")
    EQUIPMENT = "equipment", _("装备制造")
    HYDROGEN = "hydrogen", _("氢能")
    QUANTUM = "quantum", _("量子通信")
    AI = "ai", _("人工智能")
    HEALTH = "health", _("生命健康")
    LOW_ALTITUDE = "low_altitude", _("低空经济")
    NUCLEAR = "nuclear", _("先进核技术应用")


class TechnologyField(models.TextChoices):
    """技术领域 in the order of the national registration form, numbered from 01.

    Source: 全国技术合同登记系统 卖方填报页；the form's own numbers are not published.
    """

    ELECTRONICS = "01", _("电子信息")
    AEROSPACE = "02", _("航空航天")
    MANUFACTURING = "03", _("先进制造")
    BIOMEDICINE = "04", _("生物、医药和医疗器械")
    MATERIALS = "05", _("新材料及其应用")
    ENERGY = "06", _("新能源与高效节能")
    ENVIRONMENT = "07", _("环境保护与资源综合利用")
    NUCLEAR = "08", _("核应用")
    AGRICULTURE = "09", _("农业")
    TRANSPORT = "10", _("现代交通")
    CITY = "11", _("城市建设与社会发展")
