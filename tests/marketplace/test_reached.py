"""How many firms the desk called in the time that it promises."""

from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.responsiveness import Reached, of_desk
from tests.factories import NeedFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
DUE = date(2026, 11, 27)


def left(reached=None, due=DUE, status="received", days_ago=10):
    NeedFactory(
        status=status, due_on=due, reached_at=reached, received_at=NOW - timedelta(days=days_ago)
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Reached(1, 0)),  # nobody called, and the day has passed
        ({"due": date(2026, 11, 30)}, Reached(0, 0)),  # there is still today
        # The end of the day is Shanghai's.
        ({"reached": datetime(2026, 11, 27, 15, 59, tzinfo=UTC)}, Reached(1, 1)),
        ({"reached": datetime(2026, 11, 27, 16, 0, tzinfo=UTC)}, Reached(1, 0)),
        ({"reached": NOW, "due": date(2026, 12, 1), "status": "refining"}, Reached(1, 1)),
        ({"status": "withdrawn"}, Reached(0, 0)),  # taken back before anybody called
        ({"status": "declined"}, Reached(1, 0)),  # turned down without a call
        ({"days_ago": 91}, Reached(0, 0)),
    ],
)
def test_a_need_counts_once_it_was_due_or_reached(facts, expected):
    left(**facts)

    assert of_desk(NOW) == expected


def test_all_are_read_by_one_query(django_assert_num_queries):
    for _n in range(3):
        left()

    with django_assert_num_queries(1):
        assert of_desk(NOW) == Reached(3, 0)
