"""Reading the start plan that ships, with the line of whatever is wrong in it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final, cast

import yaml

from maskinrum.deadlines import DeadlineError, LegalRules, Text
from maskinrum.deadlines.chain import VARIANTS
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.facts.plan import Days
from maskinrum.planning.facts.template import (
    HolidayPeriod,
    Override,
    Template,
    TemplateTask,
    TemplateWatch,
    Variant,
)
from maskinrum.shared.domain import load, read_text

FILE: Final = "startplan.yaml"
EVENTS: Final = ("notice_dispatch", "award_notice", "first_call_off")
Path = tuple[str | int, ...]


class TemplateError(ValueError):
    """The start plan that ships is not as it must be; ``path`` leads to what is wrong."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


@cache
def plan_template() -> Template:
    """The start plan that ships. Raises ``ValueError`` that names file and line when it is broken."""
    return read_template(load("startplan"), legal_rules(), lambda: read_text(FILE))


def read_template(data: Any, rules: LegalRules, text: Any) -> Template:
    """Read and check the mapping of a start plan; ``text`` gives the file it came from, to name the line."""
    try:
        found = _template(data)
        _check(found, rules)
    except TemplateError as error:
        raise ValueError(f"{FILE}, line {line_of(text(), error.path)}: {error}") from error
    except (KeyError, TypeError) as error:
        raise ValueError(f"{FILE}: {error!r} is missing or of the wrong kind") from error
    return found


def line_of(text: str, path: Path) -> int:
    """The line, counted from 1, on which what a path leads to begins, or the nearest thing around it."""
    node = cast("yaml.Node", yaml.compose(text, Loader=yaml.SafeLoader))
    for step in path:
        inner = _inner(node, step)
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1


def _inner(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return cast("yaml.Node", node.value[step])
    return None


def _template(data: Any) -> Template:
    tasks = tuple(_task(entry, ("tasks", place)) for place, entry in enumerate(data["tasks"]))
    variants = {slug: _variant(slug, entry) for slug, entry in data["variants"].items()}
    least = next(warning for warning in data["plan_warnings"] if "days_notice_to_signature" in warning)
    return Template(
        tasks=tasks,
        variants=variants,
        roles={role["slug"]: _words(role) for role in data["roles"]},
        watches=tuple(TemplateWatch(one["after"], one["legal_ref"], _words(one)) for one in data["legal_watch"]),
        holiday_periods=tuple(map(_holiday_period, data["holiday_periods"])),
        correlation=data["correlation"]["value"],
        correlation_note=_words(data["correlation"]),
        correlation_source=data["correlation"]["source"],
        least_real_days=least["days_notice_to_signature"],
        default_variant=data["default_variant"],
        by_id={task.id: task for task in tasks},
    )


def _task(entry: Any, path: Path) -> TemplateTask:
    return TemplateTask(
        id=entry["id"],
        phase=entry["phase"],
        name=_words(entry),
        days=_days(entry["days"], (*path, "days")),
        predecessors=tuple(entry["predecessors"]),
        roles=tuple(entry["roles"]),
        deliverable=_words(entry["deliverable"]),
        themes=tuple(entry["themes"]),
        legal_ref=entry["legal_ref"],
        is_milestone=entry.get("milestone") == "signature",
        is_deadline=entry.get("deadline") == "bidders",
        event=entry.get("event"),
        recurs_months=entry.get("recurs_months"),
        parallel=entry.get("parallel", False),
        anchor_months=entry["anchor"]["offset_months"] if "anchor" in entry else None,
    )


def _variant(slug: str, entry: Any) -> Variant:
    overrides = {
        task: Override(
            days=_days(change["days"], ("variants", slug, "override", task, "days")) if "days" in change else None,
            predecessors=tuple(change["predecessors"]) if "predecessors" in change else None,
            legal_ref=change.get("legal_ref"),
            name=_words(change) if "da" in change else None,
        )
        for task, change in entry["override"].items()
    }
    note = _words(entry["note"]) if "note" in entry else None
    return Variant(slug, _words(entry), note, frozenset(entry["skip"]), overrides)


def _holiday_period(entry: Any) -> HolidayPeriod:
    first, last = (tuple(map(int, str(entry[key]).split("-"))) for key in ("from", "to"))
    return HolidayPeriod(entry["slug"], _words(entry), (first[0], first[1]), (last[0], last[1]))


def _words(entry: Any) -> Text:
    return Text(entry["da"], entry["en"])


def _days(entry: Any, path: Path) -> Days:
    days = Days(entry["low"], entry["mode"], entry["high"])
    if not 1 <= days.low <= days.mode <= days.high:
        raise TemplateError(f"days must rise from at least 1: {days.low}, {days.mode}, {days.high}", path)
    return days


def _check(template: Template, rules: LegalRules) -> None:
    paths = {task.id: ("tasks", place) for place, task in enumerate(template.tasks)}
    if len(paths) < len(template.tasks):
        raise TemplateError("two tasks have the same id", ("tasks",))
    for task in template.tasks:
        _check_known((*paths[task.id], "predecessors"), task.id, task.predecessors, paths)
        _check_law((*paths[task.id], "legal_ref"), task.legal_ref, rules)
        if unknown := set(task.roles) - set(template.roles):
            raise TemplateError(f"{task.id} has no role {unknown.pop()}", (*paths[task.id], "roles"))
    if sum(task.is_milestone for task in template.tasks) != 1:
        raise TemplateError("exactly one task must be the milestone signature", ("tasks",))
    for event in EVENTS:
        if sum(task.event == event for task in template.tasks) != 1:
            raise TemplateError(f"exactly one task must be the event {event}", ("tasks",))
    for place, watch in enumerate(template.watches):
        _check_known(("legal_watch", place, "after"), "a watch", (watch.after,), paths)
        _check_law(("legal_watch", place, "legal_ref"), watch.legal_ref, rules)
    _check_variants(template, rules, paths)


def _check_variants(template: Template, rules: LegalRules, paths: Mapping[str, Path]) -> None:
    for slug in rules.procedures:
        if VARIANTS.get(slug, slug) not in template.variants:
            raise TemplateError(f"no variant for the procedure {slug}", ("variants",))
    for slug, variant in template.variants.items():
        path: Path = ("variants", slug)
        _check_known((*path, "skip"), slug, variant.skip, paths)
        _check_known((*path, "override"), slug, variant.overrides, paths)
        for task, change in variant.overrides.items():
            _check_known((*path, "override", task, "predecessors"), task, change.predecessors or (), paths)
            _check_law((*path, "override", task, "legal_ref"), change.legal_ref, rules)
        _check_order(path, varied(template, slug))


def _check_known(path: Path, who: str, named: Iterable[str], paths: Mapping[str, Path]) -> None:
    for name in named:
        if name not in paths:
            raise TemplateError(f"{who} names {name}, which is no task", path)


def _check_law(path: Path, reference: str | None, rules: LegalRules) -> None:
    try:
        if reference is not None:
            rules.reference(reference)
    except DeadlineError as error:
        raise TemplateError(f"{reference} is not in the legal data", path) from error


def _check_order(path: Path, tasks: Iterable[TemplateTask]) -> None:
    try:
        TopologicalSorter({task.id: task.predecessors for task in tasks}).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise TemplateError(f"tasks wait for each other: {circle}", path) from error


def varied(template: Template, slug: str) -> tuple[TemplateTask, ...]:
    """The tasks of a variant; what waited for a task it does not have waits for what that waited for."""
    return rerouted(changed_by(template, slug), template.variants[slug].skip)


def changed_by(template: Template, slug: str) -> tuple[TemplateTask, ...]:
    """All tasks of the template as a variant changes them, those it does not have among them."""
    overrides = template.variants[slug].overrides
    return tuple(_changed(task, overrides.get(task.id, Override())) for task in template.tasks)


def rerouted(tasks: Iterable[TemplateTask], without: AbstractSet[str]) -> tuple[TemplateTask, ...]:
    """The tasks but for some; what waited for one of those waits for what that waited for."""
    by_id = {task.id: task for task in tasks}
    return tuple(
        replace(task, predecessors=tuple(_through(task.predecessors, by_id, without)))
        for task in by_id.values()
        if task.id not in without
    )


def _changed(task: TemplateTask, change: Override) -> TemplateTask:
    return replace(
        task,
        days=change.days or task.days,
        predecessors=task.predecessors if change.predecessors is None else change.predecessors,
        legal_ref=change.legal_ref or task.legal_ref,
        name=change.name or task.name,
    )


def _through(names: Iterable[str], tasks: Mapping[str, TemplateTask], without: AbstractSet[str]) -> Iterator[str]:
    """The tasks that remain, each once, in the order met; a circle among those left out is passed over."""
    seen, left = set[str](), [*reversed([*names])]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in without:
            left.extend(reversed(tasks[name].predecessors))
        else:
            yield name
