import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contracts.turnover import rollup
from tests.contracts.factories import ContractFactory

pytestmark = pytest.mark.django_db
WAN = 1_000_000


@pytest.fixture
def registered():
    ContractFactory(registered=True, amount_fen=10 * WAN, registered_on=date(2026, 3, 20))
    ContractFactory(
        registered=True,
        amount_fen=30 * WAN,
        non_technical_fen=5 * WAN,
        technology_amount_fen=25 * WAN,
        registered_on=date(2026, 4, 1),
    )
    rollup.rebuild()


def said(*arguments):
    out = StringIO()
    call_command("turnover", *arguments, stdout=out)
    return out.getvalue()


def test_figures_come_as_json_in_whole_fen_with_their_basis(registered):
    answer = json.loads(said("--year", "2026", "--by", "county,quarter,type", "--json"))

    assert (answer["basis"], answer["unit"], answer["waiting"]) == ("登记口径", "分", 0)
    assert answer["rows"] == [
        {
            "county": "360403",
            "quarter": quarter,
            "type": "development",
            "county_name": "浔阳区",
            "type_name": "技术开发",
            "contracts": 1,
            "amount_fen": amount * WAN,
            "technology_amount_fen": technology * WAN,
        }
        for quarter, amount, technology in ((1, 10, 10), (2, 30, 25))
    ]
    assert answer["total"] == {
        "contracts": 2,
        "amount_fen": 40 * WAN,
        "technology_amount_fen": 35 * WAN,
    }


def test_figures_can_be_read_as_lines(registered):
    lines = said("--year", "2026", "--by", "county").splitlines()

    assert lines[0].startswith("2026 年，登记口径，单位：元")
    assert lines[1:] == [
        "浔阳区\t2 项\t400,000.00\t350,000.00",
        "合计\t2 项\t400,000.00\t350,000.00",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(("--year", "2026", "--by", "month"), "month"), (("--year", "99999"), "不是年份")],
)
def test_what_cannot_be_asked_is_refused(db, arguments, why):
    with pytest.raises(CommandError, match=why):
        said(*arguments)
