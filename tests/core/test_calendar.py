from datetime import date, datetime
from io import StringIO

import chinese_calendar
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    Calendar,
    add_working_days,
    is_working_day,
    is_year_known,
    working_days_between,
)
from core.models import Holiday

DAYS_KNOWN = st.dates(date(2024, 1, 1), date(2026, 12, 31))
OFFICIAL = Calendar(
    dict.fromkeys(chinese_calendar.workdays, True)
    | dict.fromkeys(chinese_calendar.holidays, False),
    frozenset({2024, 2025, 2026}),
)


@pytest.fixture
def holidays(db):
    call_command("load_calendar", stdout=StringIO())


def test_three_years_agree_with_an_independent_calendar(holidays):
    read = Calendar.read()

    for ordinal in range(date(2024, 1, 1).toordinal(), date(2026, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        assert read.is_working_day(day) == chinese_calendar.is_workday(day), day


def test_loading_twice_changes_nothing(holidays):
    before = list(Holiday.objects.values_list())

    call_command("load_calendar", stdout=StringIO())

    assert list(Holiday.objects.values_list()) == before
    assert len(before) == 108


def test_a_corrected_notice_replaces_the_day(holidays, tmp_path):
    file = tmp_path / "notice.csv"
    file.write_text("date,name,is_working_day,source\n2026-10-07,国庆节,1,示例更正\n")

    call_command("load_calendar", str(file), stdout=StringIO())

    assert is_working_day(date(2026, 10, 7))


def test_what_we_ship_does_not_undo_a_correction(holidays, tmp_path):
    file = tmp_path / "notice.csv"
    file.write_text("date,name,is_working_day,source\n2026-10-07,国庆节,1,示例更正\n")
    call_command("load_calendar", str(file), stdout=StringIO())
    Holiday.objects.filter(date="2026-10-06").update(name="改了字")

    out = StringIO()
    call_command("load_calendar", stdout=out)

    corrected = Holiday.objects.get(date="2026-10-07")
    assert (corrected.is_working_day, corrected.source) == (True, "示例更正")
    assert Holiday.objects.get(date="2026-10-06").name == "国庆节"
    assert "107 天" in out.getvalue()


@pytest.mark.parametrize("line", ["2026-13-01,错,1,示例", "2026-10-07,错,是,示例"])
def test_a_broken_notice_is_refused(db, tmp_path, line):
    file = tmp_path / "notice.csv"
    file.write_text(f"date,name,is_working_day,source\n{line}\n")

    with pytest.raises(CommandError):
        call_command("load_calendar", str(file))

    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("start", "count", "found"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday that is worked
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # over the Spring Festival
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 6, 26), 15, date(2026, 7, 17)),
        (date(2026, 6, 18), 0, date(2026, 6, 18)),
        (date(2026, 6, 19), 0, date(2026, 6, 22)),  # a day off ends on the next working day
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
    ],
)
def test_working_days_skip_holidays_and_keep_moved_weekends(
    holidays, django_assert_num_queries, start, count, found
):
    with django_assert_num_queries(1):
        reckoned = add_working_days(start, count)

    assert reckoned.day == found
    assert not reckoned.is_provisional


def test_days_between_are_counted_by_one_query(holidays, django_assert_num_queries):
    with django_assert_num_queries(1):
        reckoned = working_days_between(date(2026, 9, 1), date(2026, 10, 31))

    assert reckoned.working_days == 39
    assert not reckoned.is_provisional


@given(start=DAYS_KNOWN, count=st.integers(-300, 300).filter(bool))
def test_counting_undoes_adding(start, count):
    found = OFFICIAL.add(start, count).day

    assert OFFICIAL.is_working_day(found)
    assert OFFICIAL.between(start, found).working_days == count


def test_an_unknown_year_is_provisional_and_counts_by_weekends(holidays):
    over_new_year = add_working_days(date(2026, 12, 30), 2)

    assert not is_year_known(2027)
    assert over_new_year.day == date(2027, 1, 1)
    assert over_new_year.is_provisional
    assert working_days_between(date(2026, 12, 30), date(2027, 1, 1)).is_provisional
    assert working_days_between(date(2022, 12, 30), date(2026, 1, 1)).is_provisional


def test_a_new_years_eve_alone_does_not_make_its_year_known(db):
    Holiday.objects.create(
        date=date(2022, 12, 31), name="元旦", is_working_day=False, source="示例"
    )

    assert not is_year_known(2022)


def test_known_years_are_known(holidays):
    assert [year for year in range(2020, 2030) if is_year_known(year)] == [2024, 2025, 2026]


def test_a_moment_is_no_day(db):
    with pytest.raises(TypeError, match="localdate"):
        is_working_day(datetime(2026, 1, 1))  # noqa: DTZ001
