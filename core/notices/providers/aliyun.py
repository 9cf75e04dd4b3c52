"""Text messages by Aliyun (SendSms, 2017-05-25), signed by ACS3-HMAC-SHA256.

Source: help.aliyun.com, "V3版本请求体&签名机制" and "SendSms".
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from django.conf import settings

from core.notices.channels import template_of
from core.notices.message import ChannelError, Message
from core.notices.providers import wire

BASE_URL = "https://dysmsapi.aliyuncs.com"
ALGORITHM = "ACS3-HMAC-SHA256"
OK = "OK"
# Of the sender's faults (isv.) these pass: a flow limit by itself, the others by the operator.
PASSING = {
    "isv.BUSINESS_LIMIT_CONTROL",
    "isv.DAY_LIMIT_CONTROL",
    "isv.MONTH_LIMIT_CONTROL",
    "isv.AMOUNT_NOT_ENOUGH",
    "isv.OUT_OF_SERVICE",
    "isv.PRODUCT_UN_SUBSCRIPT",
    "isv.ACCOUNT_ABNORMAL",
}


def send(message: Message) -> str:
    """Send the approved template of ``message``; returns Aliyun's number of it (BizId).

    ``OutId`` bears our key into receipts and Aliyun's log. It does not keep a message from being
    sent twice where an answer was lost: that is what at least once means.
    """
    query = _query(
        {
            "OutId": message.key,
            "PhoneNumbers": message.address,
            "SignName": settings.SMS_SIGN_NAME,
            "TemplateCode": str(template_of(settings.SMS_TEMPLATES, message.template)),
            "TemplateParam": json.dumps(dict(message.params), ensure_ascii=False),
        }
    )
    base = settings.SMS_BASE_URL or BASE_URL
    headers = {
        "host": urlsplit(base).netloc,
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-version": "2017-05-25",
    }
    headers["Authorization"] = authorization(query, headers)
    answer = wire.post("阿里云短信", f"{base}/?{query}", b"", headers)
    code = str(answer.get("Code", ""))
    if code == OK:
        return str(answer.get("BizId", ""))
    is_final = code.startswith("isv.") and code not in PASSING
    msg = f"阿里云短信：{code[:80] or '答复无结果'}"
    raise ChannelError(msg, is_final=is_final)


def _query(values: Mapping[str, str]) -> str:
    """Sorted and percent-encoded by RFC 3986, as it goes out and as it is signed."""
    return "&".join(f"{name}={quote(values[name], safe='-_.~')}" for name in sorted(values))


def authorization(query: str, headers: Mapping[str, str]) -> str:
    """The header that proves ``headers`` and ``query`` to be ours."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = f"POST\n/\n{query}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    secret = settings.SMS_ACCESS_KEY_SECRET.encode()
    signature = hmac.new(secret, to_sign.encode(), hashlib.sha256).hexdigest()
    key = settings.SMS_ACCESS_KEY_ID
    return f"{ALGORITHM} Credential={key},SignedHeaders={names},Signature={signature}"
