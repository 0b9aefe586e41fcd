"""``maskinrum deadlines``: legal dates in a terminal, without a database, and plain refusals."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from maskinrum.deadlines import DEADLINES_SCHEMA
from tests.processes import run

RESTRICTED = ("--procedure", "restricted", "--dispatch", "2026-12-01")
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"


def told(*words: str) -> str:
    """What the command writes on the screen."""
    out = StringIO()
    call_command("deadlines", *words, stdout=out)
    return out.getvalue()


def refused(*words: str) -> tuple[int, str]:
    """The exit code and the message."""
    with pytest.raises(CommandError) as refusal:
        told(*words)
    return refusal.value.returncode, str(refusal.value)


def document(*words: str) -> dict[str, Any]:
    """The JSON that the command writes."""
    found: dict[str, Any] = json.loads(told(*words, "--json"))
    return found


def test_a_process_without_database_and_data_folder_writes_the_same_bytes(tmp_path: Path) -> None:
    answer = run(tmp_path, "deadlines", *RESTRICTED, "--json", DATABASE_URL=NOWHERE)
    assert (answer.returncode, answer.stderr, (tmp_path / "data").exists()) == (0, "", False)
    assert answer.stdout == told(*RESTRICTED, "--json")
    jsonschema.validate(json.loads(answer.stdout), DEADLINES_SCHEMA)


def test_a_refusal_of_the_process_is_one_line_and_a_code(tmp_path: Path) -> None:
    answer = run(tmp_path, "deadlines", "--procedure", "open", "--dispatch", "1900-01-01", "--lang", "en")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (4, "", 1)
    assert answer.stderr.startswith("Days can be counted from 1 January 1973 to 31 December 2100.")


def test_rules_of_another_time_are_told() -> None:
    asked = ("--procedure", "restricted", "--dispatch", "2015-12-01")
    assert "uden for den periode, vi har reglerne for: restricted-application. Spørg" in " ".join(told(*asked).split())
    assert "restricted-bid" in {one["rule"]["id"] for one in document(*asked)["steps"] if one["rule"]}
    assert document(*asked)["not_in_force"] == ["restricted-application"]
    assert "vi har reglerne for" not in told(*RESTRICTED)


def test_every_step_is_told_with_its_reason_and_the_disclaimer() -> None:
    text = told(*RESTRICTED)
    assert text.splitlines()[:3] == [
        "Begrænset udbud, bekendtgørelsen afsendt 1. december 2026:",
        "",
        "mandag 4. januar 2027             Ansøgningsfrist",
    ]
    assert text.splitlines()[6] == (
        "    restricted-application: første dag 2. december 2026, nominelt udløb 31. december 2026"
    )
    assert "\n    first day" not in text
    assert sum("nominelt udløb" in line for line in text.splitlines()) == len(document(*RESTRICTED)["steps"]) + len(
        document(*RESTRICTED)["watches"]
    )
    assert "Hold øje med:\nmandag 28. december 2026          Sidste dag for svar, ansøgningsfristen\n" in text
    assert "    24. december 2026             juleaftensdag, tvivlsom: ingen helligdag\n" in text
    assert "\nIkke efterprøvet betyder: ingen har holdt reglen op mod kilden. Få den bekræftet først.\n" in text
    assert text.endswith("Orientering, ikke juridisk rådgivning. Bekræft frister og beløb hos en jurist før brug.\n")
    assert max(map(len, text.splitlines())) <= 100


def test_english_is_english() -> None:
    text = told(*RESTRICTED, "--lang", "en")
    assert text.startswith("Restricted procedure, the notice dispatched on 1 December 2026:\n")
    assert text.endswith("Confirm periods and amounts with a lawyer before use.\n")


def test_a_wished_signature_gives_the_latest_dispatch() -> None:
    text = told("--procedure", "restricted", "--wished-signature", "2027-06-01")
    assert text.splitlines()[:2] == [
        "Skal kontrakten underskrives 1. juni 2027, skal bekendtgørelsen afsendes senest 15. februar 2027.",
        "Begrænset udbud, bekendtgørelsen afsendt 15. februar 2027:",
    ]
    found = document("--procedure", "restricted", "--wished-signature", "2027-06-01")
    assert (found["dispatch"], found["latest_dispatch"]["dispatch"]) == ("2027-02-15", "2027-02-15")


def test_a_dispatch_that_is_too_late_for_the_wish_says_so() -> None:
    late = told(*RESTRICTED, "--wished-signature", "2027-03-01").splitlines()[1]
    assert late == "Afsendes den 1. december 2026, kan kontrakten underskrives 23. marts 2027: for sent."
    assert "for sent" not in told(*RESTRICTED, "--wished-signature", "2027-03-23")


def test_an_innovation_partnership_says_whose_stages_it_has() -> None:
    text = told("--procedure", "innovation_partnership", "--dispatch", "2026-12-01")
    assert text.splitlines()[1] == "Trinnene er dem fra en anden udbudsform: Konkurrencepræget dialog."


def test_conditions_and_days_are_taken() -> None:
    found = document(*RESTRICTED, "--shorten", "urgent", "--shorten", "agreement=20", "--days", "selection=20")
    assert [step["count"] for step in found["steps"]] == [15, 20, 10, 21, 10, 1]
    letter = document(*RESTRICTED, "--standstill", "letter")
    assert [step["count"] for step in letter["steps"] if step["stage"] == "standstill"] == [15]


def test_a_prior_notice_tells_when_it_must_be_sent() -> None:
    text = told(*RESTRICTED, "--shorten", "prior_notice")
    assert "Forhåndsmeddelelsen skal sendes fra 1. december 2025 til 26. oktober 2026.\n" in text
    assert refused(*RESTRICTED, "--shorten", "prior_notice", "--prior-notice", "2026-11-01") == (
        4,
        "Skal den forkorte fristen, skal forhåndsmeddelelsen være sendt fra 1. december 2025 til 26. oktober 2026.",
    )


def test_the_list_of_holidays_is_the_callers() -> None:
    lists = ("--doubtful", "juleaften, ", "--closed", "2027-01-04", "--open", "2027-01-01")
    found = document(*RESTRICTED, *lists)["working_days"]
    assert (found["doubtful_closed"], found["added"], found["removed"]) == (
        ["juleaften"],
        ["2027-01-04"],
        ["2027-01-01"],
    )
    assert document(*RESTRICTED, "--doubtful", "")["steps"][0]["end"] == "2026-12-31"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--procedure", "magic", "--dispatch", "2026-12-01"), 2),
        (("--procedure", "open"), 2),
        ((*RESTRICTED, "--shorten", "magic"), 2),
        ((*RESTRICTED, "--days", "dance=3"), 2),
        ((*RESTRICTED, "--days", "bid=0"), 2),
        ((*RESTRICTED, "--standstill", "pigeon"), 2),
        ((*RESTRICTED, "--doubtful", "fastelavn"), 2),
        ((*RESTRICTED, "--days", "bid=29"), 4),
        ((*RESTRICTED, "--days", "bid=99999"), 4),
        ((*RESTRICTED, "--shorten", "agreement=9"), 4),
        ((*RESTRICTED, "--wished-signature", "1973-01-02"), 4),
        (("--procedure", "open", "--dispatch", "9999-12-31"), 4),
        ((*RESTRICTED, "--closed", "1900-01-01"), 4),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_what_is_refused_has_a_code_and_a_sentence(words: tuple[str, ...], code: int) -> None:
    found, sentence = refused(*words)
    assert (found, sentence[-1]) == (code, ".")


@pytest.mark.parametrize(
    "words",
    [
        ("--closed", "i morgen"),
        ("--shorten", "agreement=many"),
        ("--days", "selection"),
        ("--days", "selection=-4"),
        ("--days", "selection=1234567"),
        ("--lang", "de"),
    ],
    ids=" ".join,
)
def test_a_malformed_option_is_told(words: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match=words[0]):
        told(*RESTRICTED, *words)


def test_a_date_there_is_not_is_told_with_the_way_to_write_one() -> None:
    with pytest.raises(CommandError, match="2026-02-30 is no date; write it as 2026-12-01"):
        told("--procedure", "open", "--dispatch", "2026-02-30")
