"""The legal data as it is read: complete, referred to by what there is, and refused where it is broken."""

import copy
from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from maskinrum.deadlines import DeadlineError, LegalRules
from tests.deadlines.legal import DOMAIN, changed, refused, rules, shipped


def referred_to(part: object) -> Iterator[str]:
    """Every rule a part of the start plan refers to."""
    for key, value in part.items() if isinstance(part, dict) else []:
        if key == "legal_ref" and value:
            yield value
        yield from referred_to(value)
    for value in part if isinstance(part, list) else []:
        yield from referred_to(value)


def test_the_start_plan_refers_only_to_what_there_is() -> None:
    plan = yaml.safe_load((DOMAIN / "startplan.yaml").read_text(encoding="utf-8"))
    referred = sorted(set(referred_to(plan)))
    assert [rules().reference(name).id for name in referred] == referred
    assert "negotiated-bid" in referred


def test_every_period_keeps_count_unit_event_and_what_it_rests_on() -> None:
    rule = rules().rule("restricted-application")
    assert (rule.count, rule.unit, rule.event, rule.reference.verified, rule.reference.label) == (
        *(30, "days", "notice_dispatch"),
        *(True, "F"),
    )
    assert rule.reference.paragraph == "udbudsloven § 59, stk. 2"
    assert rule.reference.source == "https://danskelove.dk/udbudsloven/59"
    assert [
        rules().rule(name).unit for name in ("complaint-framework", "project-leaders", "supplementary-information")
    ] == [
        *("months", "working_days", "full_days"),
    ]
    assert rules().rule("dialogue").count is None


def test_when_a_rule_is_in_force_is_read_where_the_data_says_so() -> None:
    times = {
        "restricted-application": date(2016, 1, 1),  # of its law
        "standstill-electronic": date(2010, 7, 1),
        "complaint-framework": date(2013, 6, 1),  # of its own: it was twice as long before
        "names": date(2019, 1, 1),
        "facilitated-talk": None,
    }
    found = {name: rules().rule(name).reference for name in times}
    assert {name: one.valid_from for name, one in found.items()} == times
    assert {one.valid_to for one in found.values()} == {None}
    assert rules().framework.reference.valid_from == date(2016, 1, 1)
    data = copy.deepcopy(shipped())
    data["standstill"][0] |= {"valid_from": "2016-01-01", "valid_to": "2030-12-31"}
    one = LegalRules.from_mapping(data).standstill[data["standstill"][0]["channel"]].reference
    assert (one.valid_from, one.valid_to) == (date(2016, 1, 1), date(2030, 12, 31))
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2030, 12, 31), date(2031, 1, 1)]
    assert [one.is_in_force(day) for day in days] == [False, True, True, False]
    assert found["facilitated-talk"].is_in_force(date(1973, 1, 1))
    with pytest.raises(DeadlineError, match="must not come before valid_from"):
        changed("standstill.0.valid_to", "2010-06-30")


def test_what_nobody_vouches_for_is_carried_as_such() -> None:
    assert [rules().procedure(slug).periods[stage].reference.verified for slug, stage in STAGES] == [
        *(False, True, True, False, False),
    ]
    assert [rules().counting[name].verified for name in ("roll-over", "two-working-days")] == [True, False]
    assert rules().holidays.verified is False
    assert [rules().reference(name).verified for name in ("framework-duration", "threshold_rules", "standstill")] == [
        *(True, False, True),
    ]


STAGES = [
    ("open", "bid"),
    ("restricted", "application"),
    ("restricted", "bid"),
    ("negotiated", "application"),
    ("dialogue", "dialogue"),
]


def test_how_many_must_be_invited() -> None:
    selected = rules().procedure("restricted").least_selected
    assert selected is not None
    assert (selected.count, selected.paragraph, selected.verified) == (5, "udbudsloven § 59, stk. 4", True)
    assert selected.note is not None
    assert selected.note.en == "With fewer suitable applicants one may continue with those."
    assert rules().procedure("open").least_selected is None


def test_the_clients_own_days_are_those_of_the_theoretical_minimum() -> None:
    assert rules().work_days == {"selection": 14, "evaluation": 21}


@pytest.mark.parametrize("ask", ["procedure", "rule", "reference"])
def test_what_there_is_not_is_refused_by_name(ask: str) -> None:
    with pytest.raises(DeadlineError) as error:
        getattr(rules(), ask)("magic")
    assert refused(error) == (ask, "magic")


BROKEN: list[tuple[str, object, str]] = [
    ("disclaimer", "words", "disclaimer"),
    ("disclaimer.da", None, "disclaimer.da"),
    ("procedures", {}, "procedures"),
    ("procedures.0", "open", "procedures[0]"),
    ("procedures.0.slug", 4, "procedures[0].slug"),
    ("procedures.0.stages", [], "procedures[0].stages"),
    ("procedures.0.stages", "bid", "procedures[0].stages"),
    ("procedures.0.stages", [1], "procedures[0].stages"),
    ("procedures.0.bid.days", 0, "procedures[0].bid.days"),
    ("procedures.0.bid.days", "35", "procedures[0].bid.days"),
    ("procedures.0.bid.days", True, "procedures[0].bid.days"),
    ("procedures.0.bid.days", None, "procedures[0].bid.shortenings[0]"),
    ("procedures.0.bid.days", 5, "procedures[0].bid.shortenings[0]"),
    ("procedures.0.bid.unit", "moons", "procedures[0].bid.unit"),
    ("procedures.0.bid.verified", "yes", "procedures[0].bid.verified"),
    ("procedures.0.bid.shortenings.0.min_days", 3, "procedures[0].bid.shortenings[0]"),
    ("procedures.0.bid.shortenings.1.min_days", None, "procedures[0].bid.shortenings[1]"),
    ("procedures.0.bid.shortenings.0.result_days", 31, "procedures[0].bid.shortenings[0].result_days"),
    ("procedures.1.min_selected.n", None, "procedures[1].min_selected.n"),
    ("counting_rules.rules", [], "counting_rules.rules"),
    ("counting_rules.holidays", None, "counting_rules.holidays"),
    ("counting_rules.holidays.public.0.date", "02-29", "counting_rules.holidays.public[0].date"),
    ("counting_rules.holidays.public.0.date", "1 January", "counting_rules.holidays.public[0].date"),
    ("counting_rules.holidays.public.1.easter_offset", "later", "counting_rules.holidays.public[1].easter_offset"),
    ("thresholds.0.valid_to", "never", "thresholds[0].valid_to"),
    ("thresholds.0.valid_to", "2015-12-31", "thresholds[0].valid_to"),
    ("thresholds.0.exact", False, "thresholds[0].dkk_range"),
    ("thresholds.0.dkk", None, "thresholds[0].dkk"),
    ("framework_duration.max_months", None, "framework_duration.max_months"),
    ("theoretical_minimum.parts.selection", 0, "theoretical_minimum.parts.selection"),
]


@pytest.mark.parametrize(("path", "value", "field"), BROKEN, ids=[f"{path}={value}" for path, value, _field in BROKEN])
def test_broken_data_are_refused_with_the_path(path: str, value: object, field: str) -> None:
    with pytest.raises(DeadlineError) as error:
        changed(path, value)
    assert (error.value.code, error.value.field) == ("data", field)


def test_a_date_in_the_data_may_be_read_as_a_date_already() -> None:
    first = changed("thresholds.0.valid_from", date(2016, 1, 1)).thresholds[0]
    assert first.valid_from == date(2016, 1, 1)


def test_reading_changes_nothing() -> None:
    before = copy.deepcopy(shipped())
    LegalRules.from_mapping(shipped())
    assert shipped() == before
