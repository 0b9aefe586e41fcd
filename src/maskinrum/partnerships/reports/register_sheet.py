"""The register's timeline as a drawing to take along."""

from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.partnerships.enums import ClientKind
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.files import FileRows
from maskinrum.partnerships.reports.register_rows import axis_words, days_of, line_of, time_words, volume_cells
from maskinrum.shared.charts import SheetGroup, SheetRow, timeline_sheet, years_around


def register_sheet(rows: FileRows, language: str, *, today: date, address: str) -> bytes:
    """Return the entries on one axis of years as SVG; ``address`` is where the list can be read."""
    with override(language):
        groups = [
            SheetGroup(_title(is_example, kind), [_row(one, rows) for one in members])
            for (is_example, kind), members in groupby(
                rows.entries, key=lambda one: (one.is_fictitious, "" if one.is_fictitious else one.client_kind)
            )
        ]
        drawn = timeline_sheet(
            groups,
            years_around(days_of(rows.entries), today),
            today,
            title=_("Danish strategic partnerships and their near relatives"),
            description=". ".join(f"{row.name}: {row.words}" for group in groups for row in group.rows),
            foot=_foot(today, address),
        )
    return drawn.encode()


def _title(is_example: bool, kind: str) -> str:
    return _("Examples, invented") if is_example else str(dict(ClientKind.choices).get(kind, kind))


def _row(one: Partnership, rows: FileRows) -> SheetRow:
    cell = volume_cells([one], rows.sharing)[0]
    volume = f"{cell.text} ({cell.note})" if cell.note else cell.text
    second = " · ".join(filter(None, [one.client_name, volume]))
    return SheetRow(one.name, second, line_of(one), axis_words(time_words(one)))


def _foot(today: date, address: str) -> list[str]:
    words = {"address": address, "day": date_format(today, "DATE_FORMAT")}
    return [
        _("Maskinrum, the register of partnerships, %(day)s: %(address)s") % words,
        _("Only what is public; each agreement names its sources there. What is not drawn is not known."),
        _("Data and drawing: MPL-2.0."),
    ]
