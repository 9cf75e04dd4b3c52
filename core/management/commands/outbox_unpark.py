from django.core.management.base import BaseCommand

from core import outbox


class Command(BaseCommand):
    help = "让搁置的消息再试十次。"

    def add_arguments(self, parser):
        parser.add_argument("--topic", help="只限这一主题")

    def handle(self, *, topic, **options):
        self.stdout.write(f"{outbox.unpark(topic)} 条消息将再次送出")
