"""``maskinrum decide PORTFOLIO``: the comparison in the terminal, or as JSON. Needs no database."""

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.assumptions import ALL_ALTERNATIVES, Assumptions
from maskinrum.decisions.analysis.calculation import (
    DEFAULT_SEED,
    FUTURES,
    Case,
    Inputs,
    calculate_break_even,
    calculate_inputs,
    engine_inputs,
    json_document,
    other_than_shipped,
    with_priors_file,
)
from maskinrum.decisions.analysis.verdicts import first_verdict
from maskinrum.decisions.enums import Criterion, Realisation
from maskinrum.decisions.reports.terminal import answer_text
from maskinrum.partnerships.forms import PortfolioReading, portfolio_columns, read_portfolio
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import TableRefusedError, read_table

# Months in a file count from a day that does not matter to the numbers; dates need the day to be stated.
SOME_CASE_DATE = date(2027, 1, 1)
EXIT_USAGE = 2
EXIT_FILE = 3
EXIT_ASSUMPTIONS = 4

T = TypeVar("T")


class Command(BaseCommand):
    """Reads the file, compares, and writes the answer; every refusal is a sentence and an exit code of its own."""

    help = "Compare delivery models on a portfolio from an Excel or CSV file."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("portfolio", type=Path, help="Excel (.xlsx) or CSV file, columns as in the template")
        parser.add_argument("--alternatives", type=_alternatives, default=ALL_ALTERNATIVES, metavar="A,B,…")
        parser.add_argument("--futures", type=_futures, default=FUTURES)
        parser.add_argument("--seed", type=_seed, default=DEFAULT_SEED)
        parser.add_argument(
            "--json", type=Path, metavar="OUT", help="write the whole result to a file (- for the screen)"
        )
        parser.add_argument("--lang", choices=("da", "en"), default="da")
        parser.add_argument(
            "--priors", type=Path, metavar="FILE", help="YAML with the assumptions to put in place of ours"
        )
        parser.add_argument("--ceiling", type=_positive, metavar="MDKK")
        parser.add_argument(
            "--shift", type=_months, metavar="MONTHS", default=12.0, help="how much later “not yet” starts"
        )
        parser.add_argument("--criterion", choices=Criterion.values, default=Criterion.COST.value)
        parser.add_argument("--realisation", choices=Realisation.values, default=Realisation.STATES.value)
        parser.add_argument("--case-date", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            reading, case_date = self._read(options["portfolio"], options["case_date"])
            inputs = self._inputs(
                Case(reading.facts, case_date, _assumptions(options), options["seed"], options["futures"]), options
            )
            calculation = _safely(calculate_inputs, inputs, _progress_bar(self.stderr))
            found = _safely(calculate_break_even, inputs, _progress_bar(self.stderr))
            weighed = first_verdict(calculation)
            document = json_document(calculation, found, inputs, weighed.verdict if weighed else None)
            text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
            if options["json"] is not None and str(options["json"]) == "-":
                self.stdout.write(text, ending="")
                return
            if options["json"] is not None:
                _write(options["json"], text)
            notes = [note.message for note in reading.notes]
            own = _own_assumptions(inputs, options["priors"]) if options["priors"] else ""
            self.stdout.write(answer_text(calculation, found, weighed, own=own, notes=notes))

    def _read(self, path: Path, case_date: date | None) -> tuple[PortfolioReading, date]:
        try:
            content = path.open("rb")
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror},
                returncode=EXIT_FILE,
            ) from error
        try:
            with content:
                table = read_table(content, filename=path.name, wanted=portfolio_columns())
        except TableRefusedError as error:
            raise CommandError(f"{path}: {error.message}", returncode=EXIT_FILE) from error
        reading = read_portfolio(table, case_date=case_date or SOME_CASE_DATE)
        if reading.problems:
            raise CommandError(_problems(path, reading), returncode=EXIT_FILE)
        if case_date is None and reading.case_date is None:
            raise CommandError(
                _("%(file)s gives dates but no case date. Add --case-date, for example --case-date 2027-01-01.")
                % {"file": path},
                returncode=EXIT_USAGE,
            )
        return reading, case_date or reading.case_date or SOME_CASE_DATE

    def _inputs(self, case: Case, options: dict[str, Any]) -> Inputs:
        try:
            inputs = engine_inputs(case)
            return with_priors_file(inputs, _yaml(options["priors"])) if options["priors"] else inputs
        except DomainError as error:
            raise CommandError(error.message, returncode=EXIT_ASSUMPTIONS) from error


def _safely(work: Callable[..., T], *given: Any) -> T:
    try:
        return work(*given)
    except DomainError as error:
        raise CommandError(error.message, returncode=EXIT_ASSUMPTIONS) from error


def _assumptions(options: dict[str, Any]) -> Assumptions:
    return Assumptions(
        alternatives=options["alternatives"],
        criterion=options["criterion"],
        realisation=options["realisation"],
        ceiling=options["ceiling"],
        shift=options["shift"],
    )


def _own_assumptions(inputs: Inputs, file: Path) -> str:
    changed = other_than_shipped(inputs)
    words = ngettext(
        "%(n)s number, of all the alternatives, is that of %(file)s instead of ours.",
        "%(n)s numbers, of all the alternatives, are those of %(file)s instead of ours.",
        changed,
    )
    return words % {"n": changed, "file": file}


def _problems(path: Path, reading: PortfolioReading) -> str:
    lines = [f"  {sentence}" for sentence in reading.sentences]
    return "\n".join([_("%(file)s cannot be used as it stands:") % {"file": path}, *lines])


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error}, returncode=EXIT_ASSUMPTIONS
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written: %(reason)s") % {"file": path, "reason": error.strerror}, returncode=EXIT_FILE
        ) from error


def _progress_bar(stream: Any) -> Any:
    """A bar on the error stream, drawn only when the work lasts longer than a second."""
    began, width, drawn = time.monotonic(), 30, [False]

    def show(done: int, total: int) -> None:
        if time.monotonic() - began < 1 and not drawn[0]:
            return
        drawn[0] = True
        filled = width * done // total
        stream.write(f"\r[{'=' * filled}{' ' * (width - filled)}] {done}/{total}", ending="\n" if done == total else "")
        stream.flush()

    return show if sys.stderr.isatty() else None


def _alternatives(text: str) -> tuple[str, ...]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in chosen if part not in ALL_ALTERNATIVES]
    if unknown:
        raise ArgumentTypeError(f"unknown: {', '.join(unknown)}. Choose among {', '.join(ALL_ALTERNATIVES)}")
    in_order: Iterable[str] = (slug for slug in ALL_ALTERNATIVES if slug in chosen or slug == ALL_ALTERNATIVES[0])
    kept = tuple(in_order)
    if len(kept) < 2:
        raise ArgumentTypeError("name at least one alternative beside separate")
    return kept


def _futures(text: str) -> int:
    value = int(text)
    if not 64 <= value <= 1_048_576:
        raise ArgumentTypeError("between 64 and 1048576")
    return value


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**63:
        raise ArgumentTypeError("0 or more")
    return value


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise ArgumentTypeError("more than 0 mDKK")
    return value


def _months(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 120:
        raise ArgumentTypeError("between 0 and 120 months")
    return value
