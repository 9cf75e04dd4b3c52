"""Text messages by Tencent Cloud (SendSms, 2021-01-11), signed by TC3-HMAC-SHA256.

Source: cloud.tencent.com, "签名方法 v3" and "发送短信".
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from core.notices.channels import template_of
from core.notices.message import ChannelError, Message
from core.notices.providers import wire

BASE_URL = "https://sms.tencentcloudapi.com"
ALGORITHM = "TC3-HMAC-SHA256"
SERVICE = "sms"
OK = "Ok"
FINAL = (
    "FailedOperation",
    "InvalidParameter",
    "MissingParameter",
    "UnknownParameter",
    "UnsupportedOperation",
)
PASSING = {
    "FailedOperation.InsufficientBalanceInSmsPackage",
    "FailedOperation.FailResolvePacket",
    "UnsupportedOperation.UnsuportedRegion",
}


def send(message: Message) -> str:
    """Send the approved template of ``message``; returns Tencent's number of it (SerialNo).

    The template's places are numbered, so the order of ``params`` is theirs. ``SessionContext``
    bears our key into the answer and receipts; like Aliyun's OutId it keeps nothing from being
    sent twice.
    """
    body = json.dumps(
        {
            "PhoneNumberSet": [f"+86{message.address}"],
            "SmsSdkAppId": settings.SMS_APP_ID,
            "SignName": settings.SMS_SIGN_NAME,
            "TemplateId": str(template_of(settings.SMS_TEMPLATES, message.template)),
            "TemplateParamSet": list(message.params.values()),
            "SessionContext": message.key,
        }
    ).encode()
    base = settings.SMS_BASE_URL or BASE_URL
    signed = {
        "content-type": "application/json; charset=utf-8",
        "host": urlsplit(base).netloc,
        "x-tc-action": "sendsms",
    }
    now = timezone.now()
    headers = {
        "Content-Type": signed["content-type"],
        "Host": signed["host"],
        "Authorization": authorization(body, signed, now, SERVICE),
        "X-TC-Action": "SendSms",
        "X-TC-Version": "2021-01-11",
        "X-TC-Timestamp": str(int(now.timestamp())),
        "X-TC-Region": settings.SMS_REGION,
    }
    answer = wire.post("腾讯云短信", base, body, headers).get("Response")
    status = _status(answer if isinstance(answer, dict) else {})
    code = str(status.get("Code", ""))
    if code == OK:
        return str(status.get("SerialNo", ""))
    is_final = code.startswith(FINAL) and code not in PASSING
    msg = f"腾讯云短信：{code[:80] or '答复无结果'}"
    raise ChannelError(msg, is_final=is_final)


def _status(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """What became of our one number, or the error of the whole request."""
    statuses = response.get("SendStatusSet") or [{}]
    return response.get("Error") or statuses[0]


def authorization(body: bytes, headers: Mapping[str, str], now: datetime, service: str) -> str:
    """The header that proves ``headers`` and ``body`` to be ours.

    Args:
        headers: those signed, in lower case; their values too.
        now: the time that X-TC-Timestamp says.
        service: the first part of the host's name.

    """
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    day = f"{now.astimezone(UTC):%Y-%m-%d}"
    scope = f"{day}/{service}/tc3_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = f"TC3{settings.SMS_ACCESS_KEY_SECRET}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    to_sign = f"{ALGORITHM}\n{int(now.timestamp())}\n{scope}\n{digest}"
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    who = f"{settings.SMS_ACCESS_KEY_ID}/{scope}"
    return f"{ALGORITHM} Credential={who}, SignedHeaders={names}, Signature={signature}"
