"""Lines in a WeCom group, by the webhook of a robot that its people added to it (群机器人).

The address is the robot's key alone. The host is the settings', so that nobody can have us call
another one.

Source: developer.work.weixin.qq.com, "群机器人配置说明".
"""

import json

from django.conf import settings

from core.notices.message import ChannelError, Message
from core.notices.providers import wire

BASE_URL = "https://qyapi.weixin.qq.com"
LONGEST_BYTES = 2048
PASSING = {-1, 45009}  # busy, or more than twenty lines in a minute


def send(message: Message) -> str:
    """Post ``message`` into the robot's group; WeCom gives no number of it."""
    lines = [message.subject]
    if message.text != message.subject:
        lines.append(message.text)
    url = message.url
    room = LONGEST_BYTES - len(url.encode()) - 1
    text = "\n".join(lines).encode()[:room].decode(errors="ignore")
    body = {"msgtype": "text", "text": {"content": f"{text}\n{url}" if url else text}}
    base = settings.WECOM_BASE_URL or BASE_URL
    answer = wire.post(
        "企业微信群机器人",
        f"{base}/cgi-bin/webhook/send?key={message.address}",
        json.dumps(body, ensure_ascii=False).encode(),
        {"Content-Type": "application/json"},
    )
    code = answer.get("errcode")
    if code == 0:
        return ""
    msg = f"企业微信群机器人：errcode {code}"
    raise ChannelError(msg, is_final=isinstance(code, int) and code not in PASSING)
