"""What can be found of tools: by their words, and by those that stand in the files of the newest version."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.knowledge.enums import ToolKind, UseOutcome
from maskinrum.knowledge.models import Tool, ToolFile
from maskinrum.knowledge.queries.tools import tools, with_files
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer, on_english_pages

KIND = "tool"
MOST_USED = 5
INVENTED = 0.5


def offer_tools() -> None:
    """Let tools be found."""
    offer(Kind(KIND, gettext_lazy("Tool"), ids, documents, shown, model=Tool))


def ids() -> Iterator[str]:
    """Every tool."""
    return (str(pk) for pk in Tool.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """The words in both languages and those of the files; what worked for others weighs more."""
    for row in Tool.objects.filter(pk__in=chosen).select_related("organisation"):
        files = list(ToolFile.objects.filter(version__tool=row, version__number=row.latest, set_aside_at=None))
        told = [row.title_en, row.purpose, row.purpose_en, row.users, row.users_en, row.steps, row.steps_en]
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join(text for text in [*told, *(f"{file.name}\n{file.text}" for file in files)] if text),
            readers=readers_of(row),
            facets={
                "phase": tuple(row.phase_codes.split()),
                "theme": tuple(row.theme_codes.split()),
                "language": ("da", "en"),
            },
            weight=_weight(row),
        )


def _weight(row: Tool) -> float:
    worked = row.uses.filter(outcome=UseOutcome.WORKED).values("organisation").distinct().count()
    weight = 1.0 + min(worked, MOST_USED) / MOST_USED
    return weight * (INVENTED if row.organisation is not None and row.organisation.is_fictitious else 1.0)


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may see at this moment."""
    rows = tools(viewer, now=now).filter(pk__in=chosen).select_related("organisation")
    newest = Prefetch("versions", with_files())
    return {
        str(row.pk): Shown(reverse("tools:tool", args=[row.key]), _said(row), title=on_english_pages(row.title_en))
        for row in rows.prefetch_related(newest)
    }


def _said(row: Tool) -> tuple[str, ...]:
    """Whose it is, and in which programs its files open, which tells two files of one language apart."""
    files = [file for version in list(row.versions.all())[:1] for file in version.files.all()]
    kinds = ", ".join(dict.fromkeys(str(ToolKind(file.kind).label) for file in files))
    if row.organisation is None:
        return tuple(one for one in (_("Ships with Maskinrum"), kinds) if one)
    example = _("Example") if row.organisation.is_fictitious else ""
    return tuple(one for one in (example, row.organisation.name, kinds) if one)
