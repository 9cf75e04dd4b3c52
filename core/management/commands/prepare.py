from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "备好可用的数据:迁移、参考数据、网站骨架、演示数据。可反复运行,不动已有数据。"

    def handle(self, **options):
        steps = [*settings.PREPARE, *(settings.PREPARE_DEMO if settings.DEMO else [])]
        for step in steps:
            self.stdout.write(f"· {step}")
            call_command(step, verbosity=0)
