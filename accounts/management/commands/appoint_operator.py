from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Organisation, User
from accounts.services import memberships
from accounts.validators import normalise_credit_code
from core.errors import ValidationError, WrongState


class Command(BaseCommand):
    help = "任命第一位运维；以后的政府部门角色由运维在网页上授予。"

    def add_arguments(self, parser):
        parser.add_argument("person", metavar="PHONE_OR_USERNAME", help="已注册人员的手机号或账号")
        parser.add_argument(
            "--organisation", metavar="CODE", help="其政府部门的统一社会信用代码；只有一家时可省"
        )

    def handle(self, *, person, organisation, **options):
        user = User.objects.filter(Q(phone=person) | Q(username=person), is_active=True).first()
        if user is None:
            msg = f"没有账号“{person}”。请先在网页上注册，再运行本命令。"
            raise CommandError(msg)
        place = _authority_of(user, organisation)
        try:
            memberships.appoint_first_operator(place.pk, user_pk=user.pk)
        except WrongState as error:
            raise CommandError("已有运维，或该单位已不在册。请由现任运维授予角色。") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user}已是{place.name}的运维。")
        self.stdout.write("下一步：登录，绑定第二重验证，在“人员”页为科室和登记人员授予角色。")


def _authority_of(user, code):
    """The authority named by ``code``, else the only one that ``user`` belongs to."""
    authorities = Organisation.objects.filter(kind=Organisation.Kind.GOVERNMENT)
    if code:
        found = authorities.filter(code=normalise_credit_code(code)).order_by("-pk")
    else:
        own = user.memberships.active().values("organisation")
        found = authorities.filter(pk__in=own, status__in=["pending", "confirmed"])[:2]
    if code and found:
        return found[0]
    if len(found) != 1:
        raise CommandError(
            "找不到这家政府部门。请本人先在网页“登记单位”里登记（类型选政府部门），"
            "或用 --organisation 写明统一社会信用代码。"
        )
    return found[0]
