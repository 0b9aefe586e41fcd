"""One closed round of the pulse: how the answers spread, what changed, and the groups that may be shown."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.evaluation.enums import AnswerWay
from maskinrum.evaluation.facts.reading import GroupRead, Pooled, RoundReading
from maskinrum.evaluation.models import ResponseRate, Wording
from maskinrum.evaluation.queries.reading import themes_in
from maskinrum.evaluation.queries.statistics import level_words, priors
from maskinrum.evaluation.reports.words import (
    between,
    change_sentence,
    difference,
    in_sentence,
    median,
    rate,
    says,
    share,
    withheld,
    words_in_language,
)
from maskinrum.shared import figures
from maskinrum.shared.charts import Chart, ChartTable, LevelRow, levels_chart


@dataclass(frozen=True)
class ItemRead:
    """One statement of a round, in words; ``change`` and ``gap`` are sentences, empty where there is nothing to say."""

    question: uuid.UUID
    name: str
    themes: tuple[str, ...]
    found: GroupRead | None
    change: str
    gap: str


@dataclass(frozen=True)
class GroupsShown:
    """The groups of one view: a table of all statements, and what was taken for granted."""

    title: str
    sentence: str
    tables: list[tuple[str, ChartTable]]
    prior: str
    label: str


def round_chart(items: Sequence[ItemRead]) -> Chart:
    """All statements as stacked bars, with the figures."""
    rows = [LevelRow(one.name, one.found.levels if one.found else None, _aside(one.found)) for one in items]
    return levels_chart(
        rows,
        levels=[words_in_language(one) for one in level_words()],
        withheld=withheld(),
        ident="round",
        title=round_sentence(items),
        table=round_table(items),
    )


def _aside(found: GroupRead | None) -> str:
    if found is None or found.median is None:
        return ""
    told = {
        "median": median(found.median),
        "ends": between(found.median),
        "n": figures.number(found.count),
        "unknown": share(found.unknown_share),
    }
    return _("median %(median)s (%(ends)s) · %(n)s answers · don’t know %(unknown)s") % told


def round_sentence(items: Sequence[ItemRead]) -> str:
    """What the round says against the one before, and nothing more."""
    shown = [one for one in items if one.found is not None and one.found.median is not None]
    if not shown:
        return _("Nothing of this round can be shown.")
    compared = [one for one in shown if one.found is not None and one.found.change is not None]
    moved = [one for one in compared if one.found is not None and one.found.change and one.found.change.differs]
    if not compared:
        return _("There is no round before this to compare with.")
    told = {"n": figures.number(len(moved)), "all": figures.number(len(compared))}
    if not moved:
        return _("No statement has changed more since the round before than luck can explain.")
    return _("%(n)s of %(all)s statements have changed since the round before.") % told


def round_table(items: Sequence[ItemRead]) -> ChartTable:
    """Every statement with median, spread, share that agrees, unknown, change and gap."""
    head = (
        _("Statement"),
        *(words_in_language(one) for one in level_words()),
        _("Don’t know"),
        _("Answers"),
        _("Median"),
        _("Agreement among the answers"),
        _("Agree or strongly agree"),
        _("Change since the round before"),
        _("Importance minus answer"),
    )
    return ChartTable(head, tuple(_line(one) for one in items))


def _line(one: ItemRead) -> tuple[str, ...]:
    found = one.found
    if found is None or found.median is None:
        return (one.name, *[withheld()] * 12)
    return (
        one.name,
        *(figures.number(count) for count in found.levels or ()),
        share(found.unknown_share),
        figures.number(found.count),
        f"{median(found.median)} ({between(found.median)})",
        f"{figures.number(found.consensus.estimate if found.consensus else None, 2)} ({between(found.consensus, 2)})",
        share(found.top),
        difference(found.change) if found.change else _("not compared"),
        difference(found.gap) if found.gap else _("not asked"),
    )


def items_read(wordings: Sequence[Wording], reading: RoundReading, way: AnswerWay) -> list[ItemRead]:
    """The statements of a round in their order, with what one way of answering gave."""
    return [_item(wording, reading.whole(str(wording.pk), way)) for wording in wordings]


def _item(wording: Wording, found: GroupRead | None) -> ItemRead:
    name = says(wording)
    change = change_sentence(name, found.change) if found and found.change and found.change.differs else ""
    gap = ""
    if found and found.gap:
        told = {"name": in_sentence(name), "difference": difference(found.gap)}
        if found.gap.differs and found.gap.estimate > 0:
            gap = _("%(name)s: it matters more than it is good, %(difference)s levels.") % told
    return ItemRead(wording.question_id, name, themes_in(wording.question.theme_codes), found, change, gap)


def groups_shown(
    view: str, wordings: Sequence[Wording], reading: RoundReading, names: Mapping[str, str]
) -> GroupsShown | None:
    """The groups of one view, where it has any; ``names`` are those of parties and roles by key."""
    tables = []
    for wording in wordings:
        groups = reading.divided(str(wording.pk), view)
        if groups:
            pooled = reading.pooled_of(str(wording.pk), view)
            tables.append((says(wording), _groups_table(groups, pooled, names)))
    if not tables:
        return None
    title = _("By party") if view == "party" else _("By role")
    prior = priors()[view]
    told = {"likeness": figures.number(prior.mean, 2), "why": words_in_language(prior.words)}
    words = _("Taken for granted: two answers of one group are alike by %(likeness)s. %(why)s") % told
    return GroupsShown(title, groups_sentence(reading, view), tables, words, prior.label)


def groups_sentence(reading: RoundReading, view: str) -> str:
    """Whether any group can be told from the others when luck is taken out."""
    pooled = [one for one in reading.pooled if one.view == view]
    if not pooled:
        return _("Fewer than two groups can be shown, so nothing is compared.")
    apart = sum(_is_apart(one) for one in pooled)
    told = {"n": figures.number(apart), "all": figures.number(len(pooled))}
    if not apart:
        return _("When luck is taken out, no group can be told from the others.")
    return _("On %(n)s of %(all)s statements a group can be told from the others when luck is taken out.") % told


def _is_apart(one: Pooled) -> bool:
    return any(not each.share.low <= one.centre.estimate <= each.share.high for each in one.groups)


def _groups_table(groups: Sequence[GroupRead], pooled: Pooled | None, names: Mapping[str, str]) -> ChartTable:
    head = (
        _("Group"),
        _("Answers"),
        _("Median"),
        _("Agreement among the answers"),
        _("Agree or strongly agree"),
        _("The same, when luck is taken out"),
        _("Its own part of the distance"),
    )
    shares = {(one.party, one.role): one for one in pooled.groups} if pooled else {}
    rows = []
    for one in sorted(groups, key=lambda each: names.get(each.party or each.role, "")):
        name = names.get(one.party or one.role, _("others"))
        if one.median is None:
            rows.append((name, *[withheld()] * 6))
            continue
        together = shares.get((one.party, one.role))
        rows.append(
            (
                name,
                figures.number(one.count),
                f"{median(one.median)} ({between(one.median)})",
                between(one.consensus, 2),
                share(one.top),
                share(together.share) if together else _("not compared"),
                figures.percent(together.kept) if together else _("not compared"),
            )
        )
    return ChartTable(head, tuple(rows))


def rates_table(rates: Sequence[ResponseRate], names: Mapping[str, str]) -> ChartTable:
    """How many of each group answered; small groups stand together."""
    head = (_("Group"), _("Answered"))
    rows = [
        (names.get(str(one.party_id or one.role), _("others, put together")), rate(one.answered, one.invited))
        for one in rates
    ]
    return ChartTable(head, tuple(rows))
