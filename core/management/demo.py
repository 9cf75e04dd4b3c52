"""What every command that loads demo data has in common."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class DemoCommand(BaseCommand):
    """Refuses where this is no demo installation; a subclass loads and says what."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        if not settings.DEMO:
            msg = "演示数据只在 DEMO=1 时载入。"
            raise CommandError(msg)
        return super().execute(*args, **options)
