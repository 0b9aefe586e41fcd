"""The parts of the board paper in their order."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.analysis.keeping import Json
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.reports.paper.alternatives import alternatives
from maskinrum.decisions.reports.paper.basis import basis
from maskinrum.decisions.reports.paper.closing import closing
from maskinrum.decisions.reports.paper.drivers import drivers
from maskinrum.decisions.reports.paper.inside import inside
from maskinrum.decisions.reports.paper.opening import opening, question
from maskinrum.decisions.reports.paper.parts import Citations
from maskinrum.decisions.reports.paper.portfolio import portfolio
from maskinrum.decisions.reports.paper.risks import risks
from maskinrum.decisions.reports.paper.stored import read_back
from maskinrum.decisions.reports.traces import Made
from maskinrum.shared.documents import Document


def paper_document(
    analysis: Analysis,
    *,
    language: str,
    address: str,
    explored: Json | None = None,
    explored_with: Made | None = None,
) -> Document:
    """A stored analysis as a board paper in one of the languages; ``address`` is that of the stored analysis.

    ``explored``: what the longer calculation of it found, where it is done; ``explored_with``: with what, where known.
    """
    with override(language):
        stored = read_back(analysis, explored, explored_with)
        citations = Citations(stored.cards)
        file, day = analysis.decision_file, localtime(analysis.created_at).date()
        said = {"organisation": file.organisation.name, "number": analysis.number}
        blocks = (
            *opening(stored),
            *portfolio(stored),
            *alternatives(stored),
            *risks(stored),
            *basis(stored, citations),
            *drivers(stored),
            *inside(stored),
            *closing(stored, address),
        )
        return Document(
            title=file.title,
            language=language,
            dated=day,
            blocks=blocks,
            subtitle=_("Paper for the board of %(organisation)s") % said,
            foot=_("%(title)s · version %(number)s, %(day)s")
            % {**said, "title": file.title, "day": date_format(day, "DATE_FORMAT")},
            subject=question(stored),
            sources=citations.sources,
            compact=True,
        )
