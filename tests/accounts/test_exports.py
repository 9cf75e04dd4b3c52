"""What the desk's two lists hand out as a file."""

import csv
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import Contact
from tests.factories import MembershipFactory, OrganisationFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

ORGANISATIONS, ROLES = "accounts:desk_organisations", "accounts:desk_roles"


@pytest.fixture
def found(county_staff):
    """An organisation and its member in the county that ``county_staff`` sees to."""
    organisation = OrganisationFactory(name="=玻纤（示例）", pending=True)
    Contact.objects.create(
        organisation=organisation, name="周某某", phone="13900000001", email="zhou@example.com"
    )
    MembershipFactory(
        organisation=organisation, user=UserFactory(name="周演示", phone="13800000002")
    )
    elsewhere = RegionFactory(code="360481", name="瑞昌市")
    MembershipFactory(organisation__region=elsewhere, organisation__pending=True)
    return organisation


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows(client, url, query):
    """A csv's lines, by header."""
    text = body(client.get(reverse(url) + query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_organisations_go_out_as_found_with_masked_contacts(client, county_staff, found):
    client.force_login(county_staff)

    [row] = rows(client, ORGANISATIONS, "?status=pending&export=csv")

    assert (row["名称"], row["统一社会信用代码"]) == ("'=玻纤（示例）", found.code)
    assert (row["联系人"], row["联系电话"], row["联系邮箱"]) == (
        "周**",
        "139****0001",
        "z***@example.com",
    )


def test_roles_go_out_as_found_with_masked_numbers(client, county_staff, found):
    client.force_login(county_staff)

    [row] = rows(client, ROLES, "?q=玻纤&export=csv")

    assert (row["姓名"], row["手机号码"], row["角色"]) == ("周演示", "138****0002", "企业人员")


@pytest.mark.parametrize(("url", "title"), [(ORGANISATIONS, "单位"), (ROLES, "人员角色")])
def test_a_workbook_says_on_what_it_rests(client, county_staff, found, url, title):
    client.force_login(county_staff)

    book = CalamineWorkbook.from_filelike(
        io.BytesIO(body(client.get(reverse(url) + "?status=pending&export=xlsx")))
    )

    said = dict(row[:2] for row in book.get_sheet_by_name("口径").to_python())
    assert (said["名称"], said["筛选条件"]) == (title, "状态：待确认")


@pytest.mark.parametrize("url", [ORGANISATIONS, ROLES])
def test_twenty_more_rows_cost_no_more_queries(
    client, county_staff, found, url, django_assert_max_num_queries
):
    for _number in range(20):
        member = MembershipFactory()
        Contact.objects.create(organisation=member.organisation, name="周某", phone="13900000003")
    client.force_login(county_staff)

    with django_assert_max_num_queries(20):
        assert len(rows(client, url, "?export=csv")) > 20
