"""The holidays of the library against a table of our own, and the choices a caller has."""

from datetime import date, timedelta

import pytest

from maskinrum.deadlines import Closed, DeadlineError, Text, WorkingDays
from maskinrum.deadlines.holidays import UNNAMED, easter
from tests.deadlines.legal import cautious, changed, refused, rules, shipped, strict

# Easter Sunday as month and day, 2020 to 2045.
EASTER = dict(
    enumerate(
        [
            *[(4, 12), (4, 4), (4, 17), (4, 9), (3, 31), (4, 20), (4, 5), (3, 28), (4, 16), (4, 1)],
            *[(4, 21), (4, 13), (3, 28), (4, 17), (4, 9), (3, 25), (4, 13), (4, 5), (4, 25), (4, 10)],
            *[(4, 1), (4, 21), (4, 6), (3, 29), (4, 17), (4, 9)],
        ],
        start=2020,
    )
)
AFTER_EASTER = {
    "skaertorsdag": -3,
    "langfredag": -2,
    "paaskedag": 0,
    "anden-paaskedag": 1,
    "kristi-himmelfart": 39,
    "pinsedag": 49,
    "anden-pinsedag": 50,
}
FIXED = {"nytaarsdag": (1, 1), "juledag": (12, 25), "anden-juledag": (12, 26)}


def by_tables(year: int) -> dict[date, str]:
    """The public holidays of a year by the tables above."""
    sunday = date(year, *EASTER[year])
    found = {sunday + timedelta(days=days): slug for slug, days in AFTER_EASTER.items()}
    found |= {date(year, *place): slug for slug, place in FIXED.items()}
    return found | ({sunday + timedelta(days=26): "store-bededag"} if year <= 2023 else {})


def by_epact(year: int) -> date:
    """Easter Sunday: the Sunday after the full moon that the golden number and the epact give."""
    golden, century = year % 19 + 1, year // 100 + 1
    dropped, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon - dropped) % 30
    epact += int((epact == 25 and golden > 11) or epact == 24)
    full = 44 - epact + (30 if epact > 23 else 0)
    return date(year, 3, 1) + timedelta(days=full + 6 - (5 * year // 4 - dropped - 10 + full) % 7)


@pytest.mark.parametrize("year", EASTER)
def test_the_public_holidays_are_those_of_our_own_table(year: int) -> None:
    found = {holiday.day: holiday.slug for holiday in rules().holidays.of(year) if not holiday.doubtful}
    assert found == by_tables(year)


def test_easter_is_where_the_moon_puts_it() -> None:
    assert {year: easter(year) for year in range(1973, 2101)} == {year: by_epact(year) for year in range(1973, 2101)}
    assert {year: (by_epact(year).month, by_epact(year).day) for year in EASTER} == EASTER


def test_great_prayer_day_is_a_holiday_to_2023_and_not_from_2024() -> None:
    assert strict().closed(date(2023, 5, 5)) == Closed(
        date(2023, 5, 5), "public", "store-bededag", Text("Store bededag", "Great Prayer Day")
    )
    assert strict().closed(date(2024, 4, 26)) is None


@pytest.mark.parametrize(
    ("day", "slug"),
    [
        (date(2026, 5, 15), "efter-himmelfart"),
        (date(2026, 6, 5), "grundlovsdag"),
        (date(2026, 12, 24), "juleaften"),
        (date(2026, 12, 31), "nytaarsaften"),
    ],
)
def test_a_doubtful_day_is_closed_unless_the_caller_says_otherwise(day: date, slug: str) -> None:
    closed = cautious().closed(day)
    assert closed is not None
    assert (closed.kind, closed.slug, strict().closed(day)) == ("doubtful", slug, None)
    only = WorkingDays.of(rules().holidays, doubtful=[slug])
    assert only.closed(day) == closed
    assert only.listed(date(2026, 5, 15), date(2026, 12, 31))[0].day == min(day, date(2026, 5, 24))


def test_what_is_surer_names_the_day() -> None:
    assert [
        closed.kind if closed else None
        for closed in map(cautious().closed, [date(2022, 6, 5), date(2027, 6, 5), date(2022, 12, 24)])
    ] == ["public", "saturday", "saturday"]


def test_a_caller_adds_days_and_removes_holidays_but_no_weekend() -> None:
    monday, friday, sunday = date(2026, 7, 6), date(2026, 4, 3), date(2026, 4, 5)
    name = Text("Sommerlukket", "Closed for the summer")
    working = WorkingDays.of(rules().holidays, added={monday: name}, removed=[friday, sunday])
    assert working.closed(monday) == Closed(monday, "added", name=name)
    assert working.closed(friday) is None
    assert working.closed(sunday) == Closed(sunday, "sunday")
    assert WorkingDays.of(rules().holidays, added=[monday]).closed(monday) == Closed(monday, "added")


def test_the_list_to_show_leaves_out_what_is_only_a_weekend() -> None:
    shown = strict().listed(date(2026, 4, 1), date(2026, 4, 30))
    assert [closed.slug for closed in shown] == ["skaertorsdag", "langfredag", "paaskedag", "anden-paaskedag"]
    assert strict().listed(date(2026, 4, 2), date(2026, 4, 1)) == ()


def test_a_holiday_the_rules_do_not_name_keeps_the_name_of_the_library() -> None:
    public = shipped()["counting_rules"]["holidays"]["public"]
    fewer = changed("counting_rules.holidays.public", [entry for entry in public if entry["slug"] != "langfredag"])
    assert WorkingDays.of(fewer.holidays).closed(date(2026, 4, 3)) == Closed(
        date(2026, 4, 3), "public", UNNAMED, Text("Langfredag", "Good Friday")
    )


def test_an_unknown_doubtful_day_is_refused() -> None:
    with pytest.raises(DeadlineError) as error:
        WorkingDays.of(rules().holidays, doubtful=["fastelavn"])
    assert refused(error) == ("doubtful", "fastelavn")
    assert error.value.choices == ("efter-himmelfart", "grundlovsdag", "juleaften", "nytaarsaften")


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9999, 12, 31)])
def test_a_day_too_far_away_is_refused(day: date) -> None:
    for ask in (
        lambda: cautious().closed(day),
        lambda: WorkingDays.of(rules().holidays, added=[day]),
        lambda: WorkingDays.of(rules().holidays, removed=[day]),
    ):
        with pytest.raises(DeadlineError) as error:
            ask()
        assert refused(error) == ("range", day)
