"""The JSON document of a chain: of its stated form, and with everything a date rests on."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from maskinrum.deadlines import (
    DEADLINES_SCHEMA,
    Question,
    Text,
    WorkingDays,
    chain_document,
    forward,
    latest_dispatch,
)
from tests.deadlines.legal import cautious, rules
from tests.deadlines.test_chain import QUESTIONS


def document(question: Question, working: WorkingDays, wished: date | None = None) -> dict[str, Any]:
    """The document of a question from one day, as a reader of JSON meets it."""
    chain = forward(rules(), working, question, date(2026, 12, 1))
    backward = None if wished is None else latest_dispatch(rules(), working, question, wished)
    made = chain_document(chain, rules(), working, wished=wished, backward=backward)
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found


@pytest.mark.parametrize("slug", QUESTIONS)
@pytest.mark.parametrize("wished", [None, date(2027, 10, 1)], ids=str)
def test_it_has_the_stated_form(slug: str, wished: date | None) -> None:
    jsonschema.validate(document(QUESTIONS[slug], cautious(), wished), DEADLINES_SCHEMA)


def test_each_step_tells_rule_count_start_nominal_end_moves_and_end() -> None:
    step = document(Question("restricted"), cautious())["steps"][0]
    assert {key: value for key, value in step.items() if key not in {"moves", "rule"}} == {
        "stage": "application",
        "basis": "statutory",
        "event": "notice_dispatch",
        "from": "2026-12-01",
        "count": 30,
        "unit": "days",
        "start": "2026-12-02",
        "nominal_end": "2026-12-31",
        "end": "2027-01-04",
        "shortenings": [],
        "unverified": ["holidays"],
    }
    assert step["rule"]["paragraph"] == "udbudsloven § 59, stk. 2"
    assert [(move["rule"], move["day"], move["closed"]["kind"]) for move in step["moves"]] == [
        ("roll-over", "2026-12-31", "doubtful"),
        ("roll-over", "2027-01-01", "public"),
        ("roll-over", "2027-01-02", "saturday"),
        ("roll-over", "2027-01-03", "sunday"),
    ]
    assert step["moves"][0]["closed"]["name"] == {"da": "Nytårsaftensdag", "en": "New Year's Eve"}


def test_it_holds_question_calendar_and_latest_dispatch() -> None:
    asked = Question("restricted", {"prior_notice": None, "agreement": 12}, prior_notice=date(2026, 5, 4))
    name = Text("Lukket", "Closed")
    working = WorkingDays.of(
        rules().holidays, doubtful=["juleaften"], added={date(2026, 12, 28): name}, removed=[date(2027, 3, 25)]
    )
    found = document(asked, working, date(2027, 10, 1))
    jsonschema.validate(found, DEADLINES_SCHEMA)
    assert found["question"]["shortenings"] == {"agreement": 12, "prior_notice": None}
    assert found["question"]["prior_notice"] == "2026-05-04"
    assert found["prior_notice_window"] == ["2025-12-01", "2026-10-26"]
    calendar = found["working_days"]
    assert (calendar["doubtful_closed"], calendar["added"], calendar["removed"], calendar["verified"]) == (
        *(["juleaften"], ["2026-12-28"], ["2027-03-25"]),
        False,
    )
    assert [closed["day"] for closed in calendar["closed"]][:3] == ["2026-12-24", "2026-12-25", "2026-12-26"]
    assert found["wished_signature"] == "2027-10-01"
    assert found["latest_dispatch"]["signature"] <= "2027-10-01"
    assert found["disclaimer"]["en"].startswith("Orientation, not legal advice.")
