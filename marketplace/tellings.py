"""What people are told of achievements."""

from django.utils.translation import gettext_lazy as _

from core import notices
from core.models import Channel

GROUP = _("成果与咨询")


def register() -> None:
    """Announce the kinds of this room."""
    notices.register_kind(
        "listing.submitted",
        _("有成果待审查"),
        GROUP,
        title=_("待审查：%(title)s"),
        body=_("%(organisation)s提交了成果“%(title)s”，请审查。"),
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
        ("enquiry.asked", _("有人咨询成果"), _("新的咨询：%(title)s")),
        ("enquiry.asked_again", _("咨询人追问"), _("有新的追问：%(title)s")),
        ("enquiry.answered", _("咨询有了答复"), _("已答复：%(title)s")),
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
