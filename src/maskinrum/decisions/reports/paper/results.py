"""All figures that are stored of the alternatives, each with its error: sheets of the workbook with the whole model."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.analysis.calculation import (
    COMPONENTS,
    UNGROUPED,
    Band,
    Calculation,
    Estimate,
    ModelResult,
    Result,
    Stat,
    Timeline,
)
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.sentences import SEPARATE
from maskinrum.shared.charts import component_name
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue

FIGURES, MONEY, SHARE = "#,##0.####", "#,##0.000", "0.0 %"
Figure = Stat | Estimate | Band | float | None

MONEY_UNIT, SHARE_UNIT = gettext_lazy("DKK m"), gettext_lazy("share, 0 to 1")
# In the order in which they are stored; the components of the cost stand between the first and the second.
MODEL_FIGURES = {
    "cost": (gettext_lazy("Cost"), MONEY_UNIT),
    "cost_ratio": (gettext_lazy("Cost of each krone of budget that is carried out"), gettext_lazy("DKK")),
    "present_value": (gettext_lazy("Present value"), MONEY_UNIT),
    "difference": (gettext_lazy("Difference to separate tenders"), MONEY_UNIT),
    "p_better": (gettext_lazy("Cheaper than separate tenders"), SHARE_UNIT),
    "p_best": (gettext_lazy("Cheapest of all"), SHARE_UNIT),
    "regret": (gettext_lazy("Regret"), MONEY_UNIT),
    "handover_delay": (gettext_lazy("Handover after the plan, weighted by volume"), gettext_lazy("months")),
    "share_inside": (gettext_lazy("Volume that gets into the agreement"), SHARE_UNIT),
    "continuity": (gettext_lazy("Continuity of the work"), SHARE_UNIT),
    "ceiling_reached": (gettext_lazy("The ceiling turns a project away"), SHARE_UNIT),
    "idle_months": (gettext_lazy("Months without works inside"), gettext_lazy("months")),
    "stopped_early": (gettext_lazy("The agreement is stopped early"), SHARE_UNIT),
    "extended": (gettext_lazy("The option to extend is used"), SHARE_UNIT),
    "option_value": (gettext_lazy("What the option to extend saves"), MONEY_UNIT),
}


def result_sheets(calculation: Calculation) -> list[OutSheet]:
    """Every figure of every alternative, every pair, the possible outcomes, and the agreement in time."""
    return [
        _figures_sheet(calculation),
        _pairs_sheet(calculation.result),
        _outcomes_sheet(calculation),
        *(
            []
            if calculation.timeline is None
            else [_months_sheet(calculation.timeline), _in_time(calculation.timeline)]
        ),
    ]


def components_in_full(calculation: Calculation) -> OutSheet:
    """Where each alternative's difference to separate tenders comes from, with the range of nine in ten futures."""
    slugs = [one.slug for one in calculation.result.models if one.slug != SEPARATE]
    titles = [(slug, end) for slug in slugs if slug in calculation.components for end in (_("mean"), "5 %", "95 %")]
    columns = [
        OutColumn(_("Difference to separate tenders, DKK m"), 40),
        *(OutColumn(f"{SHORT[slug]}: {end}", 18, MONEY) for slug, end in titles),
    ]
    compared = list(dict.fromkeys(slug for slug, _end in titles))
    rows: list[list[OutValue]] = []
    for name in COMPONENTS:
        found = [calculation.components[slug][name] for slug in compared]
        rows.append([component_name(name), *(end for one in found for end in (one.mean, one.p05, one.p95))])
    totals = [calculation.totals[slug] for slug in compared]
    rows.append([_("Total"), *(end for one in totals for end in (one.mean, one.p05, one.p95))])
    return OutSheet(_("Components"), columns, rows, pinned=1)


def spread_columns(number_format: str = MONEY) -> list[OutColumn]:
    """Headings for what ``spread`` gives."""
    titles = (_("Mean"), _("Standard error"), "5 %", "25 %", _("Middle"), "75 %", "95 %")
    return [OutColumn(title, 14, number_format) for title in titles]


def spread(value: Figure) -> list[OutValue]:
    """Mean, error and the five points of a figure, as far as it has them."""
    if isinstance(value, Stat):
        return [value.mean, value.se, value.p05, value.p25, value.p50, value.p75, value.p95]
    if isinstance(value, Estimate):
        return [value.mean, value.se, *[None] * 5]
    if isinstance(value, Band):
        return [None, None, value.p05, None, value.p50, None, value.p95]
    return [value, *[None] * 6]


def _figures_sheet(calculation: Calculation) -> OutSheet:
    result = calculation.result
    columns = [
        OutColumn(_("Alternative"), 24),
        OutColumn(_("Figure"), 44),
        OutColumn(_("Unit"), 16),
        *spread_columns(FIGURES),
    ]
    rows: list[list[OutValue]] = [
        [str(SHORT[model.slug]), name, unit, *spread(value)]
        for model in result.models
        for name, unit, value in _figures(model)
    ]
    rows += [] if calculation.timeline is None else list(_agreement(calculation.timeline))
    rows.append([_("All together"), _("Worth of knowing everything, at most"), str(MONEY_UNIT), *spread(result.evpi)])
    return OutSheet(_("Results in full"), columns, rows, filtered=True, pinned=2)


def _figures(model: ModelResult) -> Iterator[tuple[str, str, Figure]]:
    """What there is of an alternative: name, unit and value. Chances are given with their errors."""
    errors: Mapping[str, float | None] = {"p_better": model.p_better_se, "p_best": model.p_best_se}
    for slug, (name, unit) in MODEL_FIGURES.items():
        value: Figure = getattr(model, slug)
        error = errors.get(slug)
        if isinstance(value, float) and error is not None:
            value = Estimate(value, error)
        if value is not None:
            yield str(name), str(unit), value
        if slug == "cost":
            for part, stat in ((one, model.components[one]) for one in COMPONENTS if one in model.components):
                yield _("Cost: %(part)s") % {"part": component_name(part)}, str(unit), stat


def _agreement(line: Timeline) -> Iterator[list[OutValue]]:
    """The agreement in time, which is drawn on fewer futures."""
    found: tuple[tuple[str, object, Figure], ...] = (
        (_("The agreement opens, after the case date"), _("months"), line.opening),
        (_("The agreement closes, after the case date"), _("months"), line.closing),
        (_("Ceiling"), MONEY_UNIT, line.ceiling),
        (_("The ceiling turns a project away"), SHARE_UNIT, line.p_refused),
        (_("Works inside that run past the close"), SHARE_UNIT, line.works_after_close),
        (_("Volume ready only after the close"), SHARE_UNIT, line.left_after_close),
        (_("Futures"), "", line.futures),
    )
    for name, unit, value in found:
        if value is not None:
            yield [str(SHORT[line.slug]), _("Timeline: %(figure)s") % {"figure": name}, str(unit), *spread(value)]


def _pairs_sheet(result: Result) -> OutSheet:
    columns = [
        OutColumn(_("Alternative"), 24),
        OutColumn(_("Held against"), 24),
        *(OutColumn(_("Difference: %(point)s") % {"point": one.title}, 14, MONEY) for one in spread_columns()),
        OutColumn(_("Cheaper"), 14, SHARE),
        OutColumn(_("Standard error"), 14, SHARE),
    ]
    rows: list[list[OutValue]] = [
        [str(SHORT[one.a]), str(SHORT[one.b]), *spread(one.difference), one.p_a_better, one.p_a_better_se]
        for one in result.pairs
    ]
    return OutSheet(_("Pairs"), columns, rows, filtered=True, pinned=2)


def _outcomes_sheet(calculation: Calculation) -> OutSheet:
    slugs = [one.slug for one in calculation.result.models if one.slug in calculation.outcomes]
    columns = [
        OutColumn(_("Equally likely differences to separate tenders, DKK m"), 30),
        *(OutColumn(str(SHORT[slug]), 18, MONEY) for slug in slugs),
    ]
    lists = [calculation.outcomes[slug] for slug in slugs]
    rows: list[list[OutValue]] = [[place, *values] for place, values in enumerate(zip(*lists, strict=True), start=1)]
    return OutSheet(_("The possible outcomes"), columns, rows, pinned=1)


def _band_columns(title: str, number_format: str = FIGURES) -> list[OutColumn]:
    return [OutColumn(f"{title}: {point}", 14, number_format) for point in ("5 %", _("middle"), "95 %")]


def _band(found: Band | None) -> list[OutValue]:
    return [None, None, None] if found is None else [found.p05, found.p50, found.p95]


def _months_sheet(line: Timeline) -> OutSheet:
    alone = {one.group: one.name for one in line.projects if one.group.startswith(UNGROUPED)}
    names = [_("Works inside") if one.group is None else alone.get(one.group, one.group) for one in line.activity]
    columns = [
        OutColumn(_("Months after the case date"), 14),
        *(OutColumn(name, 16, SHARE) for name in names),
        *_band_columns(_("Called off, DKK m"), MONEY),
        OutColumn(_("Without works"), 12),
    ]
    rows: list[list[OutValue]] = []
    for place, month in enumerate(line.months):
        called = _band(line.called_off[place]) if place < len(line.called_off) else _band(None)
        rows.append([month, *(one.probability[place] for one in line.activity), *called, month in line.gaps])
    return OutSheet(_("Timeline, months"), columns, rows, pinned=1)


def _in_time(line: Timeline) -> OutSheet:
    """The projects; months after the case date."""
    columns = [
        OutColumn(_("Project"), 40),
        OutColumn(_("Comes"), 12, SHARE),
        OutColumn(_("Gets inside"), 12, SHARE),
        *_band_columns(_("Start of works")),
        *_band_columns(_("Planned end")),
        *_band_columns(_("Handover")),
    ]
    rows: list[list[OutValue]] = [
        [one.name, one.p_realised, one.p_inside, *_band(one.start), *_band(one.planned_end), *_band(one.handover)]
        for one in line.projects
    ]
    return OutSheet(_("Timeline, projects"), columns, rows, pinned=1)
