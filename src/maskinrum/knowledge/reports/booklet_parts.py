"""A kept booklet as a document: what the reader may see of it, in the language of the booklet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.knowledge.models import Booklet, Experience, ExperienceUse
from maskinrum.knowledge.queries.booklets import Held
from maskinrum.knowledge.queries.recommendations import Weighed
from maskinrum.knowledge.reports.booklet import (
    Chapter,
    Evidence,
    ExperiencePart,
    Part,
    RecommendationPart,
    Reference,
    ToolPart,
    booklet,
)
from maskinrum.knowledge.reports.experience_page import host_of
from maskinrum.knowledge.reports.tool_basis import standing
from maskinrum.shared.documents import Document


def booklet_document(row: Booklet, parts: Sequence[Held], *, site: str, dated: date) -> Document:
    """Return the booklet with those parts the reader may see; that some are left out is said, and not which.

    ``site`` is the address that links to our own pages begin with.
    """
    with override(row.language):
        writer = _Writer(row.language, site)
        shown = [writer.part(one) for one in parts if not one.is_hidden]
        return booklet(
            row.title,
            shown,
            language=row.language,
            dated=dated,
            subtitle=row.organisation.name,
            introduction=row.introduction,
            notice=_left_out() if len(shown) < len(parts) else "",
        )


def _left_out() -> str:
    return _("Something is left out: the booklet has parts that you may not read, or that no longer hold.")


class _Writer:
    """Turns rows into the parts of a document in one language."""

    def __init__(self, language: str, site: str) -> None:
        self._language, self._site = language, site

    def part(self, one: Held) -> Part:
        """Return one part."""
        if one.recommendation:
            return self._recommendation(one.recommendation)
        if one.experience:
            return self._experience(one.experience, one.uses)
        if one.tool:
            return self._tool(one)
        return Chapter(one.item.heading, _lines(one.item.text))

    def _said(self, row: object, name: str) -> str:
        other = getattr(row, f"{name}_en") if self._language == "en" else ""
        return other or str(getattr(row, name))

    def _recommendation(self, one: Weighed) -> RecommendationPart:
        row = one.row
        return RecommendationPart(
            statement=self._said(row, "statement"),
            reasons=_lines(self._said(row, "reasons")),
            support=tuple(map(self._evidence, one.support)),
            counter=tuple(map(self._evidence, one.counter)),
            caveat=self._said(row, "caveat"),
            strength=str(one.strength.label),
            owner=str(row.get_owner_role_display()) if row.owner_role else "",
            review=row.review_on,
        )

    def _evidence(self, row: Experience) -> Evidence:
        return Evidence(self._said(row, "title"), (self._reference(row),))

    def _experience(self, row: Experience, uses: Iterable[ExperienceUse]) -> ExperiencePart:
        return ExperiencePart(
            self._said(row, "title"),
            row.context,
            row.happened,
            row.effect_text,
            row.advice,
            references=(self._reference(row),),
            used_by=tuple(map(_use_in_words, uses)),
            language=row.language,
            is_editorial=row.advice_is_editorial,
        )

    def _reference(self, row: Experience) -> Reference:
        if row.source_url:
            said = standing(row.source_label, self._language) if row.source_label else ""
            return Reference(f"{self._said(row, 'title')}, {host_of(row.source_url)}", row.source_url, said)
        teller = row.organisation.name if row.organisation else "Maskinrum"
        words = _("%(title)s, told by %(name)s in Maskinrum") % {"title": self._said(row, "title"), "name": teller}
        return Reference(words, self._site + reverse("knowledge:experience", args=[row.key]))

    def _tool(self, one: Held) -> ToolPart:
        row = one.tool
        if row is None:
            raise ValueError(one)
        return ToolPart(
            title=self._said(row, "title"),
            purpose=self._said(row, "purpose"),
            users=self._said(row, "users") or "–",
            version=one.version.label if one.version else "–",
            url=self._site + reverse("tools:tool", args=[row.key]),
            steps=_lines(self._said(row, "steps")),
        )


def _use_in_words(use: ExperienceUse) -> str:
    name = use.organisation.name
    told = [_("Example")] if use.organisation.is_fictitious else []
    told += [use.place] if use.place else []
    where = f" ({', '.join(told)})" if told else ""
    return f"{name}{where}: {use.get_outcome_display()}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
