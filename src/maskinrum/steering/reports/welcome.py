"""The welcome pack of a partnership: what a newcomer needs, made of what stands in Maskinrum, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import ExperienceRole, Phase
from maskinrum.knowledge.models import Tool
from maskinrum.knowledge.reports.block import Beside
from maskinrum.partnerships.enums import Discipline, VolumeKind
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.documents import (
    Block,
    Callout,
    Column,
    Document,
    Grid,
    Heading,
    Items,
    Paragraph,
    Span,
    Text,
    Tone,
)
from maskinrum.shared.figures import number, term, volumes
from maskinrum.steering.analysis.ladder import ladder
from maskinrum.steering.facts.decisions import LogLine
from maskinrum.steering.models import LadderNames
from maskinrum.steering.phrases.ladder import OURS, in_language
from maskinrum.steering.queries.reaching import Parties
from maskinrum.steering.reports.log import body_words

MOST_DECISIONS, MOST_PROJECTS = 8, 30


@dataclass(frozen=True)
class Pack:
    """What the pack is made of, as far as its reader may see it. ``site`` stands before addresses on paper."""

    partnership: Partnership
    parties: Parties
    names: Mapping[UUID, LadderNames]
    projects: Sequence[Project]
    decisions: Sequence[LogLine]
    tools: Sequence[Tool]
    experiences: Sequence[Beside]
    terms: Sequence[Mapping[str, Any]]
    role: str
    phase: str
    today: date
    site: str = ""
    missing: list[str] = field(default_factory=list)


def welcome_document(pack: Pack) -> Document:
    """The pack as a document."""
    body: list[Block] = []
    for part in (_people, _agreement, _mandates, _projects, _decisions, _ladder, _tools, _experiences, _terms):
        body += list(part(pack))
    return Document(
        title=_("Welcome to %(name)s") % {"name": pack.partnership.name},
        language=_language(),
        dated=pack.today,
        blocks=(Paragraph(_lead(pack), Tone.LEAD), *_gaps(pack), *body),
        subtitle=_for_whom(pack),
        foot="Maskinrum",
    )


def _language() -> str:
    return (get_language() or "da")[:2]


def _for_whom(pack: Pack) -> str:
    role = str(dict(ExperienceRole.choices).get(pack.role, ""))
    phase = str(dict(Phase.choices).get(pack.phase, ""))
    return " · ".join(one[:1].upper() + one[1:] for one in (role, phase) if one)


def _lead(pack: Pack) -> str:
    words = _("What you need to know in your first week, as it stood in Maskinrum on %(day)s.")
    return words % {"day": date_format(pack.today, "DATE_FORMAT")}


def _gaps(pack: Pack) -> Iterator[Block]:
    """What is missing, first: the reader must know it before using the rest."""
    if pack.missing:
        yield Callout(
            _("Not written down yet"), _("Ask your buddy about: %(gaps)s.") % {"gaps": ", ".join(pack.missing)}
        )


def missing_of(pack: Pack) -> list[str]:
    """What a newcomer would look for and does not find."""
    row = pack.partnership
    unnamed = [name for pk, name in pack.parties.names.items() if not _named(pack, pk)]
    found = {
        _("the term of the agreement"): row.term_months is None,
        _("the option"): row.option_months is None,
        _("the ceiling"): row.volume_kind != VolumeKind.CEILING,
        _("the scope"): not (row.scope_da or row.scope_en),
        _("who negotiates for %(names)s") % {"names": ", ".join(unnamed)}: bool(unnamed),
        _("current projects"): not pack.projects,
        _("decisions in force"): not pack.decisions,
        _("roles and mandates"): not any("mandat" in one.text.casefold() for one in pack.decisions),
        _("experiences that matter for the role"): not pack.experiences,
    }
    return [words for words, is_missing in found.items() if is_missing]


def _named(pack: Pack, organisation: UUID) -> bool:
    row = pack.names.get(organisation)
    return row is not None and bool(row.leader and row.management)


def _people(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Who is who"))
    does = dict(Discipline.choices)
    rows = []
    for pk, name in pack.parties.names.items():
        row = pack.names.get(pk)
        disciplines = [str(does.get(one, "")) for one in pack.parties.disciplines.get(pk, ()) if one]
        rows.append(
            (
                name,
                ", ".join(disciplines) or (str(does[Discipline.CLIENT]) if pk in pack.parties.clients else "–"),
                (row.leader if row else "") or _("not known"),
                (row.management if row else "") or _("not known"),
            )
        )
    columns = (
        Column(_("Party"), 2),
        Column(_("Role"), 1.6),
        Column(_("Project leader"), 1.6),
        Column(_("Management"), 1.6),
    )
    yield Grid(_("The parties"), columns, tuple(rows), row_titles=True)


def _agreement(pack: Pack) -> Iterator[Block]:
    row, is_danish = pack.partnership, _language() == "da"
    unknown = _("not known")
    yield Heading(_("The agreement in short"))
    start = (row.start_da if is_danish else row.start_en) or row.start
    amount = volumes(row.volume_low, row.volume_high) if row.volume_low is not None else unknown
    kind = str(dict(VolumeKind.choices).get(row.volume_kind, "")) or _("Volume")
    rows = (
        (_("Starts"), start or unknown),
        (_("Term"), term(row.term_months) if row.term_months is not None else unknown),
        (_("Option"), term(row.option_months) if row.option_months is not None else unknown),
        (kind, amount),
        (_("Scope"), (row.scope_da if is_danish else row.scope_en) or row.scope_da or row.scope_en or unknown),
    )
    yield Grid(
        _("The agreement"), (Column(_("What"), 1), Column(_("As it stands in the register"), 3)), rows, row_titles=True
    )
    address = pack.site + reverse("register:entry", args=[row.slug])
    yield Paragraph((Span(_("The whole entry in the register"), url=address),), Tone.QUIET)


def _mandates(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Roles and mandates"))
    told = [one for one in pack.decisions if "mandat" in one.text.casefold()]
    if told:
        yield Items(tuple(_decided(pack, one) for one in told))
    else:
        yield Paragraph(
            _("Nobody has written the mandates down here. Ask for the filled-in sheet of roles and mandates.")
        )


def _projects(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Projects under way"))
    if not pack.projects:
        yield Paragraph(_("None stands here that you may see."))
        return
    columns = (Column(_("Project"), 3), Column(_("Homes"), 1, numeric=True), Column(_("Approval"), 2.4))
    shown = pack.projects[:MOST_PROJECTS]
    rows = tuple((one.name, number(one.homes) if one.homes else "–", str(one.get_approval_display())) for one in shown)
    yield Grid(_("Projects"), columns, rows, row_titles=True)
    if len(pack.projects) > len(shown):
        yield Paragraph(_("%(n)s more.") % {"n": len(pack.projects) - len(shown)}, Tone.QUIET)


def _decisions(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Decisions in force"))
    if not pack.decisions:
        yield Paragraph(_("The log is empty."))
        return
    yield Items(tuple(_decided(pack, one) for one in pack.decisions[:MOST_DECISIONS]))
    address = pack.site + reverse("steering:decisions", args=[pack.partnership.slug])
    yield Paragraph((Span(_("The whole log"), url=address),), Tone.QUIET)


def _decided(pack: Pack, line: LogLine) -> Text:
    day = date_format(line.decided_on, "DATE_FORMAT")
    if line.meeting:
        address = reverse("meetings:minutes", args=[line.meeting])
    else:
        address = reverse("steering:decision", args=[pack.partnership.slug, line.id])
    said = f" – {day}, {body_words(line)}"
    return (Span(line.text, url=pack.site + address), Span(said, quiet=True))


def _ladder(pack: Pack) -> Iterator[Block]:
    yield Heading(_("When you disagree"))
    yield Paragraph(_("Begin at the lowest step, and early. The small ones are settled there."))
    columns = (Column(pgettext("of a ladder", "Step"), 0.6), Column(_("What"), 3.4), Column(_("Rests on"), 2))
    rows = tuple(
        (str(one.number), in_language(one.name), str(OURS) if one.is_ours else _law(one.rule.reference))
        for one in ladder()
    )
    yield Grid(_("The conflict ladder"), columns, rows)


def _law(reference: Any) -> str:
    law = reference.paragraph or ""
    if reference.verified:
        return law
    return ", ".join(one for one in (law, _("not verified")) if one)


def _tools(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Tools"))
    if not pack.tools:
        yield Paragraph(_("None stands here that you may see."))
        return
    yield Items(tuple(_tool(pack, one) for one in pack.tools))


def _tool(pack: Pack, row: Tool) -> Text:
    address = pack.site + reverse("tools:tool", args=[row.key])
    is_danish = _language() == "da"
    title = row.title if is_danish else row.title_en or row.title
    purpose = row.purpose if is_danish else row.purpose_en or row.purpose
    return (Span(title, url=address), Span(f" – {purpose}" if purpose else "", quiet=True))


def _experiences(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Experiences to read first"))
    if not pack.experiences:
        yield Paragraph(
            _("None matters enough for this role and phase. Choose others above, or look in “Find knowledge”.")
        )
        return
    yield Items(
        tuple(
            (
                Span(one.row.title, url=pack.site + reverse("knowledge:experience", args=[one.row.key])),
                Span(f" – {one.reason}", quiet=True),
            )
            for one in pack.experiences
        )
    )


def _terms(pack: Pack) -> Iterator[Block]:
    yield Heading(_("Words you will hear"))
    language = _language()
    rows = tuple((str(one["term"]), str(one[language])) for one in pack.terms)
    yield Grid(_("Glossary"), (Column(_("Word"), 1), Column(_("Means"), 4)), rows, row_titles=True)
