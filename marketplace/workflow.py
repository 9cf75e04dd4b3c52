"""How an achievement becomes public and leaves, and how a question about it is settled: tables."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import registry
from core.workflow import Transition, table
from marketplace import blocking, completeness, consents, permissions, public_texts
from marketplace.models.parts import EnquiryStatus as Enquiry
from marketplace.models.parts import Status

S = Status  # the table below reads by it


def may_release(actor: Any, listing: Any) -> bool:
    """Who may review it; and the clock, for what was passed before."""
    return actor is None or permissions.may_review(actor, listing)


def may_take_down(actor: Any, listing: Any) -> bool:
    """Its owner and site editors; and the clock, where an end was set."""
    return actor is None or permissions.may_unpublish(actor, listing)


EDIT = Transition(
    "listing.edit",
    _("修改成果"),
    frozenset({S.DRAFT, S.RETURNED, S.PUBLISHED, S.UNPUBLISHED}),
    S.DRAFT,
    permissions.is_owner,
)


def is_owner_of_never_public(actor: Any, listing: Any) -> bool:
    """Its owner, of what nobody outside has ever read."""
    return permissions.is_owner(actor, listing) and listing.first_published_at is None


# No arrow of the table: afterwards there is no row. The deletion is audited by `publishing`.
DISCARD = Transition(
    "listing.discard",
    _("删除草稿"),
    frozenset({S.DRAFT, S.RETURNED}),
    S.DRAFT,
    is_owner_of_never_public,
)
SUBMIT = Transition(
    "listing.submit",
    _("提交成果审查"),
    frozenset({S.DRAFT, S.RETURNED}),
    S.SUBMITTED,
    permissions.is_owner,
    (
        completeness.require_complete,
        public_texts.require_no_contact_data,
        consents.require_people,
    ),
)
KEEP_CONSENT = Transition(
    "listing.keep_consent",
    _("沿用单位意见"),
    frozenset({S.SUBMITTED}),
    S.CONSENTED,
    permissions.is_owner,
    (consents.require_standing,),
)
CONSENT = Transition(
    "listing.consent",
    _("单位同意发布"),
    frozenset({S.SUBMITTED}),
    S.CONSENTED,
    permissions.may_consent,
)
SEND_BACK = Transition(
    "listing.send_back",
    _("单位退回成果"),
    frozenset({S.SUBMITTED}),
    S.RETURNED,
    permissions.may_consent,
)
WITHDRAW = Transition(
    "listing.withdraw",
    _("撤回提交"),
    frozenset({S.SUBMITTED, S.CONSENTED}),
    S.DRAFT,
    permissions.is_owner,
)
CANCEL = Transition(
    "listing.cancel_review",
    _("终止成果审查"),
    frozenset({S.SUBMITTED, S.CONSENTED}),
    S.DRAFT,
    permissions.may_review,
)
RETURN = Transition(
    "listing.return",
    _("退回成果"),
    frozenset({S.CONSENTED}),
    S.RETURNED,
    permissions.may_review,
)
PUBLISH = Transition("listing.publish", _("发布成果"), frozenset(S), S.PUBLISHED, may_release)
SCHEDULE = Transition(
    "listing.schedule", _("定时发布成果"), frozenset(S), S.SCHEDULED, may_release
)
UNPUBLISH = Transition(
    "listing.unpublish", _("下架成果"), frozenset(S), S.UNPUBLISHED, may_take_down
)
EXPIRE = Transition(
    "listing.expire", _("成果到期下架"), frozenset(S), S.UNPUBLISHED, may_take_down
)
LISTING = table(
    EDIT,
    SUBMIT,
    KEEP_CONSENT,
    CONSENT,
    SEND_BACK,
    WITHDRAW,
    CANCEL,
    RETURN,
    PUBLISH,
    SCHEDULE,
    UNPUBLISH,
    EXPIRE,
)

ANSWER = Transition(
    "enquiry.answer",
    _("答复咨询"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.ANSWERED,
    permissions.may_answer,
    (blocking.require_unblocked,),
)
ASK_AGAIN = Transition(
    "enquiry.ask_again",
    _("追问"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.OPEN,
    permissions.may_ask_again,
    (blocking.require_unblocked,),
)
# Said further too, each under its own name: an application is no question.
ASK_MEETING = replace(ASK_AGAIN, action="enquiry.ask_meeting", label=_("约谈"))
ASK_DISCLOSURE = replace(ASK_AGAIN, action="enquiry.ask_disclosure", label=_("申请保密资料"))
# What an act of another kind means to an enquiry; the act itself stands in the timeline.
NOTE_REPLY = replace(ANSWER, action="enquiry.note_reply", label=_("成果方已回应"))
CLOSE = Transition(
    "enquiry.close",
    _("结束咨询"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.CLOSED,
    permissions.is_of_enquiry,
)
PROPOSE = Transition(
    "enquiry.propose_times",
    _("提出别的时间"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.ANSWERED,
    permissions.may_answer,
    (blocking.require_unblocked,),
)
AGREE = Transition(
    "enquiry.agree_time",
    _("约定时间"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.ANSWERED,
    permissions.is_of_enquiry,
    (blocking.require_unblocked,),
)
DECLINE = Transition(
    "enquiry.decline",
    _("婉拒咨询"),
    frozenset({Enquiry.OPEN, Enquiry.ANSWERED}),
    Enquiry.DECLINED,
    permissions.may_answer,
)
ENQUIRY = table(
    ANSWER, NOTE_REPLY, ASK_AGAIN, ASK_MEETING, ASK_DISCLOSURE, PROPOSE, AGREE, DECLINE, CLOSE
)
registry.leave_out_of_timelines(NOTE_REPLY.action)

for _action, _label in {
    "enquiry.ask": _("提出咨询"),
    "enquiry.report": _("举报"),
    "enquiry.close_report": _("处理举报"),
    "enquiry.block": _("屏蔽咨询单位"),
    "enquiry.unblock": _("解除屏蔽"),
    "listing.begin": _("开始填报成果"),
    "listing.comment": _("提出修改意见"),
    "listing.answer_comment": _("答复修改意见"),
    "listing.resolve_comment": _("处理修改意见"),
    "listing.set_availability": _("更新转让状态"),
    "listing.delete": _("删除成果"),
    "listing.import": _("导入成果"),
    "listing.attach": _("上传成果文件"),
    "listing.detach": _("移除成果文件"),
    "listing.open_file": _("打开成果文件"),
    "listing.review_view": _("审查时打开保密资料"),
    "listing.ask_fresh": _("询问成果是否有效"),
    "listing.remind_fresh": _("提醒确认成果有效"),
    "listing.go_stale": _("成果逾期未确认"),
    "listing.confirm_fresh": _("确认成果有效"),
    "listing.load_demo": _("载入演示成果"),
    "enquiry.load_demo": _("载入演示咨询"),
}.items():
    registry.describe_action(_action, _label)
registry.describe_detail("import", _("导入批次"))
