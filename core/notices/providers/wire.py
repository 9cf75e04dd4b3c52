"""One request to a provider, and the answer as JSON; whatever goes wrong says nothing secret."""

import logging
from collections.abc import Mapping
from typing import Any

import requests

from core.notices.message import ChannelError

TIMEOUT_S = (5, 10)  # to connect, to answer
LONGEST_ANSWER = 64 * 1024
SERVER_ERROR = 500
TOO_MANY = 429

# At DEBUG it writes whole addresses, in which WeChat's token and a robot's key stand.
logging.getLogger("urllib3").setLevel(logging.WARNING)


def post(who: str, url: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """Post ``body``; no redirect is followed.

    Args:
        who: the provider's name as an operator reads it.

    Raises:
        ChannelError: no answer, an answer that is no JSON, or the server's own fault.

    """
    try:
        answer = requests.post(
            url, data=body, headers=dict(headers), timeout=TIMEOUT_S, allow_redirects=False
        )
    except requests.Timeout:
        raise _fault(who, "超时") from None  # the cause names the address, and the key in it
    except requests.RequestException:
        raise _fault(who, "无法连接") from None
    if answer.status_code >= SERVER_ERROR or answer.status_code == TOO_MANY:
        raise _fault(who, f"HTTP {answer.status_code}")
    try:
        said = answer.json() if len(answer.content) <= LONGEST_ANSWER else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise _fault(who, f"答复无法识别（HTTP {answer.status_code}）")
    return said


def _fault(who: str, what: str) -> ChannelError:
    return ChannelError(f"{who}：{what}")
