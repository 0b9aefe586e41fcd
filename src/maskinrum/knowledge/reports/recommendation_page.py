"""A recommendation as its page, the list and its history show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import ExperienceRole, Phase
from maskinrum.knowledge.facts.differences import word_differences
from maskinrum.knowledge.facts.phases import PhaseFacts, phases
from maskinrum.knowledge.facts.recommendations import RecommendationFacts, recommendation_from_json
from maskinrum.knowledge.models import RecommendationVersion
from maskinrum.knowledge.queries.recommendations import Weighed
from maskinrum.knowledge.reports.experience_page import FieldChange, ToldVersion
from maskinrum.knowledge.reports.wording import value_in_words

TEXTS = ("statement", "statement_en", "reasons", "reasons_en", "caveat", "caveat_en")
FIELD_NAMES = {
    "statement": _("Recommendation"),
    "statement_en": _("Recommendation in English"),
    "reasons": _("Reasons"),
    "reasons_en": _("Reasons in English"),
    "caveat": _("Caveat"),
    "caveat_en": _("Caveat in English"),
    "phase": _("Phase"),
    "themes": _("Themes"),
    "owner_role": _("Owner"),
    "visibility": _("Who may read it?"),
}


@dataclass(frozen=True)
class PhaseGroup:
    """The recommendations of one phase."""

    explained: PhaseFacts
    code: str
    name: str
    lines: list[Weighed]


def by_phase(lines: list[Weighed]) -> list[PhaseGroup]:
    """The recommendations below their phases, in the order of these."""
    groups = [
        PhaseGroup(phases()[code], code, str(name), [line for line in lines if line.row.phase == code])
        for code, name in Phase.choices
    ]
    return [group for group in groups if group.lines]


def told_versions(versions: list[RecommendationVersion]) -> list[ToldVersion]:
    """Versions, newest first, each beside the next older one.

    Which experiences came or went is left out: not everybody may read them.
    """
    told = []
    for version, older in zip(versions, [*versions[1:], None], strict=True):
        after = recommendation_from_json(version.content)
        changes = _changes(recommendation_from_json(older.content), after) if older else []
        told.append(ToldVersion(version, changes, older is None))
    return told


def _changes(before: RecommendationFacts, after: RecommendationFacts) -> list[FieldChange]:
    old, new = before.to_json(), after.to_json()
    changed = [name for name in FIELD_NAMES if old[name] != new[name]]
    return [_change(name, old[name], new[name]) for name in changed]


def _change(name: str, before: Any, after: Any) -> FieldChange:
    label = str(FIELD_NAMES[name])
    if name in TEXTS:
        return FieldChange(label, word_differences(before, after), "", "")
    if name == "owner_role":
        names = dict(ExperienceRole.choices)
        return FieldChange(label, [], str(names.get(before, "")), str(names.get(after, "")))
    return FieldChange(label, [], value_in_words(name, before, {}), value_in_words(name, after, {}))
