"""Other ways to sign in, each switched on by its environment variables alone."""

from collections.abc import Mapping
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop as _

# Their names are translated where they are shown; one that a deployment gives stays as it is.
PLATFORMS = {"weixin": _("微信"), "dingtalk": _("钉钉"), "feishu": _("飞书")}
TRUE = environ.Env.BOOLEAN_TRUE_STRINGS
IN_WECHAT = "https://open.weixin.qq.com/connect/oauth2/authorize"
PROVIDERS = "allauth.socialaccount.providers"


def other_ways(environment: Mapping[str, str]) -> tuple[list[str], dict[str, Any]]:
    """The applications to install, and allauth's settings of their clients.

    Raises:
        ImproperlyConfigured: a client is named without what belongs to it.

    """
    found: dict[str, Any] = {}
    for platform, name in PLATFORMS.items():
        prefix = platform.upper()
        if client := environment.get(f"{prefix}_CLIENT_ID"):
            secret = _needed(environment, f"{prefix}_SECRET")
            found[platform] = {"APPS": [{"client_id": client, "secret": secret, "name": name}]}
    if "weixin" in found and environment.get("WEIXIN_IN_WECHAT", "").lower() in TRUE:
        # By the service account itself, in WeChat's own browser: its openids can be written to.
        found["weixin"] |= {"AUTHORIZE_URL": IN_WECHAT, "SCOPE": ["snsapi_userinfo"]}
    if server := environment.get("OIDC_SERVER_URL"):
        app = {
            "provider_id": "oidc",
            "name": environment.get("OIDC_NAME") or _("统一身份认证"),
            "client_id": _needed(environment, "OIDC_CLIENT_ID"),
            "secret": _needed(environment, "OIDC_SECRET"),
            "settings": {"server_url": server},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    return [f"{PROVIDERS}.{provider}" for provider in found], found


def _needed(environment: Mapping[str, str], name: str) -> str:
    if value := environment.get(name):
        return value
    msg = f"缺少环境变量 {name}。"
    raise ImproperlyConfigured(msg)
