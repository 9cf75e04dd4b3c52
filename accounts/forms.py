"""The shape of what people enter about organisations, roles and leave."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.models import BUREAU_ROLES, Membership, Organisation, Role, User
from accounts.validators import normalise_credit_code, validate_credit_code
from core.forms import show_audience
from core.models import Region
from core.rows import Rows, typed

OPEN = _("登录用户")
INSIDE = _("本单位人员和主管科室、县区；其他人看到的是隐去后的内容")
STAFF = _("本单位人员和主管科室、县区")
AUDIENCE = {
    "name": OPEN,
    "name_en": OPEN,
    "code": OPEN,
    "kind": OPEN,
    "region": OPEN,
    "scale": OPEN,
    "labels": OPEN,
    "address": OPEN,
    "legal_representative": STAFF,
    "contract_access": STAFF,
}
CONTACT_AUDIENCE = {"name": INSIDE, "post": STAFF, "phone": INSIDE, "email": INSIDE}


def places() -> QuerySet[Region]:
    """The city's counties and zones, then the provinces for those from elsewhere."""
    provinces = Region.objects.filter(kind=Region.Kind.PROVINCE)
    both = Region.objects.of_city() | provinces
    return both.order_by(F("parent").desc(nulls_last=True), "kind", "code")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class CreditCodeField(forms.CharField):
    """A 统一社会信用代码 however it was typed."""

    def to_python(self, value: Any) -> str:
        return normalise_credit_code(super().to_python(value) or "")


class ContactForm(forms.Form):
    """A person to reach at an organisation."""

    name = forms.CharField(label=_("联系人姓名"), max_length=40)
    post = forms.CharField(label=_("联系人职务"), max_length=40, required=False)
    phone = forms.CharField(label=_("联系人电话"), max_length=20)
    email = forms.EmailField(label=_("联系人邮箱"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, CONTACT_AUDIENCE)


class ContactRows(Rows):
    """The people to reach at an organisation, at least one."""

    form = ContactForm
    noun = _("联系人")


class OrganisationForm(forms.ModelForm):
    """Facts of an organisation, with the people to reach there."""

    code = CreditCodeField(
        label=_("统一社会信用代码"),
        max_length=40,
        validators=[validate_credit_code],
        help_text=_("营业执照或法人证书上的 18 位代码，大小写、空格不限。"),
    )
    labels = forms.MultipleChoiceField(
        label=_("资质标签"),
        choices=Organisation.Label.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    sections: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("单位"), ("code", "name", "name_en", "kind", "region", "scale", "address")),
        (_("资质"), ("labels", "legal_representative")),
    )

    class Meta:
        model = Organisation
        fields = (
            "code",
            "name",
            "name_en",
            "kind",
            "region",
            "scale",
            "address",
            "labels",
            "legal_representative",
        )

    def __init__(
        self, data: Any = None, *, contacts: Iterable[Mapping[str, str]] = (), **options: Any
    ):
        self.contacts = ContactRows(data, prefix="contacts", initial=contacts)
        if self.contacts.is_reshaped:
            data, options["initial"] = None, typed(self.base_fields, data)
        super().__init__(data, **options)
        here = AUDIENCE.keys() & self.fields.keys()
        show_audience(self.fields, {name: AUDIENCE[name] for name in here})
        self.fields["region"].queryset = places()  # type: ignore[attr-defined]
        if self.instance.status == Organisation.Status.CONFIRMED and self.instance.pk:
            self.fields["code"].disabled = True

    def _post_clean(self) -> None:
        """The service holds the facts against the model; the shown row is not touched here."""

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in self._meta.fields or () if name in self.fields}

    def clean(self) -> dict[str, Any] | None:
        if not self.contacts.is_valid():
            self.add_error(None, _("联系人还有要改的地方，见下面的说明。"))
        return super().clean()


class EditForm(OrganisationForm):
    """An organisation's facts as they stood at a version, so that no edit is lost unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sections = (*OrganisationForm.sections, (_("技术合同"), ("contract_access",)))

    class Meta(OrganisationForm.Meta):
        fields = (*OrganisationForm.Meta.fields, "contract_access")  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, instance: Organisation, **options: Any):
        super().__init__(data, instance=instance, **options)
        self.initial.setdefault("version", instance.version)
        self.fields["contract_access"].required = False
        if not instance.chooses_contract_access:
            del self.fields["contract_access"]

    def facts(self) -> dict[str, Any]:
        """As entered; a choice that was not sent stays as it is."""
        facts = super().facts()
        if not facts.get("contract_access"):
            facts.pop("contract_access", None)
        return facts

    def upon(self, organisation: Organisation) -> "EditForm":
        """The same entries once more, to be saved upon what ``organisation`` is now."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = organisation.version
        return EditForm(data, instance=organisation)

    def differing(self, organisation: Organisation) -> list[tuple[Any, Any]]:
        """Label and present value of each fact that was entered otherwise."""
        found = [
            (self.fields[name].label, _shown(organisation, name))
            for name, entered in self.facts().items()
            if entered != getattr(organisation, name)
        ]
        contacts = list(organisation.contacts.values("name", "post", "phone", "email"))
        if contacts != self.contacts.entered():
            names = "、".join(contact["name"] for contact in contacts)
            found.append((ContactRows.noun, names))
        return found


def _shown(organisation: Organisation, name: str) -> Any:
    """A fact in words."""
    if name == "labels":
        return "、".join(str(Organisation.Label(each).label) for each in organisation.labels)
    display = getattr(organisation, f"get_{name}_display", None)
    return display() if display else getattr(organisation, name)


class FoundForm(OrganisationForm):
    """A new organisation, and what its founder does there."""

    role = forms.ChoiceField(
        label=_("您在该单位的角色"),
        choices=[(role.value, role.label) for role in Role if role not in BUREAU_ROLES],
    )
    sections = (*OrganisationForm.sections, (_("您"), ("role",)))


class ClaimForm(forms.Form):
    """Which role to ask for at an organisation that stands."""

    role = forms.ChoiceField(label=_("申请的角色"))
    section = forms.CharField(label=_("科室或部门"), max_length=32, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        authority = organisation.kind == Organisation.Kind.GOVERNMENT
        self.offered = [role for role in Role if authority or role not in BUREAU_ROLES]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in self.offered
        ]
        show_audience(self.fields, {"role": OPEN, "section": STAFF})


class CodeForm(forms.Form):
    """Another code for an organisation that was confirmed under a wrong or a former one."""

    code = CreditCodeField(
        label=_("更正后的统一社会信用代码"), max_length=40, validators=[validate_credit_code]
    )
    reason = forms.CharField(
        label=_("更正原因"),
        max_length=200,
        help_text=_("写明依据，例如换发的营业执照。本单位人员会看到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Why not; the person concerned reads it."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        help_text=_("申请人会看到这段话。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HeirForm(forms.Form):
    """The organisation that a duplicate is merged into."""

    into = OrganisationField(label=_("并入哪家单位"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        self.fields["into"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.confirmed().exclude(pk=organisation.pk)
        )


class DatesForm(forms.ModelForm):
    """From which day to which a role counts."""

    class Meta:
        model = Membership
        fields = ("valid_from", "valid_to")
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def _post_clean(self) -> None:
        """As for organisations: the service checks."""


class GrantForm(forms.Form):
    """A role of a public authority for somebody, given by the operator."""

    phone = forms.CharField(label=_("手机号码"), help_text=_("此人登录用的手机号码。"))
    organisation = OrganisationField(
        label=_("单位"),
        queryset=Organisation.objects.confirmed().filter(kind=Organisation.Kind.GOVERNMENT),
    )
    role = forms.ChoiceField(
        label=_("角色"),
        choices=[(role.value, role.label) for role in Role if role in BUREAU_ROLES],
    )
    section = forms.CharField(label=_("科室"), max_length=32, required=False)
    valid_from = forms.DateField(label=_("生效日期"), required=False, widget=DateInput)
    valid_to = forms.DateField(label=_("截止日期"), required=False, widget=DateInput)

    def clean_phone(self) -> User:
        person = User.objects.filter(phone=self.cleaned_data["phone"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("没有用这个手机号码登录的人。"))
        return person


class AbsenceForm(forms.Form):
    """Days of leave and who stands in."""

    stand_in = forms.ModelChoiceField(label=_("代理人"), queryset=User.objects.none())
    starts_on = forms.DateField(label=_("离岗日期"), widget=DateInput)
    ends_on = forms.DateField(label=_("返岗前一日"), widget=DateInput)

    def __init__(self, *args: Any, user: User, **options: Any):
        super().__init__(*args, **options)
        places = user.memberships.in_force().values("organisation")
        colleagues = Membership.objects.in_force().filter(organisation__in=places)
        self.fields["stand_in"].queryset = (  # type: ignore[attr-defined]
            User.objects.filter(pk__in=colleagues.values("user")).exclude(pk=user.pk)
        )


def choose_among(fields: Any, name: str, places: Sequence[Organisation]) -> None:
    """Let ``fields[name]`` offer ``places``; where there is but one, it is taken unasked."""
    fields[name].queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])
    if len(places) == 1:
        fields[name].initial = places[0]
        fields[name].widget = forms.HiddenInput()
