"""What every list page says where nothing is found, and where the reader has no business."""

import pytest

from cms import site

LISTS = [
    ("/organisations/?q=无此单位", "firm_member"),
    ("/desk/organisations/?q=无此单位", "section_staff"),
    ("/desk/roles/?q=无此单位", "section_staff"),
    ("/audit/?subject=无此对象", "section_staff"),
    ("/policies/?status=repealed", ""),
    ("/news/", ""),
    ("/find/?q=无此词", ""),
]


@pytest.fixture
def read(client, db, request):
    site.set_up()

    def reading(address, role):
        if role:
            client.force_login(request.getfixturevalue(role))
        return client.get(address)

    return reading


@pytest.mark.parametrize(("address", "role"), LISTS)
def test_nothing_found_is_said_with_what_to_do(read, address, role):
    page = read(address, role)

    assert page.status_code == 200
    assert "zh-empty" in page.content.decode()


@pytest.mark.parametrize("address", ["/desk/organisations/", "/desk/roles/", "/audit/"])
def test_whoever_has_no_business_there_reads_what_to_do(read, address):
    page = read(address, "firm_member")

    assert page.status_code == 403
    assert "可以怎么做" in page.content.decode()
