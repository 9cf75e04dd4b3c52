"""Second factors of demo people: known to everyone, only with DEMO=1."""

import base64
import hashlib
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from core.errors import PermissionDenied

PERIOD_S = 30


def demo_secret(role: str) -> str:
    """The TOTP secret (base 32) of the demo person who holds ``role``."""
    return base64.b32encode(
        hashlib.sha256(f"zhuanhua demo {role}".encode()).digest()[:20]
    ).decode()


def demo_code(role: str) -> str:
    """The code that the demo person of ``role`` would read from an authenticator now.

    Raises:
        PermissionDenied: without DEMO=1.

    """
    if not settings.DEMO:
        raise PermissionDenied("demo codes exist only with DEMO=1")
    return format_hotp_value(hotp_value(demo_secret(role), int(time.time()) // PERIOD_S))
