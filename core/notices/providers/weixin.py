"""Template messages of a WeChat service account (公众号模板消息).

Source: developers.weixin.qq.com, "获取稳定版接口调用凭据" and "发送模板消息".
"""

import json
import threading
import time
from typing import Any

from django.conf import settings

from core.notices.channels import template_of
from core.notices.message import ChannelError, Message
from core.notices.providers import wire

BASE_URL = "https://api.weixin.qq.com"
WHO = "微信模板消息"
EARLY_S = 300  # a token is not used in its last minutes
STALE = {40001, 40014, 42001}  # the token, not the message
# Busy, too often, an address or right that the operator mends in WeChat's console.
PASSING = {-1, 40164, 43108, 45009, 45011, 48001, 50002}
LONGEST_THING = 20  # WeChat refuses longer values of a field whose name begins with "thing"

_tokens: dict[str, tuple[str, float]] = {}
_asking = threading.Lock()


def send(message: Message) -> str:
    """Send ``message`` to an openid; returns WeChat's number of it.

    ``client_msg_id`` is our key: for ten minutes WeChat sends the same one once.
    """
    token = _token()
    answer = _call(token, message)
    if answer.get("errcode") in STALE:
        answer = _call(_token(refused=token), message)
    code = answer.get("errcode")
    if code == 0:
        return str(answer.get("msgid", ""))
    is_final = isinstance(code, int) and code not in PASSING | STALE
    msg = f"{WHO}：errcode {code}"
    raise ChannelError(msg, is_final=is_final)


def _call(token: str, message: Message) -> dict[str, Any]:
    template = template_of(settings.WECHAT_TEMPLATES, message.template)
    words = {**message.params, "title": message.subject, "text": message.text}
    body = {
        "touser": message.address,
        "template_id": template["id"],
        "url": message.url,
        "client_msg_id": message.key,
        "data": {
            field: {"value": _fitting(field, words.get(name, ""))}
            for field, name in template["fields"].items()
        },
    }
    return _post(f"/cgi-bin/message/template/send?access_token={token}", body)


def _fitting(field: str, value: str) -> str:
    if field.startswith("thing") and len(value) > LONGEST_THING:
        return value[: LONGEST_THING - 1] + "…"
    return value


def _token(refused: str = "") -> str:
    """The token in force; another than ``refused``.

    The stable kind: every process that asks gets the same one, so that none invalidates another's.
    """
    app = settings.WECHAT_APP_ID
    with _asking:
        token, until = _tokens.get(app, ("", 0.0))
        if token and token != refused and time.monotonic() < until:
            return token
        answer = _ask()
        if refused and answer.get("access_token") == refused:
            answer = _ask(force_refresh=True)
        token = str(answer.get("access_token", ""))
        if not token:
            msg = f"{WHO}：取不到凭据，errcode {answer.get('errcode')}"
            raise ChannelError(msg)
        seconds = float(answer.get("expires_in", 0))
        _tokens[app] = (token, time.monotonic() + seconds - EARLY_S)
        return token


def _ask(*, force_refresh: bool = False) -> dict[str, Any]:
    body = {
        "grant_type": "client_credential",
        "appid": settings.WECHAT_APP_ID,
        "secret": settings.WECHAT_APP_SECRET,
        "force_refresh": force_refresh,
    }
    return _post("/cgi-bin/stable_token", body)


def _post(path: str, body: dict[str, Any]) -> dict[str, Any]:
    content = json.dumps(body, ensure_ascii=False).encode()
    base = settings.WECHAT_BASE_URL or BASE_URL
    return wire.post(WHO, base + path, content, {"Content-Type": "application/json"})
