from django.core.management.base import BaseCommand

from marketplace import setup


class Command(BaseCommand):
    help = "建立成果发布审查的流程和网站编辑的权限。可反复运行。"

    def handle(self, **options):
        setup.set_up()
