"""A confirmed organisation's code is corrected, with its reason; the old one is kept."""

import pytest
from django.urls import reverse

from accounts.models import FormerCode, Organisation
from accounts.services import merge, organisations
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from tests.factories import MembershipFactory, OrganisationFactory, credit_code

pytestmark = pytest.mark.django_db
OLD, NEW = credit_code(9100001), credit_code(9100002)


@pytest.fixture
def organisation():
    return OrganisationFactory(code=OLD)


def change(organisation, actor, code=NEW):
    return organisations.change_code(
        organisation.pk, code=code, reason="换发营业执照。", actor=actor
    )


def test_the_code_moves_and_the_old_one_stays_findable(client, organisation, section_staff):
    assert change(organisation, section_staff, NEW.lower()).code == NEW

    moved = AuditEvent.objects.get(action="organisation.change_code")
    assert moved.changes == {"code": [OLD, NEW]}
    former = FormerCode.objects.get()
    assert (former.code, former.reason) == (OLD, "换发营业执照。")
    client.force_login(section_staff)
    listed = client.get(reverse("accounts:desk_organisations"), {"q": OLD}).context["listing"]
    assert [row.code for row in listed.page] == [NEW]
    trail = client.get(reverse("core:audit"), {"subject": OLD}).context["listing"]
    assert [event.action for event in trail.page] == ["former_code.keep"]


def test_its_people_read_why(client, organisation, section_staff):
    member = MembershipFactory(organisation=organisation).user
    change(organisation, section_staff)
    client.force_login(member)

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert OLD in page
    assert "换发营业执照。" in page


@pytest.mark.parametrize("code", [OLD, NEW[:-1], NEW[:-1] + "0" if NEW[-1] != "0" else "1"])
def test_a_code_that_is_wrong_or_the_same_changes_nothing(organisation, section_staff, code):
    with pytest.raises(ValidationError):
        change(organisation, section_staff, code)

    assert Organisation.objects.get(pk=organisation.pk).code == OLD
    assert not AuditEvent.objects.exists()
    assert not FormerCode.objects.exists()


def test_a_code_that_stands_elsewhere_is_refused(organisation, section_staff):
    OrganisationFactory(code=NEW)

    with pytest.raises(ValidationError):
        change(organisation, section_staff)

    assert not AuditEvent.objects.exists()


def test_a_code_merged_into_another_organisation_is_refused(organisation, section_staff):
    merge.merge_organisation(
        OrganisationFactory(code=NEW).pk, into=OrganisationFactory().pk, actor=section_staff
    )

    with pytest.raises(ValidationError, match="另一家单位"):
        change(organisation, section_staff)

    assert Organisation.objects.get(pk=organisation.pk).code == OLD


def test_the_code_of_a_duplicate_merged_into_it_is_taken(organisation, section_staff):
    merge.merge_organisation(
        OrganisationFactory(code=NEW).pk, into=organisation.pk, actor=section_staff
    )

    assert change(organisation, section_staff).code == NEW


@pytest.mark.parametrize("role", ["county_staff", "operator", "firm_member", "registrar"])
def test_nobody_else_changes_it(organisation, role, request):
    with pytest.raises(PermissionDenied):
        change(organisation, request.getfixturevalue(role))

    assert not AuditEvent.objects.exists()
    assert not FormerCode.objects.exists()


def test_while_it_waits_the_founder_edits_it_instead(section_staff):
    with pytest.raises(WrongState):
        change(OrganisationFactory(pending=True, code=OLD), section_staff)


def test_the_page_asks_for_the_reason(client, organisation, section_staff):
    client.force_login(section_staff)
    url = reverse("accounts:change_code", args=[organisation.pk])

    refused = client.post(url, {"code": NEW, "reason": ""})
    done = client.post(url, {"code": NEW, "reason": "更正。"})

    assert refused.context["form"].has_error("reason")
    assert done.url == organisation.get_absolute_url()
    assert FormerCode.objects.get().code == OLD
