from django.core.management.base import BaseCommand

from cms.demo import load_demo_pages


class Command(BaseCommand):
    help = "载入演示页面：四项政策摘要、两条动态、两篇指南；可重复执行。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_pages()} 个演示页面。")
