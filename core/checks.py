"""System checks that refuse a weak production setup (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs, **kwargs):
    """Demo people have passwords and second factors that everyone knows."""
    if settings.DEMO:
        return [
            Error("DEMO=1 不得用于正式环境:演示账号的密码与二次验证人人皆知。", id="core.E001")
        ]
    return []
