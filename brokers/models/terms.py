"""The words of a deal: its stages, why it fails, what is signed, how a price is paid."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a deal stands. Codes are stored, so they never change."""

    LEAD = "lead", _("线索")
    CONTACT = "contact", _("对接")
    NEGOTIATION = "negotiation", _("洽谈")
    INTENT = "intent", _("意向")
    SIGNED = "signed", _("签约")
    REGISTERED = "registered", pgettext_lazy("deal", "登记")
    SHELVED = "shelved", pgettext_lazy("deal", "搁置")
    LOST = "lost", pgettext_lazy("deal", "失败")


# The way of a deal; its place here is what `Deal.furthest` counts in.
WAY = (
    Stage.LEAD,
    Stage.CONTACT,
    Stage.NEGOTIATION,
    Stage.INTENT,
    Stage.SIGNED,
    Stage.REGISTERED,
)
# Nothing is signed yet: it can still fail, wait, or go back.
OPEN = frozenset({Stage.LEAD, Stage.CONTACT, Stage.NEGOTIATION, Stage.INTENT})
RANK = {stage: rank for rank, stage in enumerate(WAY)}
# How likely a deal of a stage is to be registered, for the weighted sum that plans read.
CHANCE_PERCENT = dict(zip(WAY, (5, 10, 30, 50, 90, 100), strict=True))


class LostReason(models.TextChoices):
    """Why nothing came of it; the seller learns from the answer."""

    EARLY = "early", _("技术太早期")
    BENEFIT = "benefit", _("效益说不清")
    ROUTE = "route", _("商业化路径不清")
    DESCRIPTION = "description", _("成果描述不清")
    DOUBT = "doubt", _("对科学性有疑问")
    PRICE = "price", _("价格谈不拢")
    OTHER = "other", _("其他")


class Kind(models.TextChoices):
    """The five types of 民法典 第二十章, under the codes that contracts bear."""

    DEVELOPMENT = "development", _("技术开发")
    TRANSFER = "transfer", _("技术转让")
    LICENCE = "licence", _("技术许可")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")


class PriceWay(models.TextChoices):
    """报价方式. Source: 民法典 第八百四十六条."""

    ONCE = "once", _("一次总付")
    INSTALMENTS = "instalments", _("分期支付")
    ROYALTY = "royalty", _("提成支付")
    FEE_AND_ROYALTY = "fee_and_royalty", _("入门费加提成")
    OTHER = "other", _("其他")
