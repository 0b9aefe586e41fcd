"""Experiences for tests, made by the actions."""

from dataclasses import replace
from typing import Any

from maskinrum.knowledge.actions import change_experience, pass_review, send_to_review, start_draft
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience_facts
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW


def told_facts(**given: Any) -> ExperienceFacts:
    """A whole experience."""
    usual = ExperienceFacts(
        title="Byg prøveboligen først",
        context="Vi skulle renovere 112 rækkehuse, mens folk boede der.",
        happened="Vi byggede én bolig helt færdig, før resten gik i gang.",
        effect_text="Elleve fejl blev fundet, da de kun kostede én bolig.",
        advice="Byg en prøvebolig, og lad driften gå den igennem.",
        themes=("F6", "F4"),
        phase="F5",
        role="client",
        works="renovation",
        effect="positive",
        evidence="experienced",
    )
    return replace(usual, **given)


def draft(person: Person | Viewer, **given: Any) -> Experience:
    """A draft of somebody's."""
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    return start_draft(told_facts(**given), viewer=viewer, now=NOW)


def sent(person: Person | Viewer, **given: Any) -> Experience:
    """One that waits to be read."""
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    return send_to_review(draft(viewer, **given), viewer=viewer, now=NOW)


def published_one(person: Person | Viewer, *, named: list[Organisation] | None = None, **given: Any) -> Experience:
    """One that the operator has let through; with ``named`` it waits for those."""
    return pass_review(sent(person, **given), named=named or [], viewer=OPERATOR, now=NOW)


def fresh(row: Experience) -> Experience:
    return Experience.objects.get(pk=row.pk)


def state_of(row: Experience) -> str:
    return fresh(row).state


def changed(row: Experience, person: Person, **given: str) -> Experience:
    current = fresh(row)
    facts = replace(experience_facts(current), **given)  # type: ignore[arg-type]
    viewer = viewer_of(person)
    return change_experience(current, facts=facts, expected_revision=current.revision, viewer=viewer, now=NOW)
