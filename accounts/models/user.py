import secrets
from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import BUREAU_ROLES, Absence, Membership, Role
from accounts.models.organisation import Organisation
from core.lines import LineField
from core.masks import mask_email, mask_phone

# Without letters that are mistaken for digits when read aloud at a counter.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_username() -> str:
    """An account number that says nothing about its person and never changes."""
    return "zh" + "".join(secrets.choice(_ALPHABET) for _i in range(10))


class User(AbstractUser):
    """A person who signs in, by mobile number or e-mail; what they may do comes from memberships.

    ``username`` is an account number for logs and foreign systems; nobody types it.
    """

    username = LineField(_("账号"), max_length=32, unique=True, default=new_username)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = LineField(_("姓名"), max_length=40, blank=True)
    phone = LineField(
        _("手机号码"),
        max_length=11,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^1[3-9]\d{9}$", _("请填写 11 位大陆手机号码。"))],
    )
    phone_verified = models.BooleanField(_("手机号码已验证"), default=False)
    email = models.EmailField(  # type: ignore[assignment]
        _("邮箱"), unique=True, null=True, blank=True
    )
    language = models.CharField(
        _("语言"),
        max_length=8,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("网站和通知使用的语言。"),
    )
    is_demo = models.BooleanField(_("演示账号"), default=False, editable=False)

    objects = UserManager()  # type: ignore[misc]

    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")

    def __str__(self):
        """Their name; until they say it, by what they signed up, masked."""
        phone, email = self.phone or "", self.email or ""
        return self.name or mask_phone(phone) or mask_email(email) or self.username

    def clean(self):
        super().clean()  # makes a missing address "", of which there could be only one
        self.email = self.email or None

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @cached_property
    def roles_in_force(self):
        """Memberships that count today: own ones, and those of people for whom this one stands in.

        Read once an instance, that is once a request.
        """
        if not self.is_active or self.pk is None:
            return []
        held = Membership.objects.in_force().filter(
            Q(user=self) | Q(user__in=Absence.objects.covered_by(self).values("user"))
        )
        return list(held.select_related("organisation__region"))

    def has_role(self, *roles, organisation=None):
        """Whether one of ``roles`` is held today (at ``organisation``)."""
        return any(
            held.role in roles and organisation in (None, held.organisation)
            for held in self.roles_in_force
        )

    def is_bureau_staff(self):
        """Whether the person acts or reads for a public authority."""
        return self.has_role(*BUREAU_ROLES)

    def counties(self):
        """Regions that the person sees to today as county staff."""
        return [
            held.organisation.region
            for held in self.roles_in_force
            if held.role == Role.COUNTY_STAFF
        ]

    @property
    def organisation_ids(self):
        """Keys of the organisations that the person acts for today, in whatever role."""
        return {held.organisation_id for held in self.roles_in_force}

    def organisations(self):
        """Organisations that the person acts for today."""
        return Organisation.objects.filter(pk__in=self.organisation_ids)

    def administers(self, organisation):
        """Whether the person is an administrator of ``organisation`` today."""
        return any(
            held.is_administrator and held.organisation_id == organisation.pk
            for held in self.roles_in_force
        )
