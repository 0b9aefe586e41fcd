"""Every future of a stored analysis as lines of a CSV file."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.draws import Drawn
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.sentences import SEPARATE
from maskinrum.shared.tables import csv_lines


def draws_csv(drawn: Drawn, *, language: str) -> Iterator[bytes]:
    """One line a future: its number, what every alternative costs, and its difference to separate tenders, mDKK."""
    costs = [_("%(name)s, DKK m") % {"name": SHORT[slug]} for slug in drawn.slugs]
    others = [slug for slug in drawn.slugs if slug != SEPARATE]
    differences = [_("%(name)s less separate tenders, DKK m") % {"name": SHORT[slug]} for slug in others]
    rows = (
        (number, *row, *apart)
        for number, (row, apart) in enumerate(zip(drawn.rows, drawn.differences(), strict=True), start=1)
    )
    return csv_lines([_("Future"), *costs, *differences], rows, language=language)
