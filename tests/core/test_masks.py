import pytest
from django.template import Context, Template

from core.masks import mask_credit_code, mask_email, mask_name, mask_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13900000001", "139****0001"),
        ("0792-12345678", "0792-*******8"),
        ("0792-1234567", "0792-******7"),
        ("07921234567", "**********7"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_phone_number_keeps_its_ends(number, masked):
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("liming@example.com", "l***@example.com"),
        ("a@example.com", "***@example.com"),
        ("no address", "***"),
        ("", ""),
    ],
)
def test_an_address_keeps_its_first_letter_and_domain(address, masked):
    assert mask_email(address) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "张*"), ("欧阳示例", "欧***"), ("张", "*"), ("", "")],
)
def test_a_name_keeps_its_first_character(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("code", "masked"),
    [("N1360400MA0000013K", "N1360400********3K"), ("123456", "******"), ("", "")],
)
def test_a_credit_code_keeps_kind_division_and_end(code, masked):
    assert mask_credit_code(code) == masked


def test_templates_mask_and_print_nothing_for_nothing():
    page = Template(
        "{% load masks %}{{ phone|mask_phone }}|{{ email|mask_email }}|{{ no|mask_name }}"
    )

    printed = page.render(Context({"phone": "13900000001", "email": None}))

    assert printed == "139****0001||"
