"""All that is known of one project of a board, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.steering.analysis.warning_words import day_words
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.phrases.board_fields import LABELS
from maskinrum.steering.reports.board_words import index_of, place_words, stage

SUMS = ("budget", "scheme_b_budget", "call_off_value", "outturn")
CHANGES = ("changes_client", "changes_unforeseen", "changes_design", "client_procurement_cost")


@dataclass(frozen=True)
class Line:
    """A name and what is known; ``value`` is empty where nothing is, ``is_hidden`` where it is not the viewer's."""

    name: str
    value: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    title: str
    lines: list[Line]


def project_parts(project: BoardProject) -> list[Part]:
    """Everything, in the order of a project's life."""
    return [
        Part(_("Place"), list(_place(project))),
        Part(_("Call-offs"), list(_call_offs(project))),
        Part(_("Days"), list(_days(project))),
        Part(_("Money"), list(_money(project))),
        Part(_("Works"), list(_works(project))),
        Part(_("Residents"), list(_residents(project))),
    ]


def _place(project: BoardProject) -> Iterator[Line]:
    yield Line(_("How far"), stage(project))
    yield Line(_("The agreement"), place_words(project))
    yield Line(str(LABELS["contractor"]), project.contractor_name)
    yield Line(str(LABELS["approval"]), str(project.approval.label))
    yield Line(_("Whose project"), project.organisation)
    yield Line(_("Kind"), str(project.kind.label))
    yield Line(_("Similarity group"), project.group)
    yield Line(_("Homes"), _number(project.homes))


def _call_offs(project: BoardProject) -> Iterator[Line]:
    for place, one in enumerate(project.call_offs, start=1):
        days = [
            (_("ready %(day)s"), one.ready_on),
            (_("asked for %(day)s"), one.asked_on),
            (_("signed %(day)s"), one.signed_on),
        ]
        said = [words % {"day": day_words(day)} for words, day in days if day]
        said += [figures.money(one.value)] if one.value is not None else []
        yield Line(one.title or _("Call-off %(n)s") % {"n": place}, ", ".join(said))
    if not project.call_offs:
        yield Line(_("Call-off"), "")


def _days(project: BoardProject) -> Iterator[Line]:
    days = {_("Planned start"): project.planned_start} | {
        str(LABELS[name]): getattr(project, name)
        for name in ("scheme_b_start", "started_on", "scheme_b_handover", "handed_over_on")
    }
    for name, day in days.items():
        yield Line(name, _day(day))
    yield Line(_("Planned duration"), figures.months(project.duration))


def _money(project: BoardProject) -> Iterator[Line]:
    names = {"budget": _("Budget"), "call_off_value": _("Sum called off")}
    for name in (*SUMS, *CHANGES):
        value = getattr(project, name)
        label = names.get(name) or str(LABELS[name])
        is_seen = project.sees_cost if name == "client_procurement_cost" else project.is_priced
        yield Line(label, "" if value is None else figures.money(value), is_hidden=not is_seen)
    if project.is_priced:
        index = index_of(project)
        yield Line(_("Final cost, budget of scheme B = 100"), "" if index is None else figures.number(index))


def _works(project: BoardProject) -> Iterator[Line]:
    yield Line(str(LABELS["defects"]), _number(project.defects))
    yield Line(str(LABELS["accidents"]), _number(project.accidents))
    yield Line(str(LABELS["working_hours"]), _number(project.working_hours), is_hidden=not project.is_priced)
    reused = ""
    if project.reused is not None and project.decided is not None:
        reused = _("%(reused)s of %(decided)s") % {"reused": project.reused, "decided": project.decided}
    yield Line(str(LABELS["reused"]), reused)
    yield Line(str(LABELS["co2_per_m2"]), "" if project.co2_per_m2 is None else figures.number(project.co2_per_m2, 1))


def _residents(project: BoardProject) -> Iterator[Line]:
    yield Line(str(LABELS["rehoused_homes"]), _number(project.rehoused_homes))
    for name in ("nuisance", "satisfaction"):
        value = getattr(project, name)
        words = "" if value is None else _("%(mean)s of 5") % {"mean": figures.number(value, 1)}
        yield Line(str(LABELS[name]), words)
    yield Line(str(LABELS["resident_answers"]), _number(project.resident_answers))


def _number(value: int | None) -> str:
    return "" if value is None else figures.number(value)


def _day(value: date | None) -> str:
    return day_words(value) if value else ""
