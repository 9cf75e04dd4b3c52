"""System checks that refuse a weak production setup (`manage.py check --deploy`)."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004

from core.models import Channel
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


OF_ONE_PROCESS = ("locmem", "dummy", "filebased")


@register(Tags.security, deploy=True)
def limits_are_counted_by_all_processes(app_configs, **kwargs):
    """Limits of signing in, and the codes of a second factor that were used, are in the cache."""
    if any(word in settings.CACHES["default"]["BACKEND"] for word in OF_ONE_PROCESS):
        return [
            Error(
                "CACHE_URL 须为各进程共用的缓存，否则登录次数的上限按进程各算一份："
                "请不设（用数据库），或指向 Redis。",
                id="core.E015",
            )
        ]
    return []


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


CODE_TEMPLATES = {"code", "unknown_account", "account_exists", "phone_changed"}


@register()
def providers_are_whole(app_configs, **kwargs):
    """A provider that lacks a key or a template would fail when somebody waits for a code."""
    faults: list[CheckMessage] = []
    for channel, provider in channels.chosen():
        setting = channels.SETTINGS[channel]
        if lacking := [name for name in provider.needs if not getattr(settings, name)]:
            names = "、".join(lacking)
            faults.append(Error(f"{setting} 已选定，还须设 {names}。", id="core.E012"))
    chosen = dict(channels.chosen())
    sms = chosen.get(Channel.SMS)
    missing = CODE_TEMPLATES - settings.SMS_TEMPLATES.keys()
    if sms and sms.templates and settings.SMS_TEMPLATES and missing:
        # A text for known numbers alone would tell who has an account.
        names = "、".join(sorted(missing))
        faults.append(Error(f"SMS_TEMPLATES 还须有 {names}。", id="core.E012"))
    wechat = chosen.get(Channel.WECHAT)
    if wechat and wechat.needs and settings.WECHAT_APP_ID != settings.WEIXIN_CLIENT_ID:
        faults.append(
            Error(
                "WECHAT_APP_ID 须与 WEIXIN_CLIENT_ID 相同：openid 只在同一公众号内有效。",
                id="core.E013",
            )
        )
    return faults


@register(Tags.security, deploy=True)
def providers_are_asked_by_tls(app_configs, **kwargs):
    """Keys and codes go over the wire."""
    names = ("SMS_BASE_URL", "WECHAT_BASE_URL", "WECOM_BASE_URL")
    return [
        Error(f"{name} 须以 https:// 开头。", id="core.E014")
        for name in names
        if (url := getattr(settings, name)) and not url.startswith("https://")
    ]


@register()
def providers_are_known(app_configs, **kwargs):
    """A misspelt provider would fail only when somebody waits for a code."""
    return [
        Error(f"{name}={getattr(settings, name)}：没有这个发送方。", id="core.E011")
        for name in channels.unknown_providers()
    ]
