"""Rows as they stand in each state; a Trait a state."""

import factory
from stdnum.cn import uscc

from accounts.models import Membership, Organisation, Role, User
from core.models import Region


def credit_code(number: int) -> str:
    """An invented 统一社会信用代码 with a right check digit; no firm has it (登记机关 N)."""
    body = f"N1360400MA{number:07d}"
    return body + uscc.calc_check_digit(body)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = "360403"
    gb_code = factory.SelfAttribute("code")
    name = "浔阳区"
    kind = Region.Kind.COUNTY


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"示例单位{n}")
    code = factory.Sequence(credit_code)
    kind = Organisation.Kind.COMPANY
    region = factory.SubFactory(RegionFactory)
    status = Organisation.Status.CONFIRMED

    class Params:
        pending = factory.Trait(status=Organisation.Status.PENDING)
        refused = factory.Trait(status=Organisation.Status.REFUSED)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"演示{n}")
    phone = factory.Sequence(lambda n: f"139{n:08d}")
    phone_verified = True
    password = "!"  # none that could be used, as after sign-up by code


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.FIRM_MEMBER
    status = Membership.Status.CONFIRMED
