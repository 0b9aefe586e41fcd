"""A plan on paper: the whole of it, a checklist for a role, the legal dates with their reasons, and the notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from maskinrum.deadlines import Text
from maskinrum.planning.analysis import claimed_prior_notice, counting_statute, legal_file
from maskinrum.planning.enums import WorkKind
from maskinrum.planning.facts.documents import LegalDate, NoticeItem, PlannedDate, PriorNotice, Statute
from maskinrum.planning.facts.plan import CallerFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import StartPlan
from maskinrum.planning.phrases import SHORTENINGS
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.queries.facts import holidays_of
from maskinrum.planning.reports.dates import full_date, period_reason
from maskinrum.planning.reports.plan_page import PlanShown, TaskLine
from maskinrum.shared.documents import (
    Blank,
    BlankKind,
    Block,
    Cell,
    Column,
    Document,
    Grid,
    Heading,
    Items,
    ItemsKind,
    Paragraph,
    Source,
    Tone,
)
from maskinrum.shared.figures import money

NOT_WRITTEN = "–"
BUYER = "buyer"  # the item of the notice that says who tenders
BOUNDS = {
    "earliest": gettext_lazy("at the earliest"),
    "latest": gettext_lazy("at the latest"),
    "runs": gettext_lazy("expires"),
}


@dataclass(frozen=True)
class Paper:
    """What papers are made of: a plan, its stored schedule, and both in words. ``role`` is the name of one."""

    plan: StartPlan
    schedule: Schedule
    shown: PlanShown
    role: str = ""


def plan_document(paper: Paper) -> Document:
    """The whole plan: when it is signed, what to watch, and the tasks of each phase."""
    blocks: list[Block] = [Paragraph(paper.shown.sentence, Tone.VERDICT)]
    blocks += [Paragraph(one) for one in paper.shown.below]
    if paper.shown.warnings:
        blocks += [Heading(_("Look at this now")), Items(tuple(one.words for one in paper.shown.warnings))]
    for phase in paper.shown.phases:
        if phase.lines:
            blocks += [Heading(f"{phase.code} {phase.name}"), _tasks(phase.name, phase.lines)]
    blocks += _watched(paper)
    return _document(paper, _("Start plan"), blocks)


def _tasks(caption: str, lines: Sequence[TaskLine]) -> Grid:
    columns = (Column(_("Ends"), 1.5), Column(_("Task"), 3.4), Column(_("Who"), 1.8), Column(_("How far"), 1.2))
    rows = tuple((_day(line.ends), line.name, line.owner or line.role, line.state_words) for line in lines)
    return Grid(caption, columns, rows)


def _watched(paper: Paper) -> Iterator[Block]:
    if not paper.shown.watches:
        return
    yield Heading(_("Legal dates to watch"))
    columns = (Column(_("Day"), 1.5), Column(_("What"), 3), Column(_("Why this day"), 4))
    rows = tuple((full_date(one.day), one.name, one.why) for one in paper.shown.watches)
    yield Grid(_("Legal dates to watch"), columns, rows)


def checklist_document(paper: Paper, lines: Sequence[TaskLine]) -> Document:
    """What is still to be done, to be ticked off on paper; for one role, or for all."""
    blocks: list[Block] = [Paragraph(paper.shown.sentence, Tone.LEAD)]
    by_phase = ((phase, [line for line in phase.lines if line in lines]) for phase in paper.shown.phases)
    for phase, own in by_phase:
        if own:
            told = tuple(f"{line.name} – {_day(line.ends)}" for line in own)
            blocks += [Heading(f"{phase.code} {phase.name}"), Items(told, ItemsKind.TICKS)]
    if len(blocks) == 1:
        blocks.append(Paragraph(_("Nothing is left to do.")))
    return _document(paper, _("Checklist: %(role)s") % {"role": paper.role} if paper.role else _("Checklist"), blocks)


def legal_document(paper: Paper) -> Document:
    """Every legal date with what it was counted from, the rule, and each day passed over: for a complaints board."""
    dates = legal_file(paper.schedule)
    columns = (
        Column(_("By law"), 1.8),
        Column(_("The day is"), 1),
        Column(_("In the plan / held"), 1.8),
        Column(_("What"), 2.5),
        Column(_("Why this day"), 3.4),
    )
    rows = tuple(legal_row(one) for one in dates)
    words = _("The dates of the law in this plan, each with the event it is counted from, paragraph and count.")
    blocks: list[Block] = [Paragraph(words, Tone.LEAD), Grid(_("Legal dates"), columns, rows)]
    prior = prior_notice_of(paper)
    if prior is not None:
        blocks += [Heading(_("Prior notice")), Paragraph(prior_notice_words(prior))]
    laws = tuple(statute_words(one) for one in _statutes(dates))
    blocks += [Heading(_("The laws, as they were read")), Items(laws)]
    if any(one.unverified for one in dates):
        blocks.append(Paragraph(_("Not verified means: nobody has held the rule against its source.")))
    return _document(paper, _("Legal dates"), blocks, sources=tuple(_sources(dates)))


def legal_row(one: LegalDate) -> tuple[str, ...]:
    """A legal date as a line of a table."""
    bound = str(BOUNDS[one.bound])
    why = _("From %(day)s: %(why)s") % {"day": full_date(one.event), "why": period_reason(one.period)}
    return full_date(one.end), bound, planned_words(one), legal_name(one), why


def legal_name(one: LegalDate) -> str:
    """What a legal date is called; a name that is the task's own is said once."""
    task, name = in_language(one.task_name), in_language(one.name)
    return task if task == name else f"{task}: {name}"


def planned_words(one: LegalDate) -> str:
    """The day in the plan that is held against the law's, and where it has been whether the law was kept."""
    if one.planned is None:
        return NOT_WRITTEN
    if one.is_kept is None:
        return full_date(one.planned)
    return f"{full_date(one.planned)}, {kept_words(one)}"


def kept_words(one: LegalDate) -> str:
    """Whether a day that has been kept the law's; nothing for one that is still to come."""
    if one.is_kept is None or one.planned is None:
        return ""
    if one.is_kept:
        return _("kept")
    days = abs((one.planned - one.end).days)
    if one.bound == "earliest":
        return ngettext("%(n)s day too early", "%(n)s days too early", days) % {"n": days}
    return ngettext("%(n)s day too late", "%(n)s days too late", days) % {"n": days}


def prior_notice_of(paper: Paper) -> PriorNotice | None:
    """The prior notice that the plan claims."""
    plan = paper.plan
    holidays = holidays_of(plan.holidays)
    return claimed_prior_notice(paper.schedule, shortenings=plan.shortenings, sent=plan.prior_notice, holidays=holidays)


def prior_notice_words(one: PriorNotice) -> str:
    """When a prior notice must be sent, by which law, and whether it was."""
    days = {"first": full_date(one.first), "last": full_date(one.last), "notice": full_date(one.notice)}
    law = f" ({one.reference.paragraph})" if one.reference.paragraph else ""
    words = _("A prior notice shortens a period for a notice on %(notice)s when it is sent from %(first)s to %(last)s")
    parts = [f"{words % days}{law}."]
    if not one.reference.verified:
        parts.append(_("Not verified: have it confirmed first."))
    if one.sent is None:
        parts.append(_("The plan does not say when it was sent."))
    elif one.is_kept:
        parts.append(_("It was sent on %(sent)s, which is in time.") % {"sent": full_date(one.sent)})
    else:
        parts.append(_("It was sent on %(sent)s, which shortens nothing.") % {"sent": full_date(one.sent)})
    return " ".join(parts)


def statute_words(one: Statute) -> str:
    """A law in its version, and whether that was held against its source."""
    return in_language(one.name) + ("" if one.verified else f" ({_('not verified')})")


def _statutes(dates: Sequence[LegalDate]) -> tuple[Statute, ...]:
    """The laws that dates rest on, each once; days are counted by one of their own."""
    found = [*(one.statute for one in dates), counting_statute()]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def in_force_words(one: LegalDate) -> str:
    """The law a date rests on, in its version, and from when to when its rule is in force where that is known."""
    reference = one.period.rule.reference
    law = "" if one.statute is None else in_language(one.statute.name)
    parts = [law] if law else []
    if reference.valid_from:
        parts.append(_("in force from %(day)s") % {"day": full_date(reference.valid_from)})
    if reference.valid_to:
        parts.append(_("in force to %(day)s") % {"day": full_date(reference.valid_to)})
    return ", ".join(parts)


def _sources(dates: Sequence[LegalDate]) -> Iterator[Source]:
    seen = set[str]()
    for one in dates:
        reference = one.period.rule.reference
        if reference.source and reference.source not in seen:
            seen.add(reference.source)
            yield Source(reference.paragraph or one.rule, reference.source)


def notice_document(paper: Paper, items: Sequence[NoticeItem]) -> Document:
    """What the contract notice must state, filled from the plan, with blanks for what is missing."""
    columns = (Column(_("Stands in the notice"), 2.2), Column(_("Write"), 3.4), Column(_("Rests on"), 1.6))
    lines = [line for one in items for line in notice_lines(paper, one)]
    rows = tuple((line.title, _filled(line), rests_on(line.item)) for line in lines)
    lead = _("What the contract notice must state, filled from the plan. We send no notice: that is done by you.")
    missing = sum(one.state == "missing" for one in items)
    blocks: list[Block] = [Paragraph(lead, Tone.LEAD)]
    if missing:
        blocks.append(Paragraph(_("Missing in the plan: %(n)s.") % {"n": missing}))
    blocks.append(Grid(_("The contract notice"), columns, rows, row_titles=True))
    return _document(paper, _("Checklist for the contract notice"), blocks)


@dataclass(frozen=True)
class NoticeLine:
    """One line of the notice: what it is called, and what the plan or its organisation says of it, if anything."""

    item: NoticeItem
    title: str
    words: str


def notice_lines(paper: Paper, one: NoticeItem) -> Iterator[NoticeLine]:
    """The lines of an item; who tenders is the plan's organisation, whose contact point is left to be written."""
    title = in_language(one.title)
    if one.id != BUYER:
        yield NoticeLine(one, title, notice_value(one))
        return
    owner = paper.plan.organisation
    number = _("CVR %(number)s") % {"number": owner.cvr} if owner.cvr else _("CVR number: not known here")
    yield NoticeLine(one, title, f"{owner.name}, {number}")
    yield NoticeLine(one, _("%(title)s: contact point") % {"title": title}, "")


def _filled(line: NoticeLine) -> Cell:
    return line.words or Blank(line.title, in_language(line.item.help), BlankKind.LINES)


def notice_value(one: NoticeItem) -> str:
    """What the plan says of an item; nothing where it says nothing."""
    if one.state == "not_needed":
        return _("Not needed here")
    if one.state != "stated":
        return ""
    return _value(one)


def _value(one: NoticeItem) -> str:
    value = one.value
    if one.id in {"expected", "maximum"}:
        return money(value)  # type: ignore[arg-type]
    if one.id in {"term", "option"}:
        return _("%(n)s months") % {"n": value}
    if one.id == "kind":
        return _("Building and civil works") if value == WorkKind.WORKS else str(WorkKind(str(value)).label)
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, tuple):
        return "; ".join(_part(each) for each in value)
    return str(value)


def _part(value: object) -> str:
    if isinstance(value, CallerFacts):
        return value.name if value.value_mdkk is None else f"{value.name} ({money(value.value_mdkk)})"
    if isinstance(value, PlannedDate):
        return f"{in_language(value.name)}: {full_date(value.day)}"
    return str(SHORTENINGS.get(str(value), value))


def rests_on(one: NoticeItem) -> str:
    """The paragraph an item rests on, and whether anybody has verified it."""
    words = one.paragraph or NOT_WRITTEN
    return words if one.verified else f"{words} ({_('not verified')})"


def _day(day: date | None) -> str:
    return full_date(day) if day else _("not known")


def _document(paper: Paper, title: str, blocks: Sequence[Block], sources: tuple[Source, ...] = ()) -> Document:
    plan = paper.plan
    closing = Paragraph(paper.shown.disclaimer, Tone.QUIET)
    return Document(
        title=f"{plan.title}: {title}",
        language=(get_language() or "da")[:2],
        dated=plan.scheduled_on or plan.created_at.date(),
        blocks=(*blocks, closing),
        subtitle=plan.organisation.name,
        foot=_("Example: the organisation and the plan are invented") if plan.organisation.is_fictitious else "",
        sources=sources,
    )
