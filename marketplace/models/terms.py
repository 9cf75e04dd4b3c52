"""The words in which an achievement is offered. Codes are stored and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """合作方式; a listing offers several.

    Source: 促进科技成果转化法 第十六条；民法典 第三编第二十章.
    """

    TRANSFER = "transfer", _("技术转让")
    LICENCE = "licence", _("技术许可")
    EQUITY = "equity", _("作价投资")
    COMMISSIONED = "commissioned", _("委托开发")
    JOINT = "joint", _("合作开发")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")
    USE_FIRST = "use_first", _("先使用后付费")


class PriceKind(models.TextChoices):
    """How the price is said.

    Source: 促进科技成果转化法 第十八条 (协议定价、挂牌交易、拍卖).
    """

    NEGOTIABLE = "negotiable", _("面议")
    FIXED = "fixed", _("定价")
    USE_FIRST = "use_first", _("先使用后付费")
    LISTED = "listed", _("挂牌交易")
    AUCTION = "auction", _("拍卖")


# Held at a licensed venue, never here: venue and notice number are kept as a record.
AT_A_VENUE = frozenset({PriceKind.LISTED, PriceKind.AUCTION})
# The price is found in talks; bounds may say where.
IN_TALKS = frozenset({PriceKind.NEGOTIABLE, PriceKind.USE_FIRST})


class IpKind(models.TextChoices):
    """知识产权类型, as the national registration form names them."""

    INVENTION = "invention", _("发明专利")
    UTILITY = "utility", _("实用新型专利")
    DESIGN = "design", _("外观设计专利")
    SOFTWARE = "software", _("计算机软件著作权")
    LAYOUT = "layout", _("集成电路布图设计专有权")
    PLANT = "plant", _("植物新品种")
    DRUG = "drug", _("生物、医药新品种")
    SECRET = "secret", _("技术秘密")
    NONE = "none", _("未涉及知识产权")


# What is registered nowhere has no number.
WITHOUT_NUMBER = frozenset({IpKind.SECRET, IpKind.NONE})


class RightStatus(models.TextChoices):
    """How far a right has come."""

    PLANNED = "planned", _("拟申请")
    PENDING = "pending", _("审查中")
    GRANTED = "granted", _("有效")
    LAPSED = "lapsed", _("已失效")


class Ownership(models.TextChoices):
    """Whose the achievement is.

    Source: 促进科技成果转化法 第十九条；赋予科研人员职务科技成果所有权或长期使用权试点实施方案.
    """

    UNIT = "unit", _("单位所有")
    SHARED = "shared", _("多方共有")
    GRANTED = "granted", _("赋权科研人员")
    PERSONAL = "personal", _("个人所有")


class Pilot(models.TextChoices):
    """How far proof of concept (概念验证) and pilot scale (中试) have come."""

    NONE = "none", _("未开展概念验证")
    PROVING = "proving", _("概念验证中")
    PROVED = "proved", _("已通过概念验证")
    NEEDED = "needed", _("待中试")
    RUNNING = "running", _("中试中")
    PASSED = "passed", _("已通过中试")


class Tier(models.TextChoices):
    """Who may open a file: each tier holds those of the tiers after it too."""

    PUBLIC = "public", _("公开")
    FIRM = "firm", _("实名单位可见")
    CONFIDENTIAL = "confidential", _("签署保密协议后可见")
    REVIEW = "review", _("只供审查")


class FileKind(models.TextChoices):
    """What a file is."""

    PICTURE = "picture", _("图片")
    BRIEF = "brief", _("技术简介")
    EVIDENCE = "evidence", _("检测报告与证明")
    OWNERSHIP = "ownership", _("权属证明")
    SALE = "sale", _("成交确认书")
    OTHER = "other", _("其他")


class Availability(models.TextChoices):
    """What a reader may still hope for; its owner says so, and it stays out of the text."""

    AVAILABLE = "available", _("可转让")
    NEGOTIATING = "negotiating", _("洽谈中")
    TRANSFERRED = "transferred", _("已转让")
