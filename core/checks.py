"""System checks that refuse a weak production setup (`manage.py check --deploy`)."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004

from core.notices import channels

SECRET_KEY_LENGTH = 50
KEEPS_OR_DROPS_MAIL = ("dummy", "locmem", "console", "filebased", "fake")


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs, **kwargs):
    """Demo people have passwords and second factors that everyone knows."""
    if settings.DEMO:
        return [
            Error("DEMO=1 不得用于正式环境：演示账号的密码与二次验证人人皆知。", id="core.E001")
        ]
    return []


@register(Tags.security, deploy=True)
def site_is_not_open_to_strangers(app_configs, **kwargs):
    """Errors are not shown, cookies cannot be forged, the name and the wire are ours."""
    faults: list[CheckMessage] = []
    if settings.DEBUG:
        faults.append(Error("DEBUG=1 不得用于正式环境：出错页会泄露内部信息。", id="core.E002"))
    key = settings.SECRET_KEY
    if key.startswith(("insecure-", "django-insecure-")) or len(key) < SECRET_KEY_LENGTH:
        faults.append(
            Error(f"SECRET_KEY 须另设，且不短于 {SECRET_KEY_LENGTH} 个字符。", id="core.E003")
        )
    if not settings.SITE_URL.startswith("https://"):
        faults.append(Error("SITE_URL 须以 https:// 开头。", id="core.E004"))
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        faults.append(Error("ALLOWED_HOSTS 须写明域名，不得为 *。", id="core.E005"))
    return faults


@register(Tags.security, deploy=True)
def data_and_mail_are_looked_after(app_configs, **kwargs):
    """What works but should be a decision: the embedded database, mail nobody gets, one disk."""
    faults: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        faults.append(Warning("正式环境宜用 PostgreSQL：请设 DATABASE_URL。", id="core.W001"))
    if any(word in settings.EMAIL_BACKEND for word in KEEPS_OR_DROPS_MAIL):
        faults.append(Warning("邮件不会寄出：请设 EMAIL_URL。", id="core.W002"))
    if Path(settings.AUDIT_HEAD_DIR).resolve().is_relative_to(Path(settings.VAR).resolve()):
        faults.append(
            Warning(
                "审计链头与数据同在一处：请将 AUDIT_HEAD_DIR 指向只可追加的另一存储。",
                id="core.W003",
            )
        )
    return faults


@register(Tags.security, deploy=True)
def no_fake_sender_in_production(app_configs, **kwargs):
    """The fake keeps sign-in codes in clear and reaches nobody."""
    providers = {
        "EMAIL_URL": "fake" if ".fake." in settings.EMAIL_BACKEND else "",
        "SMS_PROVIDER": settings.SMS_PROVIDER,
        "WECHAT_PROVIDER": settings.WECHAT_PROVIDER,
        "WECOM_PROVIDER": settings.WECOM_PROVIDER,
    }
    return [
        Error(f"{name} 仍是演示用的发送方，正式环境不得使用。", id="core.E010")
        for name, provider in providers.items()
        if provider == "fake"
    ]


@register()
def providers_are_known(app_configs, **kwargs):
    """A misspelt provider would fail only when somebody waits for a code."""
    return [
        Error(f"{name}={getattr(settings, name)}：没有这个发送方。", id="core.E011")
        for name in channels.unknown_providers()
    ]
