"""A start-up checklist as its page and its paper show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.reports.block import Beside, experiences_beside_each
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.documents import Block, Column, Document, Grid, Heading, Items, KeyFigures, Paragraph, Tone
from maskinrum.steering.enums import StartAnswer
from maskinrum.steering.models import StartChecklist, StartItem
from maskinrum.steering.queries.starts import subject

ASKED_IN = "F5"


@dataclass(frozen=True)
class ItemShown:
    """One subject with its answer and the experiences that matter there."""

    row: StartItem
    name: str
    beside: Sequence[Beside]


def item_name(item: StartItem) -> str:
    """What a subject is called: by the project itself, or as in the tool."""
    known = subject(item.key)
    if item.title or known is None:
        return item.title or item.key
    return known.da if (get_language() or "da").startswith("da") else known.en


def items_shown(viewer: Viewer, row: StartChecklist, readable: Iterable[object]) -> list[ItemShown]:
    """Every subject, in a fixed number of questions; ``readable`` are the keys of the experiences that may be named."""
    items, seen = list(row.items.all()), set(readable)
    contexts = {item.key: context_of(item, row) for item in items}
    beside = experiences_beside_each(viewer, contexts)
    for item in items:
        if item.experience_id not in seen:
            item.experience = None  # not the reader's to see
    return [ItemShown(item, item_name(item), beside[item.key]) for item in items]


def context_of(item: StartItem, row: StartChecklist) -> Context:
    """Where somebody who answers stands: the subject decides, not that it comes from the same partnership."""
    known = subject(item.key)
    return Context(
        themes=known.themes if known else (),
        phase=ASKED_IN,
        works=row.project.kind,
    )


def counts_of(items: Iterable[StartItem]) -> Mapping[str, int]:
    """How many are decided, reused and left open."""
    answers = [item.answer for item in items]
    reused, developed = answers.count(StartAnswer.REUSE), answers.count(StartAnswer.DEVELOP)
    return {"decided": reused + developed, "reused": reused, "open": answers.count(StartAnswer.OPEN)}


def start_document(row: StartChecklist, shown: Sequence[ItemShown], *, today: date) -> Document:
    """The checklist on paper: what is reused, what is developed, and what is still open."""
    counts = counts_of(one.row for one in shown)
    blocks: list[Block] = [
        Paragraph(_("Develop or reuse? What the team has decided for this project."), Tone.LEAD),
        KeyFigures(
            (
                (str(counts["decided"]), _("decided")),
                (str(counts["reused"]), _("of them reused")),
                (str(counts["open"]), _("not decided")),
            )
        ),
        Heading(_("Develop or reuse?")),
        _grid(shown),
    ]
    told = tuple(f"{one.name}: {beside.row.title}" for one in shown for beside in one.beside)
    if told:
        blocks += [Heading(_("Experiences to read first")), Items(told)]
    return Document(
        title=_("Start-up: %(project)s") % {"project": row.project.name},
        language=(get_language() or "da")[:2],
        dated=today,
        blocks=tuple(blocks),
        subtitle=row.partnership.name,
        foot="Maskinrum",
    )


def _grid(shown: Sequence[ItemShown]) -> Grid:
    columns = (Column(_("Subject"), 2), Column(_("Choice"), 1.2), Column(_("From which case, or what is new"), 3.2))
    rows = tuple((one.name, str(one.row.get_answer_display()), _what(one.row)) for one in shown)
    return Grid(
        _("An answer for each subject"),
        (*columns, Column(_("Who"), 1.4)),
        tuple((*cells, one.row.who or "–") for cells, one in zip(rows, shown, strict=True)),
        row_titles=True,
    )


def _what(item: StartItem) -> str:
    built = _("builds on “%(title)s”") % {"title": item.experience.title} if item.experience else ""
    return "; ".join(part for part in (item.what, built) if part) or "–"
