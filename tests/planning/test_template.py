"""The start plan that ships is read whole, and whatever is broken in it is named with its line."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from maskinrum.planning.analysis import legal_rules, plan_template
from maskinrum.planning.analysis.template import FILE, line_of, read_template, varied
from maskinrum.planning.facts.plan import Days
from maskinrum.shared.domain import load, read_text


def broken(change: Callable[[Any], object]) -> str:
    """What is said of the start plan after a change."""
    data = copy.deepcopy(load("startplan"))
    change(data)
    with pytest.raises(ValueError, match=FILE) as refused:
        read_template(data, legal_rules(), lambda: read_text(FILE))
    return str(refused.value)


def line(text: str) -> int:
    """The line of the file that begins so."""
    return next(place for place, found in enumerate(read_text(FILE).splitlines(), 1) if found.startswith(text))


def test_the_template_has_its_tasks_roles_and_procedures() -> None:
    template = plan_template()
    assert len(template.tasks) == 45
    assert (template.milestone, template.with_event("notice_dispatch")) == ("T29", "T19")
    assert {*template.variants} == {"open", "restricted", "negotiated", "dialogue"}
    assert template.by_id["T14"].days == Days(20, 33, 50)
    assert template.roles["facilitator"].en == "partnership developer"
    assert (template.correlation, template.least_real_days) == (0.3, 120)
    assert [period.first for period in template.holiday_periods] == [(7, 1), (12, 20)]
    assert {task.id for task in template.tasks if task.is_deadline} == {"T20", "T23", "T25"}


def test_a_procedure_changes_days_law_names_and_what_is_waited_for() -> None:
    tasks = {task.id: task for task in varied(plan_template(), "dialogue")}
    assert "T23" not in tasks
    assert (tasks["T24"].predecessors, tasks["T24"].days, tasks["T24"].legal_ref) == (
        ("T22",),
        Days(45, 80, 130),
        "dialogue",
    )
    assert tasks["T24"].name.en == "Dialogue rounds"


def task(data: Any, name: str) -> Any:
    return next(entry for entry in data["tasks"] if entry["id"] == name)


@pytest.mark.parametrize(
    ("change", "words", "at"),
    [
        (lambda data: task(data, "T05").update(predecessors=["T99"]), "T05 names T99", "  - id: T05"),
        (lambda data: task(data, "T05").update(legal_ref="nothing"), "nothing is not in the legal data", "  - id: T05"),
        (lambda data: task(data, "T05").update(roles=["king"]), "T05 has no role king", "  - id: T05"),
        (lambda data: task(data, "T05")["days"].update(low=99), "days must rise", "  - id: T05"),
        (lambda data: task(data, "T02").update(predecessors=["T04"]), "wait for each other: T0", "  negotiated:"),
        (lambda data: task(data, "T05").update(id="T06"), "same id", "tasks:"),
        (lambda data: task(data, "T05").update(milestone="signature"), "exactly one task must be the mile", "tasks:"),
        (lambda data: task(data, "T05").update(event="award_notice"), "the event award_notice", "tasks:"),
        (lambda data: data["legal_watch"][0].update(after="T99"), "a watch names T99", "legal_watch:"),
        (lambda data: data["legal_watch"][0].update(legal_ref="x"), "x is not in the legal", "legal_watch:"),
        (lambda data: data["variants"].pop("open"), "no variant for the procedure open", "variants:"),
        (lambda data: data["variants"]["open"]["skip"].append("T99"), "open names T99", "  open:"),
        (lambda data: data["variants"]["open"]["override"].update(T99={}), "open names T99", "  open:"),
        (lambda data: data["variants"]["open"]["override"]["T23"].update(legal_ref="x"), "x is not in", "  open:"),
        (
            lambda data: data["variants"]["open"]["override"]["T23"].update(predecessors=["T99"]),
            "T23 names T99",
            "  open:",
        ),
        (
            lambda data: data["variants"]["open"]["override"]["T14"]["days"].update(mode=99),
            "days must rise",
            "  open:",
        ),
    ],
)
def test_what_is_broken_is_named_with_its_line(change: Callable[[Any], object], words: str, at: str) -> None:
    said = broken(change)
    assert words in said
    found = int(said.removeprefix(f"{FILE}, line ").partition(":")[0])
    assert line(at) <= found <= line(at) + 12


def test_what_is_missing_is_named() -> None:
    assert "'deliverable'" in broken(lambda data: task(data, "T05").pop("deliverable"))


def test_a_line_is_found_as_far_as_the_path_leads() -> None:
    text = "a:\n- b: 1\n- c:\n    d: 2\n"
    assert [line_of(text, path) for path in (("a", 1, "c", "d"), ("a", 1, "x"), ("a", "b"), ("a", 0, "b", "c"))] == [
        4,
        3,
        2,
        2,
    ]
