from django.core.management.base import BaseCommand

from cms import site


class Command(BaseCommand):
    help = "建立网站的首页、栏目、编辑组与信息发布审查流程；可重复执行。"

    def handle(self, **options):
        home = site.set_up()
        self.stdout.write(f"网站已就绪：{home.title}")
