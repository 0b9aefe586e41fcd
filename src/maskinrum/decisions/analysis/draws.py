"""Every future of a stored analysis: drawn again from what is stored, and only given when it is the stored answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.comparing import OtherwiseError, drawn_as_stored
from maskinrum.decisions.analysis.keeping import Json
from maskinrum.shared.errors import DomainError

# Of DKK 1 m: to the krone.
PLACES = 6


@dataclass(frozen=True)
class Drawn:
    """What was compared in every future, mDKK, by alternative; ``rows`` one future each, in the order of ``slugs``."""

    slugs: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]

    def differences(self) -> Iterator[tuple[float, ...]]:
        """Each future less separate tenders, without separate tenders themselves."""
        base = self.slugs.index(engine.BASELINE)
        for row in self.rows:
            yield tuple(round(value - row[base], PLACES) for place, value in enumerate(row) if place != base)


def draw_again(case: Case, inputs: Json, result: Json) -> Drawn:
    """The draws behind a stored result. Raises DomainError when this engine gives another result than the stored."""
    try:
        _given, simulation = drawn_as_stored(case, inputs, result)
    except OtherwiseError as error:
        raise _otherwise() from error
    rows = tuple(tuple(round(float(value), PLACES) for value in column) for column in simulation.compared.T)
    return Drawn(simulation.slugs, rows)


def _otherwise() -> DomainError:
    return DomainError(
        _(
            "The engine gives other draws today than those this analysis was stored with, so they would not be the "
            "stored answer's. The stored answer stands. Store a new analysis, and fetch its draws."
        )
    )
