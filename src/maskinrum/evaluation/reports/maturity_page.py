"""Maturity by party: the distance between the parties is the finding."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median as middle_of

from django.utils.translation import gettext as _

from maskinrum.evaluation.models import Wording
from maskinrum.evaluation.queries.reading import MaturityRound, themes_in
from maskinrum.evaluation.queries.statistics import least_spread, maturity_words
from maskinrum.evaluation.reports.words import says, words_in_language
from maskinrum.organisations.models import Organisation
from maskinrum.shared import figures
from maskinrum.shared.charts import Chart, ChartTable, PartyRow, parties_chart


@dataclass(frozen=True)
class ThemeShown:
    """One theme: the levels of the parties in order, their spread, the middle, and what the level says in words.

    ``before`` are all levels of the round before, of whoever was a party then.
    """

    question: uuid.UUID
    name: str
    themes: tuple[str, ...]
    levels: tuple[int | None, ...]
    before: tuple[int | None, ...]
    spread: int | None
    middle: float | None
    middle_before: float | None
    words: str
    notes: tuple[tuple[str, str], ...]

    @property
    def is_wide(self) -> bool:
        """Whether the parties lie so far apart that it is a finding."""
        return self.spread is not None and self.spread >= least_spread()


def themes_shown(
    wordings: Sequence[Wording],
    parties: Sequence[Organisation],
    latest: MaturityRound,
    before: MaturityRound | None,
) -> list[ThemeShown]:
    """Every theme, those on which the parties lie furthest apart first."""
    keys = [one.pk for one in parties]
    shown = [_theme(wording, parties, keys, latest, before) for wording in wordings]
    return sorted(shown, key=lambda one: -(one.spread if one.spread is not None else -1))


def _theme(
    wording: Wording,
    parties: Sequence[Organisation],
    keys: Sequence[uuid.UUID],
    latest: MaturityRound,
    before: MaturityRound | None,
) -> ThemeShown:
    levels = latest.of(wording.pk, keys)
    earlier = before.all_of(wording.pk) if before else ()
    known = [level for level in levels if level is not None]
    centre = _middle(levels)
    notes = tuple((one.name, note) for one in parties if (note := latest.notes.get((wording.pk, one.pk), "")))
    return ThemeShown(
        question=wording.question_id,
        name=says(wording),
        themes=themes_in(wording.question.theme_codes),
        levels=levels,
        before=earlier,
        spread=max(known) - min(known) if len(known) > 1 else None,
        middle=centre,
        middle_before=_middle(earlier),
        words=_level_said(wording, centre),
        notes=notes,
    )


def _middle(levels: Sequence[int | None]) -> float | None:
    known = [level for level in levels if level is not None]
    return float(middle_of(known)) if known else None


def _level_said(wording: Wording, middle: float | None) -> str:
    """What the level in the middle says of itself; of two, the lower."""
    texts = wording.levels.get(str(int(middle))) if middle is not None else None
    return words_in_language(texts) if texts else ""


def maturity_sentence(themes: Sequence[ThemeShown]) -> str:
    """Where the parties see it differently, which is what to talk of."""
    answered = [one for one in themes if one.spread is not None]
    if not answered:
        return _("Fewer than two parties have answered, so there is nothing to compare.")
    wide = [one for one in answered if one.is_wide]
    told = {"n": figures.number(len(wide)), "all": figures.number(len(answered)), "levels": least_spread()}
    if not wide:
        return _("On no theme do the parties lie %(levels)s levels or more apart.") % told
    told["names"] = ", ".join(one.name for one in wide[:3])
    if len(wide) > 3:
        return _("On %(n)s of %(all)s themes the parties lie %(levels)s levels or more apart, first %(names)s.") % told
    return _("On %(n)s of %(all)s themes the parties lie %(levels)s levels or more apart: %(names)s.") % told


def maturity_chart(themes: Sequence[ThemeShown], parties: Sequence[Organisation]) -> Chart:
    """The themes with the level of every party that has answered any."""
    places = _answering(themes, parties)
    rows = [PartyRow(one.name, tuple(one.levels[place] for place in places), one.middle_before) for one in themes]
    names = (parties[place].name for place in places)
    key = " · ".join(f"{number}\N{NO-BREAK SPACE}{name}" for number, name in enumerate(names, start=1))
    silent = ", ".join(one.name for place, one in enumerate(parties) if place not in places)
    note = f"{key}. " + _("Not answered: %(names)s.") % {"names": silent} if silent else key
    levels = [words_in_language(one) for one in maturity_words()]
    table = maturity_table(themes, parties)
    title = maturity_sentence(themes)
    return parties_chart(rows, levels=levels, ident="maturity", title=title, table=table, note=note)


def _answering(themes: Sequence[ThemeShown], parties: Sequence[Organisation]) -> list[int]:
    """The places of the parties that have answered any theme: the others would be looked for in vain."""
    return [place for place in range(len(parties)) if any(one.levels[place] is not None for one in themes)]


def maturity_table(themes: Sequence[ThemeShown], parties: Sequence[Organisation]) -> ChartTable:
    """Every theme with the level of each party that has answered any, the spread, the middle, and its change."""
    places = _answering(themes, parties)
    names = tuple(parties[place].name for place in places)
    head = (_("Theme"), *names, _("Apart"), _("Median"), _("Change since the round before"))
    return ChartTable(head, tuple(_line(one, places) for one in themes))


def _line(one: ThemeShown, places: Sequence[int]) -> tuple[str, ...]:
    known = (one.levels[place] for place in places)
    levels = [figures.number(level) if level is not None else _("not answered") for level in known]
    apart = figures.number(one.spread) if one.spread is not None else figures.unknown()
    return (one.name, *levels, apart, _half(one.middle), change_said(one))


def _half(value: float | None) -> str:
    return figures.number(value, 0 if value is None or value == int(value) else 1)


def change_said(one: ThemeShown) -> str:
    """How the middle has moved; parties answer as parties, so there is no interval."""
    if one.middle is None or one.middle_before is None:
        return _("not compared")
    moved = one.middle - one.middle_before
    return figures.signed(moved, 0 if moved == int(moved) else 1)
