"""Those who carry text messages and chat for us; the settings choose one a channel.

Each is a small signed call: the vendors' own packages bring dozens of modules for one request.
What passes (time, rate, money, a wrong key that the operator mends) is tried again with back-off;
what another attempt cannot change is final. Neither secrets nor addresses stand in an error.
"""

from core.models import Channel
from core.notices.channels import Provider, register_provider
from core.notices.providers import aliyun, tencent, wecom, weixin

SMS_NEEDS = ("SMS_ACCESS_KEY_ID", "SMS_ACCESS_KEY_SECRET", "SMS_SIGN_NAME", "SMS_TEMPLATES")
WECHAT_NEEDS = ("WECHAT_APP_ID", "WECHAT_APP_SECRET", "WECHAT_TEMPLATES")

register_provider(
    "aliyun", Provider(aliyun.send, Channel.SMS, SMS_NEEDS, templates="SMS_TEMPLATES")
)
register_provider(
    "tencent",
    Provider(tencent.send, Channel.SMS, (*SMS_NEEDS, "SMS_APP_ID"), templates="SMS_TEMPLATES"),
)
register_provider(
    "weixin", Provider(weixin.send, Channel.WECHAT, WECHAT_NEEDS, templates="WECHAT_TEMPLATES")
)
register_provider("wecom", Provider(wecom.send, Channel.WECOM))
