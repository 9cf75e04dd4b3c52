"""What people are told of achievements and needs."""

from django.utils.translation import gettext_lazy as _

from core import notices
from core.models import Channel

GROUP = _("成果与咨询")
NEEDS = _("技术需求")


def register() -> None:
    """Announce the kinds of this room."""
    notices.register_kind(
        "listing.submitted",
        _("有成果待单位同意"),
        GROUP,
        title=_("待单位同意：%(title)s"),
        body=_("本单位提交了成果“%(title)s”，请确认权属、保密、出口管制和价格。"),
        url_name="marketplace:consents",
        links_subject=False,
        channels=(Channel.MAIL,),
    )
    notices.register_kind(
        "listing.consented",
        _("有成果待审查"),
        GROUP,
        title=_("待审查：%(title)s"),
        body=_("%(organisation)s提交并同意发布成果“%(title)s”，请审查。"),
        url_name="wagtailsnippets_marketplace_listing:edit",
        channels=(Channel.MAIL,),
    )
    notices.register_kind(
        "listing.returned",
        _("成果被退回"),
        GROUP,
        title=_("请修改：%(title)s"),
        body=_("审查意见：%(opinion)s"),
        url_name="marketplace:mine",
        links_subject=False,
        channels=(Channel.MAIL, Channel.SMS),
        sms_params=("title",),
    )
    for code, label, title in (
        ("listing.ask_fresh", _("询问成果是否有效"), _("请确认是否有效：%(title)s")),
        ("listing.remind_fresh", _("提醒确认成果有效"), _("仍请确认是否有效：%(title)s")),
        ("listing.go_stale", _("成果因逾期未确认不再被检索"), _("已不在检索结果中：%(title)s")),
    ):
        notices.register_kind(
            code,
            label,
            GROUP,
            title=title,
            body=_("上次确认：%(day)s。打开链接选“仍然有效”“已经转让”或“下架”：%(link)s"),
            url_name="marketplace:mine",
            links_subject=False,
            channels=(Channel.MAIL, Channel.SMS),
            is_private=True,
            sms_params=("title", "link"),
        )
    for code, label, title in (
        ("enquiry.asked", _("有人咨询成果"), _("新的咨询：%(title)s")),
        ("enquiry.asked_again", _("咨询人追问"), _("有新的追问：%(title)s")),
        ("enquiry.meeting_asked", _("有人约谈"), _("有人约谈：%(title)s")),
        ("enquiry.disclosure_asked", _("有人申请保密资料"), _("有人申请保密资料：%(title)s")),
        ("enquiry.answered", _("咨询有了答复"), _("已答复：%(title)s")),
        ("enquiry.times_proposed", _("对方提出别的时间"), _("请选定时间：%(title)s")),
        ("enquiry.time_agreed", _("约谈时间已定"), _("约谈时间已定：%(title)s")),
        ("enquiry.declined", _("咨询被婉拒"), _("成果方婉拒：%(title)s")),
        ("enquiry.closed", _("咨询已结束"), _("咨询已结束：%(title)s")),
    ):
        notices.register_kind(
            code,
            label,
            GROUP,
            title=title,
            url_name="marketplace:enquiry",
            channels=(Channel.MAIL, Channel.SMS),
            sms_params=("title",),
        )
    notices.register_kind(
        "enquiry.reported",
        _("咨询被举报"),
        GROUP,
        title=_("有举报：%(title)s"),
        body=_("举报说明：%(text)s"),
        url_name="marketplace:reports",
        links_subject=False,
        channels=(Channel.MAIL,),
    )
    notices.register_kind(
        "enquiry.report_closed",
        _("举报有了处理结果"),
        GROUP,
        title=_("举报已处理：%(title)s"),
        body=_("处理结果：%(outcome)s。%(answer)s"),
        url_name="marketplace:enquiry",
        channels=(Channel.MAIL,),
    )
    notices.register_kind(
        "enquiry.unblocked",
        _("屏蔽被解除"),
        GROUP,
        title=_("已解除屏蔽：%(firm)s"),
        body=_("%(firm)s可以再向%(place)s咨询。"),
        url_name="marketplace:blocks",
        links_subject=False,
        channels=(Channel.MAIL,),
    )
    notices.register_kind(
        "enquiry.welcome",
        _("可以再次咨询"),
        GROUP,
        title=_("%(place)s恢复接受贵单位的咨询"),
        url_name="marketplace:enquiries",
        links_subject=False,
        channels=(Channel.MAIL,),
    )
    for code, label, title in (
        ("agreement.offered", _("请签署保密协议"), _("请签署保密协议：%(title)s")),
        ("agreement.uploaded", _("请核对盖章协议"), _("请核对盖章协议：%(title)s")),
        ("agreement.signed", _("保密协议已生效"), _("保密协议已生效：%(title)s")),
        ("agreement.withdrawn", _("保密资料停止提供"), _("保密资料停止提供：%(title)s")),
    ):
        notices.register_kind(
            code,
            label,
            GROUP,
            title=title,
            url_name="marketplace:agreement",
            channels=(Channel.MAIL, Channel.SMS),
            sms_params=("title",),
        )
    for code, label, title in (
        ("need.received", _("有新的技术需求"), _("请在 %(due)s 前联系：%(region)s企业的技术需求")),
        ("need.confirmed", _("企业确认了需求"), _("企业已确认：%(title)s")),
        ("need.objected", _("企业要求修改提炼稿"), _("请修改：%(title)s")),
        ("need.withdrawn", _("企业撤回了需求"), _("已撤回：%(title)s")),
        ("need.overdue", _("需求超期未联系"), _("超期未联系：%(region)s，期限 %(due)s")),
    ):
        notices.register_kind(
            code,
            label,
            NEEDS,
            title=title,
            url_name="marketplace:desk_need",
            channels=(Channel.MAIL,),
        )
    # The text message that tells the firm of the first answer is the link of the need.
    for code, label, title in (
        ("offer.made", _("有人应答您的需求"), _("有应答：%(title)s（%(place)s）")),
        ("offer.came", _("本地区的需求有应答"), _("有应答：%(title)s（%(place)s）")),
        ("offer.accepted", _("企业同意对接"), _("企业同意对接：%(title)s")),
        ("offer.declined", _("企业婉拒应答"), _("企业婉拒：%(title)s")),
    ):
        notices.register_kind(
            code,
            label,
            NEEDS,
            title=title,
            url_name="marketplace:offer",
            channels=(Channel.MAIL,),
        )
    # The text message that goes with these bears a link of its own: `services/need_links.py`.
    for code, label, title in (
        ("need.proposed", _("需求待确认"), _("请确认提炼稿：%(title)s")),
        ("need.declined", _("需求未受理"), _("未受理：%(title)s")),
        ("need.settled", _("需求已解决"), _("已解决：%(title)s")),
    ):
        notices.register_kind(
            code,
            label,
            NEEDS,
            title=title,
            url_name="marketplace:need",
            channels=(Channel.MAIL,),
        )
    notices.register_kind(
        "need.taken_down",
        _("需求被撤下"),
        NEEDS,
        title=_("已从公开列表撤下：%(title)s"),
        body=_("原因：%(reason)s。工作人员修改后会请您重新确认。"),
        url_name="marketplace:need",
        channels=(Channel.MAIL,),
    )
