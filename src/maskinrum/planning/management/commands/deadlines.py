"""``maskinrum deadlines``: the legal dates of a tender in the terminal, or as JSON. Needs no database."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from maskinrum.deadlines import Question
from maskinrum.planning.analysis import DatesRefusedError, Holidays, legal_dates
from maskinrum.planning.reports import dates_text

EXIT_USAGE = 2
EXIT_DATES = 4


class Command(BaseCommand):
    """Counts, and writes each date with its reason; every refusal is a sentence and an exit code of its own."""

    help = "Count the legal periods of a tender, forward from a dispatch or backward from a wished signature."
    requires_system_checks: list[str] = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        many: dict[str, Any] = {"action": "append", "default": []}
        parser.add_argument("--procedure", required=True, help="such as open, restricted, negotiated or dialogue")
        parser.add_argument("--dispatch", type=_date, metavar="DATE", help="when the notice is dispatched")
        parser.add_argument("--wished-signature", type=_date, metavar="DATE")
        parser.add_argument(
            "--shorten", type=_shortening, metavar="CODE[=DAYS]", help="a condition that is met", **many
        )
        parser.add_argument("--days", type=_stage, metavar="STAGE=DAYS", help="how long a stage takes", **many)
        parser.add_argument("--prior-notice", type=_date, metavar="DATE", help="when it was sent")
        parser.add_argument("--standstill", metavar="CHANNEL", default="electronic", help="electronic or letter")
        parser.add_argument("--doubtful", type=_slugs, metavar="A,B,…", help="doubtful days that count as closed")
        parser.add_argument("--closed", type=_date, metavar="DATE", help="one more closed day", **many)
        parser.add_argument("--open", type=_date, metavar="DATE", help="a holiday that is none", **many)
        parser.add_argument("--json", action="store_true", help="write everything as JSON")
        parser.add_argument("--lang", choices=("da", "en"), default="da")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            if options["dispatch"] is None and options["wished_signature"] is None:
                raise CommandError(
                    _("State a date: --dispatch or --wished-signature, for example --dispatch 2026-12-01."),
                    returncode=EXIT_USAGE,
                )
            try:
                dates = legal_dates(
                    _question(options),
                    _holidays(options),
                    dispatch=options["dispatch"],
                    wished=options["wished_signature"],
                )
            except DatesRefusedError as error:
                code = EXIT_USAGE if error.is_wrong_use else EXIT_DATES
                raise CommandError(error.message, returncode=code) from error
            if options["json"]:
                text = json.dumps(dates.document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
            else:
                text = dates_text(dates)
            self.stdout.write(text, ending="")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no date; write it as 2026-12-01") from error


def _question(options: dict[str, Any]) -> Question:
    return Question(
        procedure=options["procedure"],
        shortenings=dict(options["shorten"]),
        days=dict(options["days"]),
        channel=options["standstill"],
        prior_notice=options["prior_notice"],
    )


def _holidays(options: dict[str, Any]) -> Holidays:
    return Holidays(options["doubtful"], tuple(options["closed"]), tuple(options["open"]))


def _shortening(text: str) -> tuple[str, int | None]:
    code, equals, days = text.partition("=")
    return code, _whole(days) if equals else None


def _stage(text: str) -> tuple[str, int]:
    stage, _equals, days = text.partition("=")
    return stage, _whole(days)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        raise ArgumentTypeError("write NAME=DAYS with a whole number of days, such as selection=20")
    return int(text)


def _slugs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
