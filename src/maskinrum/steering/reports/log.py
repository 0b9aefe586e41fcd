"""The decision log as a file."""

from collections.abc import Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_csv, write_xlsx
from maskinrum.steering.enums import DecisionBody
from maskinrum.steering.facts.decisions import LogLine

DAY = "yyyy-mm-dd"


def body_words(line: LogLine) -> str:
    """Who decided, with the name of the body where it has one."""
    kind = str(dict(DecisionBody.choices).get(line.body, line.body))
    return f"{kind}: {line.body_name}" if line.body_name else kind


def log_file(lines: Sequence[LogLine], kind: str, title: str) -> bytes:
    """The lines as *csv* or *xlsx*."""
    columns = (
        OutColumn(_("Decided on"), 12, DAY),
        OutColumn(_("Decision"), 60),
        OutColumn(_("Decided by"), 30),
        OutColumn(_("Why"), 60),
        OutColumn(_("Put aside"), 50),
        OutColumn(_("Covers"), 30),
        OutColumn(_("Bound"), 30),
        OutColumn(_("Look again"), 12, DAY),
        OutColumn(pgettext("decision", "State"), 14),
        OutColumn(_("Written down at"), 30),
    )
    rows: list[Sequence[OutValue]] = [
        (
            line.decided_on,
            line.text,
            body_words(line),
            line.reason,
            line.alternatives,
            line.covers,
            ", ".join(line.bound) or _("All parties"),
            line.look_again_on,
            _("In force") if line.is_in_force() else _("Replaced"),
            line.meeting_title,
        )
        for line in lines
    ]
    language = (get_language() or "da")[:2]
    if kind == "csv":
        return write_csv([column.title for column in columns], rows, language=language)
    sheet = OutSheet(_("Decision log"), columns, rows, for_paper=True, filtered=True)
    return write_xlsx([sheet], language=language, title=title)
