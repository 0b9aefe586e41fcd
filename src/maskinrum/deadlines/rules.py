"""The legal frame as data: periods, shortenings, procedures, thresholds, duration, holidays; each with its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self, cast

from maskinrum.deadlines.counting import Unit
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.holidays import HolidayRules
from maskinrum.deadlines.reading import Section, Text, broken
from maskinrum.deadlines.thresholds import Threshold

UNITS: Final[Mapping[str, Unit]] = {
    "calendar_days": "days",
    "working_days": "working_days",
    "full_calendar_days": "full_days",
}
LISTS: Final = ("other_periods", "standstill", "complaint_periods", "conflict_ladder", "conflict_ladder_rules")
COUNTING: Final = ("event-day", "roll-over", "two-working-days", "backward")
TIME: Final = ("valid_from", "valid_to")
Channel = Literal["electronic", "letter"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a rule rests on. ``verified``: it was read in the source; ``label`` F fact, B background, I inference.

    ``valid_from`` and ``valid_to``: first and last day the rule is for, where the data says so of it or of its law.
    """

    id: str
    paragraph: str | None
    verified: bool
    label: str
    source: str | None
    text: Text | None
    note: Text | None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether a day lies in the time of the rule; any day does where the data knows no time."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class Shortening:
    """A condition under which a period may be shorter: by ``minus`` days, or down to ``least`` days."""

    code: str
    minus: int | None
    least: int | None
    paragraph: str | None
    verified: bool
    condition: Text | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A period. ``count`` is nothing where the law states no length, only that it must be appropriate."""

    reference: Reference
    count: int | None
    unit: Unit
    event: str
    shortenings: tuple[Shortening, ...] = ()
    longest_months: int | None = None

    @property
    def id(self) -> str:
        """The id of the rule, which others refer to."""
        return self.reference.id


@dataclass(frozen=True, slots=True)
class Selected:
    """How many applicants must at least be invited."""

    count: int
    paragraph: str | None
    verified: bool
    note: Text | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to tender: its stages in order, and the period of each stage that has one."""

    slug: str
    name: Text
    stages: tuple[str, ...]
    periods: Mapping[str, Rule]
    least_selected: Selected | None


@dataclass(frozen=True, slots=True)
class FrameworkDuration:
    """The longest a framework agreement may last without a justification, and what a longer one requires."""

    reference: Reference
    longest_months: int
    longer_requires: Text


@dataclass(frozen=True, slots=True)
class LegalRules:
    """All rules of the legal frame. ``work_days`` are the days estimated for the client's own work: no law."""

    disclaimer: Text
    procedures: Mapping[str, Procedure]
    periods: Mapping[str, Rule]
    standstill: Mapping[str, Rule]
    counting: Mapping[str, Reference]
    holidays: HolidayRules
    thresholds: tuple[Threshold, ...]
    framework: FrameworkDuration
    work_days: Mapping[str, int]
    references: Mapping[str, Reference]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """Read the mapping of the legal data. Raises ``DeadlineError`` (code ``data``) whose ``field`` is the path."""
        mapping = _dated(mapping)
        root = Section.of(mapping, "")
        procedures = {found.slug: found for found in map(_procedure, root.sections("procedures"))}
        listed = [(name, _rule(entry)) for name in LISTS for entry in root.sections(name)]
        staged = [rule for procedure in procedures.values() for rule in procedure.periods.values()]
        counting = root.section("counting_rules")
        holidays = HolidayRules.from_section(counting.section("holidays"))
        return cls(
            disclaimer=root.section("disclaimer").words(),
            procedures=procedures,
            periods={rule.id: rule for rule in [*staged, *(rule for _, rule in listed)]},
            standstill={entry.word("channel"): _rule(entry) for entry in root.sections("standstill")},
            counting=_counting(counting),
            holidays=holidays,
            thresholds=tuple(map(Threshold.from_section, root.sections("thresholds"))),
            framework=_framework(root.section("framework_duration")),
            work_days=_work_days(root.section("theoretical_minimum").section("parts")),
            references=dict(_references(mapping)),
        )

    def procedure(self, slug: str) -> Procedure:
        """The procedure; raises ``DeadlineError`` (code ``procedure``) when there is none."""
        if slug not in self.procedures:
            known = tuple(self.procedures)
            raise DeadlineError(f"no procedure {slug!r}", code="procedure", value=slug, choices=known)
        return self.procedures[slug]

    def rule(self, rule_id: str) -> Rule:
        """The period with an id; raises ``DeadlineError`` (code ``rule``) when there is none."""
        if rule_id not in self.periods:
            raise DeadlineError(f"no period {rule_id!r}", code="rule", value=rule_id, choices=tuple(self.periods))
        return self.periods[rule_id]

    def reference(self, name: str) -> Reference:
        """What an id or a part of the legal data rests on; raises ``DeadlineError`` (code ``reference``)."""
        if name not in self.references:
            raise DeadlineError(f"no rule {name!r}", code="reference", value=name)
        return self.references[name]


def _dated(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """The same data, where each rule that does not say when it is in force is so as long as its law is."""
    laws = {
        law.word("cited_as"): {key: law.values[key] for key in TIME if key in law}
        for law in Section.of(mapping, "").sections("statutes")
        if "cited_as" in law
    }
    return {key: value if key == "statutes" else _in_time(value, laws) for key, value in mapping.items()}


def _in_time(value: object, laws: Mapping[str, Mapping[str, object]]) -> object:
    if isinstance(value, list):
        return [_in_time(part, laws) for part in value]
    if not isinstance(value, Mapping):
        return value
    inner = {key: _in_time(part, laws) for key, part in value.items()}
    paragraph = value.get("paragraph")
    if not isinstance(paragraph, str):
        return inner
    time = next((time for law, time in laws.items() if paragraph.startswith(f"{law} ")), {})
    return {**inner, **{key: day for key, day in time.items() if inner.get(key) is None}}


def _reference(section: Section) -> Reference:
    first, last = (section.day(key) if key in section else None for key in TIME)
    if first is not None and last is not None and last < first:
        raise broken(section.at("valid_to"), "must not come before valid_from", last)
    return Reference(
        id=section.word("id"),
        paragraph=section.word_or("paragraph", "") or None,
        verified=section.flag("verified"),
        label=section.word_or("label", ""),
        source=section.word_or("source", "") or None,
        text=section.text(),
        note=section.text_at("note"),
        valid_from=first,
        valid_to=last,
    )


def _rule(section: Section) -> Rule:
    days, months = section.whole("days"), section.whole("months")
    unit = section.word_or("unit", "calendar_days")
    if unit not in UNITS:
        raise broken(section.at("unit"), f"must be one of {', '.join(UNITS)}", unit)
    shortenings = tuple(_shortening(entry, days) for entry in section.sections("shortenings"))
    return Rule(
        reference=_reference(section),
        count=days if months is None else months,
        unit=UNITS[unit] if months is None else "months",
        event=section.word_or("from", section.word_or("before", "")),
        shortenings=shortenings,
        longest_months=section.whole("max_months"),
    )


def _shortening(section: Section, days: int | None) -> Shortening:
    minus, least, result = (section.whole(key) for key in ("minus_days", "min_days", "result_days"))
    if (minus is None) is (least is None):
        raise broken(section.path, "must have either minus_days or min_days", dict(section.values))
    if days is None or (least or minus or 0) >= days:
        raise broken(section.path, "leaves nothing of the period, or does not shorten it", days)
    if result is not None and result != days - (minus or 0):
        raise broken(section.at("result_days"), f"must be {days - (minus or 0)}", result)
    return Shortening(
        code=section.word("code"),
        minus=minus,
        least=least,
        paragraph=section.word_or("paragraph", "") or None,
        verified=section.flag("verified"),
        condition=section.text_at("condition"),
    )


def _procedure(section: Section) -> Procedure:
    stages = section.values.get("stages")
    if not isinstance(stages, list) or not stages or not all(isinstance(stage, str) for stage in stages):
        raise broken(section.at("stages"), "must be a list of words", stages)
    named = cast("list[str]", stages)
    selected = section.section("min_selected") if "min_selected" in section else None
    return Procedure(
        slug=section.word("slug"),
        name=section.words(),
        stages=tuple(named),
        periods={stage: _rule(section.section(stage)) for stage in named if stage in section},
        least_selected=None if selected is None else _selected(selected),
    )


def _selected(section: Section) -> Selected:
    paragraph = section.word_or("paragraph", "") or None
    return Selected(section.needed("n"), paragraph, section.flag("verified"), section.text_at("note"))


def _counting(section: Section) -> dict[str, Reference]:
    found = {reference.id: reference for reference in map(_reference, section.sections("rules"))}
    for name in COUNTING:
        if name not in found:
            raise broken(section.at("rules"), f"must have the rule {name}", tuple(found))
    return found


def _framework(section: Section) -> FrameworkDuration:
    requires = section.section("longer_requires").words()
    return FrameworkDuration(_reference(section), section.needed("max_months"), requires)


def _work_days(section: Section) -> dict[str, int]:
    return {stage: section.needed(stage) for stage in ("selection", "evaluation")}


def _references(mapping: Mapping[str, object]) -> Iterator[tuple[str, Reference]]:
    """Every part of the data by its key, then every rule by its id: whatever a plan may refer to."""
    for key, value in mapping.items():
        verified = [part.flag("verified") for part in _parts(value, key) if "verified" in part.values]
        yield key, Reference(key, None, bool(verified) and all(verified), "", None, None, None)
    for part in _parts(mapping, ""):
        if "id" in part:
            yield part.word("id"), _reference(part)


def _parts(value: object, path: str) -> Iterator[Section]:
    """Every mapping inside, the outer before the inner."""
    inner: list[object] = []
    if isinstance(value, Mapping):
        yield Section.of(value, path)
        inner = list(cast("Mapping[str, object]", value).values())
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    for part in inner:
        yield from _parts(part, path)
