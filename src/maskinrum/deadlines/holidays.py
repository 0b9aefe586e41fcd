"""Danish holidays: which days they are comes from the ``holidays`` library, what they are called from the rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from maskinrum.deadlines.reading import Section, Text, broken

UNNAMED = "public-holiday"
A_YEAR_WITHOUT_LEAP_DAY = 2001
LANGUAGES = ("da", "en_US")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of one year. ``doubtful``: closed in practice, but no public holiday."""

    day: date
    slug: str
    name: Text
    doubtful: bool


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A holiday by its fixed date (month, day), or by its days after Easter Sunday."""

    slug: str
    name: Text
    place: tuple[int, int] | int

    @classmethod
    def from_section(cls, section: Section) -> Self:
        """Read ``{slug, da, en, date: "12-25"}`` or ``{slug, da, en, easter_offset: 39}``."""
        return cls(section.word("slug"), section.words(), _place(section))

    def day(self, year: int) -> date:
        """The day of a year."""
        if isinstance(self.place, int):
            return easter(year) + timedelta(days=self.place)
        return date(year, *self.place)


@dataclass(frozen=True, slots=True)
class HolidayRules:
    """Names of public holidays, the doubtful days, and whether somebody vouches for the list."""

    public: tuple[HolidayRule, ...]
    doubtful: tuple[HolidayRule, ...]
    verified: bool

    @classmethod
    def from_section(cls, section: Section) -> Self:
        """Read ``{public: […], doubtful: […], verified}``."""
        public, doubtful = (
            tuple(HolidayRule.from_section(entry) for entry in section.sections(key)) for key in ("public", "doubtful")
        )
        return cls(public, doubtful, section.flag("verified"))

    def of(self, year: int) -> tuple[Holiday, ...]:
        """The public holidays and the doubtful days of a year, by date."""
        names = {rule.day(year): rule for rule in self.public}
        found = [_named(day, own, names.get(day)) for day, own in public_days(year).items()]
        found += [Holiday(rule.day(year), rule.slug, rule.name, doubtful=True) for rule in self.doubtful]
        return tuple(sorted(found, key=lambda holiday: (holiday.day, holiday.doubtful)))


@lru_cache(maxsize=256)
def public_days(year: int) -> Mapping[date, Text]:
    """The public holidays of a year as the library has them, with its own names."""
    from holidays import country_holidays  # noqa: PLC0415 - brings a calendar library along, wherever a plan is known

    danish, english = (country_holidays("DK", years=year, expand=False, language=name) for name in LANGUAGES)
    return {day: Text(name, english[day]) for day, name in danish.items()}


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday: the only public holiday on a Sunday from 22 March to 25 April."""
    return next(day for day in public_days(year) if day.weekday() == 6 and (3, 22) <= (day.month, day.day) <= (4, 25))


def _named(day: date, own: Text, rule: HolidayRule | None) -> Holiday:
    if rule is None:
        return Holiday(day, UNNAMED, own, doubtful=False)
    return Holiday(day, rule.slug, rule.name, doubtful=False)


def _place(section: Section) -> tuple[int, int] | int:
    if "easter_offset" in section:
        return section.needed("easter_offset", least=-80)
    written = section.word("date")
    try:
        found = re.fullmatch(r"(\d\d)-(\d\d)", written)
        whole = date(A_YEAR_WITHOUT_LEAP_DAY, int(found[1]), int(found[2])) if found else None
    except ValueError:
        whole = None
    if whole is None:
        raise broken(section.at("date"), "must be a date written MM-DD", written)
    return whole.month, whole.day
