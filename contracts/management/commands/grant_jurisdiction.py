from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Organisation
from accounts.validators import normalise_credit_code
from contracts.registration.jurisdictions import grant_jurisdiction
from core.errors import ValidationError
from core.models import Region


class Command(BaseCommand):
    help = "设立登记管辖：由哪家机构登记哪个地区的技术合同。没有管辖，合同不能提交。"

    def add_arguments(self, parser):
        parser.add_argument("body", metavar="CREDIT_CODE", help="登记机构的统一社会信用代码")
        parser.add_argument("region", metavar="REGION_CODE", help="地区代码，如 360400")
        parser.add_argument("--by", required=True, metavar="TEXT", help="授权机关与文号")
        parser.add_argument(
            "--from", dest="day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="默认今天"
        )

    def handle(self, *, body, region, by, day, **options):
        authorities = Organisation.objects.confirmed().filter(kind=Organisation.Kind.GOVERNMENT)
        found = authorities.filter(code=normalise_credit_code(body)).first()
        place = Region.objects.filter(pk=region).first()
        if found is None or place is None:
            msg = f"没有在册的政府部门“{body}”，或没有地区“{region}”。"
            raise CommandError(msg)
        try:
            grant_jurisdiction(
                found,
                place,
                delegated_by=by,
                valid_from=day or timezone.localdate(),
                actor=None,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{found.name}从{day or timezone.localdate()}起登记{place}的技术合同。")
