"""A listing's columns by what becomes of them in a publication, and its states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where the work on a listing stands."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待单位同意")
    CONSENTED = "consented", _("待网站审查")
    RETURNED = "returned", _("退回修改")
    SCHEDULED = "scheduled", _("待定时发布")
    PUBLISHED = "published", _("已发布")
    UNPUBLISHED = "unpublished", _("已下架")


class EnquiryStatus(models.TextChoices):
    """Whose turn it is in an enquiry."""

    OPEN = "open", _("待答复")
    ANSWERED = "answered", _("已答复")
    DECLINED = "declined", _("已婉拒")
    CLOSED = "closed", _("已结束")


ENDED = frozenset({EnquiryStatus.DECLINED, EnquiryStatus.CLOSED})


class EnquiryKind(models.TextChoices):
    """What a firm wants of an owner; a conversation may go from one to the next."""

    QUESTION = "question", _("提问")
    MEETING = "meeting", _("约谈")
    DISCLOSURE = "disclosure", _("申请保密资料")


class DeclineReason(models.TextChoices):
    """Why somebody goes no further."""

    TOO_EARLY = "too_early", _("还太早")
    BENEFIT = "benefit", _("比现有方案好在哪里还不清楚")
    ROUTE = "route", _("产业化路径不清楚")
    DESCRIPTION = "description", _("描述不清楚")
    SCIENCE = "science", _("技术上有疑问")
    TAKEN = "taken", _("已与他人合作")
    OTHER = "other", _("其他")


class AgreementStatus(models.TextChoices):
    """How far two parties are with their confidentiality agreement."""

    OFFERED = "offered", _("待签署")
    CHECKING = "checking", _("待核对")
    IN_FORCE = "in_force", _("已生效")
    WITHDRAWN = "withdrawn", _("已停止")


class NeedStatus(models.TextChoices):
    """How far a need has come, and who is to move it on."""

    RECEIVED = "received", _("待联系")
    REFINING = "refining", _("提炼中")
    PROPOSED = "proposed", _("待企业确认")
    OPEN = "open", _("公开征集")
    MATCHING = "matching", _("定向对接")
    SETTLED = "settled", _("已解决")
    WITHDRAWN = "withdrawn", _("已撤回")
    DECLINED = "declined", _("未受理")


class OfferStatus(models.TextChoices):
    """Where an answer to a need stands with its firm."""

    OFFERED = "offered", _("待企业决定")
    ACCEPTED = "accepted", _("已同意对接")
    DECLINED = "declined", _("已婉拒")
    WITHDRAWN = "withdrawn", _("已撤回")


class ReportOutcome(models.TextChoices):
    """What the bureau found of a report."""

    UPHELD = "upheld", _("属实，已处理")
    SETTLED = "settled", _("已劝导，双方和解")
    UNFOUNDED = "unfounded", _("不属实")
    REFERRED = "referred", _("已转有关部门")


# What the unit confirms before an achievement may go public.
CONFIRMED = ("owns", "is_open", "is_exportable", "agrees_price")

# What its author writes and an editor passes; a revision holds exactly this.
# Of the text what only those read who have agreed to confidence; no page of the admin shows it.
CONFIDENTIAL = "restricted_details"
EDITORIAL = (
    "title",
    "benefit",
    "problem",
    "abstract",
    "restricted_details",
    "comparison",
    "trl",
    "trl_evidence",
    "pilot",
    "pilot_note",
    "limits",
    "economics",
    "applications",
    "industry",
    "field",
    "region",
    "keywords",
    "rights",
    "ownership",
    "ownership_note",
    "modes",
    "price_kind",
    "price_fen",
    "price_from_fen",
    "price_to_fen",
    "sale_venue",
    "sale_notice",
    "sale_confirmation",
    "team",
    "registration_number",
    "provincial_number",
    "attachments",
)
# What belongs to one achievement only; a copy begins without it.
OWN = (
    "sale_venue",
    "sale_notice",
    "sale_confirmation",
    "registration_number",
    "provincial_number",
    "attachments",
)
# When a revision goes public and leaves; editors set it.
SCHEDULE = ("go_live_at", "expire_at")
# Where the row stands. An old revision must not bring an old answer back with it.
OPERATIONAL = (
    "number",
    "organisation",
    "author",
    "status",
    "availability",
    "confirmed_on",
    "asked_on",
    "reminders",
    "stale_since",
    "unpublish_reason",
    "declared_at",
    "source",
    "external_id",
    "is_unverified",
    "is_demo",
    "version",
    "created_at",
    "updated_at",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "latest_revision",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
)
