"""Print the current second-factor code of the demo person of a role."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role
from accounts.sign_in.demo import demo_code
from core.errors import PermissionDenied


class Command(BaseCommand):
    help = "打印某一角色演示人员当前的验证器动态码（仅 DEMO=1）。"

    def add_arguments(self, parser):
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args, role, **options):
        try:
            self.stdout.write(demo_code(role))
        except PermissionDenied as error:
            raise CommandError("演示动态码只在 DEMO=1 时存在。") from error
