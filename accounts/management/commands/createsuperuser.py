from django.contrib.auth.management.commands.createsuperuser import Command as TheirCommand
from django.core.management.base import CommandError


class Command(TheirCommand):
    """Django's, refused: nobody here stands above roles, second factors and the trail."""

    help = "本系统没有超级用户；请改用 appoint_operator。"

    def handle(self, *args, **options):
        raise CommandError(
            "本系统没有超级用户。请先在网页上注册，并登记所在的政府部门，"
            "再运行 manage.py appoint_operator 手机号，任命第一位运维。"
        )
