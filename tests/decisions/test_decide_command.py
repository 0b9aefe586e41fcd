"""``maskinrum decide``: the same answer in a terminal, without a database, and plain refusals."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.utils.translation import override

from maskinrum.decisions.analysis.calculation import (
    Inputs,
    calculate,
    calculate_break_even,
    engine_inputs,
    json_document,
)
from maskinrum.decisions.analysis.verdicts import first_verdict
from maskinrum.decisions.management.commands.decide import _progress_bar
from maskinrum.engine import RESULT_SCHEMA
from maskinrum.partnerships.reports import portfolio_csv, portfolio_workbook
from tests.decisions.making import THREE, case

QUICK = ("--futures", "256")
WITH_MONTHS = "name;budget;planned_start;duration;approval\nÅsen;17,6;20;12;scheme_a\nBakken;40;26;14;scheme_a\n"
PRIORS = "models: {strategic_partnership: {parameters: {running_cost: {family: constant, params: {value: 9}}}}}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The three projects as CSV, with dates."""
    path = tmp_path / "projekter.csv"
    path.write_bytes(portfolio_csv(THREE, "da"))
    return path


def document_of(inputs: Inputs) -> dict[str, object]:
    """What is calculated of them, with the verdict."""
    calculation = calculate(inputs.case)
    weighed = first_verdict(calculation)
    return json_document(calculation, calculate_break_even(inputs), inputs, weighed.verdict if weighed else None)


def decided(*words: object) -> str:
    """What the command writes on the screen."""
    out = StringIO()
    call_command("decide", *map(str, words), stdout=out)
    return out.getvalue()


def document(*words: object) -> dict[str, Any]:
    """The JSON that the command writes on the screen."""
    found: dict[str, Any] = json.loads(decided(*words, "--json", "-"))
    return found


def refused(*words: object) -> tuple[int, str]:
    """The exit code and the message."""
    with pytest.raises(CommandError) as refusal:
        decided(*words)
    return refusal.value.returncode, str(refusal.value)


def dated(file: Path) -> tuple[object, ...]:
    return (file, "--case-date", "2027-01-01", *QUICK)


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a process that no database answers."""
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing", "MASKINRUM_DATA": str(folder / "data")}
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error", **nowhere}
    command = [sys.executable, "-m", "maskinrum", "decide", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_no_database_and_no_data_folder_is_needed(file: Path, tmp_path: Path) -> None:
    answer = run(tmp_path, *map(str, dated(file)))
    assert (answer.returncode, answer.stderr, (tmp_path / "data").exists()) == (0, "", False)
    assert "Taget" not in answer.stdout
    assert answer.stdout.count("\n") > 10


def test_the_same_input_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for out in (one, two):
        assert run(tmp_path, *map(str, dated(file)), "--json", str(out)).returncode == 0
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("--alternatives", "magic"),
        ("--alternatives", "separate"),
        ("--futures", "1"),
        ("--futures", "1048577"),
        ("--seed", "-1"),
        ("--ceiling", "0"),
        ("--ceiling", "nan"),
        ("--shift", "121"),
        ("--case-date", "i morgen"),
        ("--criterion", "beauty"),
        ("--lang", "de"),
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_told(words: tuple[str, str], file: Path) -> None:
    with pytest.raises(CommandError, match=words[0]):
        decided(file, *words)


@pytest.mark.parametrize("words", [["--futures", "1"], []], ids=["wrong option", "dates without a case date"])
def test_what_must_be_asked_differently_ends_with_code_two(words: list[str], file: Path, tmp_path: Path) -> None:
    answer = run(tmp_path, str(file), *words)
    assert (answer.returncode, answer.stdout, "Traceback" in answer.stderr) == (2, "", False)
    assert answer.stderr.strip()


def test_the_document_is_that_of_the_browser_and_follows_the_schema(file: Path) -> None:
    found = document(*dated(file))
    inputs = engine_inputs(case())
    expected = document_of(inputs)
    jsonschema.validate(found, RESULT_SCHEMA)
    assert found == json.loads(json.dumps(expected))


def test_the_document_holds_no_hour(file: Path) -> None:
    found = document(*dated(file))
    assert sorted(found) == [
        "break_even", "break_even_at", "criterion", "engine_version", "futures", "inputs", "models", "pairs", "seed",
        "verdict", "version",
    ]  # fmt: skip
    assert sorted(found["inputs"]) == [
        "alternatives", "ceiling", "common", "criterion", "futures", "portfolio", "priors", "realisation", "seed",
        "sha256", "shift",
    ]  # fmt: skip


def test_a_document_in_a_file_comes_with_the_answer_on_the_screen(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "svar.json"
    screen = decided(*dated(file), "--json", out)
    assert (json.loads(out.read_text("utf-8")), screen) == (document(*dated(file)), decided(*dated(file)))


def test_a_workbook_gives_the_answer_of_the_same_csv(file: Path, tmp_path: Path) -> None:
    book = tmp_path / "projekter.xlsx"
    book.write_bytes(portfolio_workbook(THREE, "en"))
    assert document(*dated(book)) == document(*dated(file))


@pytest.mark.parametrize(("language", "words"), [("da", "særskilt udbud"), ("en", "separate tenders")])
def test_the_answer_is_in_the_language_asked_for(language: str, words: str, file: Path) -> None:
    assert words in decided(*dated(file), "--lang", language)


def test_the_answer_is_danish_unless_asked_otherwise(file: Path) -> None:
    with override("en"):
        assert decided(*dated(file)) == decided(*dated(file), "--lang", "da")


def test_alternatives_come_in_our_order_with_separate_tenders(file: Path) -> None:
    found = document(*dated(file), "--alternatives", "not_yet,parallel_frameworks")
    assert [model["slug"] for model in found["models"]] == ["separate", "parallel_frameworks", "not_yet"]


def test_an_answer_without_the_partnership_is_written_too(file: Path) -> None:
    assert decided(*dated(file), "--alternatives", "early_involvement").strip()


def test_options_reach_the_calculation(file: Path) -> None:
    options = (
        "--seed",
        8,
        "--ceiling",
        100,
        "--shift",
        24,
        "--criterion",
        "present_value",
        "--realisation",
        "portfolio",
    )
    chosen: dict[str, Any] = {"ceiling": 100, "shift": 24, "criterion": "present_value", "realisation": "portfolio"}
    inputs = engine_inputs(replace(case(**chosen), seed=8))
    expected = document_of(inputs)
    assert document(*dated(file), *options) == json.loads(json.dumps(expected))


def test_priors_of_ones_own_take_the_place_of_what_they_name(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(PRIORS, "utf-8")
    found, shipped = document(*dated(file), "--priors", own), document(*dated(file))
    changed = found["inputs"]["priors"]
    assert changed["strategic_partnership"]["parameters"]["running_cost"]["params"] == {"value": 9}
    assert changed["separate"] == shipped["inputs"]["priors"]["separate"]
    assert found["models"][0] == shipped["models"][0]
    assert found["models"][4]["cost"] != shipped["models"][4]["cost"]
    assert f"1 tal blandt alle alternativernes er fra {own}" in decided(*dated(file), "--priors", own)


def test_the_document_has_the_verdict_that_the_terminal_tells(file: Path) -> None:
    verdict = document(*dated(file))["verdict"]
    weighed = first_verdict(calculate(case()))
    assert weighed is not None
    assert (verdict["answer"], len(verdict["reasons"])) == (weighed.verdict.answer, len(weighed.verdict.reasons))
    assert document(*dated(file), "--alternatives", "early_involvement")["verdict"] is None


@pytest.mark.parametrize(
    "text",
    ["", "term: 36", "[1, 2]", "models: {magic: {parameters: {term: {family: constant, params: {value: 1}}}}}",
     "common: {effect_correlation: {family: constant, params: {value: .nan}}}", "{", "a: &a [*a]"],
    ids=["empty", "no models", "list", "unknown model", "not a number", "no YAML", "endless"],
)  # fmt: skip
def test_priors_that_cannot_be_used_are_told_with_exit_code_four(text: str, file: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(text, "utf-8")
    code, message = refused(*dated(file), "--priors", own)
    assert (code, bool(message)) == (4, True)


def test_priors_that_are_not_there_or_no_text_are_told_with_exit_code_four(file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "mine.yaml"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    assert [refused(*dated(file), "--priors", own)[0] for own in (picture, tmp_path / "none.yaml")] == [4, 4]


def test_months_alone_need_no_case_date_and_do_not_depend_on_it(tmp_path: Path) -> None:
    file = tmp_path / "months.csv"
    file.write_text(WITH_MONTHS, "utf-8")
    assert document(file, *QUICK) == document(file, *QUICK, "--case-date", "2031-07-01")


def test_dates_need_a_case_date(file: Path) -> None:
    code, message = refused(file)
    assert (code, "--case-date" in message) == (2, True)


def test_lines_with_a_mark_are_comments(tmp_path: Path) -> None:
    file = tmp_path / "months.csv"
    file.write_text(f"# Kun til prøve\n{WITH_MONTHS}", "utf-8")
    assert len(document(file, *QUICK)["inputs"]["portfolio"]) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.csv", b""),
        ("vejr.csv", b"Dato;Vejr\n1. maj;sol\n"),
        ("program.xlsx", b"MZ\x90\x00\x03" + b"\x00" * 100),
        ("gal.csv", "name;budget;planned_start;duration;approval\nÅsen;-1;20;12;scheme_a\n".encode()),
        ("kun-hoved.csv", b"name;budget;planned_start;duration;approval\n"),
    ],
)
def test_a_file_that_does_not_hold_is_told_with_exit_code_three(name: str, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    code, message = refused(file, *QUICK)
    assert (code, message.startswith(str(file))) == (3, True)


def test_a_file_that_is_not_there_is_told_with_exit_code_three(tmp_path: Path) -> None:
    assert [refused(path)[0] for path in (tmp_path / "none.csv", tmp_path)] == [3, 3]


def test_a_result_that_cannot_be_written_is_told_with_exit_code_three(file: Path, tmp_path: Path) -> None:
    assert refused(*dated(file), "--json", tmp_path / "none" / "svar.json")[0] == 3


def test_problems_of_a_file_are_told_with_row_column_and_value(tmp_path: Path) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(
        "name;budget;planned_start;duration;approval\nÅsen;17,6;20;12;scheme_a\nB;x;20;12;scheme_a\n", "utf-8"
    )
    assert refused(file, "--lang", "en")[1].splitlines() == [
        f"{file} cannot be used as it stands:",
        "  Row 3, column B “budget”: “x”. It is not a number. Write million kroner, such as 41.5.",
    ]


def test_priors_that_do_not_fit_an_option_are_told_with_exit_code_four(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("models: {strategic_partnership: {parameters: {realisation: {form: same}}}}", "utf-8")
    assert refused(*dated(file), "--priors", own, "--realisation", "portfolio")[0] == 4


def test_a_bar_is_drawn_on_a_terminal_once_the_work_has_lasted_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter([0.0, 0.5, 1.5, 1.6])
    monkeypatch.setattr("time.monotonic", lambda: next(hours))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    drawn = StringIO()
    show = _progress_bar(OutputWrapper(drawn))
    for done in (1, 2, 3):
        show(done, 3)
    assert drawn.getvalue() == f"\r[{'=' * 20}{' ' * 10}] 2/3\r[{'=' * 30}] 3/3\n"


def test_no_bar_is_drawn_where_nobody_sees_it() -> None:
    assert _progress_bar(StringIO()) is None
