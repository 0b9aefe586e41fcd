"""Values of an experience in words."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, Phase, WorksKind
from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.knowledge.queries import experience_facts
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.enums import SourceLabel

CHOICES: dict[str, type[TextChoices]] = {
    "phase": Phase,
    "role": ExperienceRole,
    "works": WorksKind,
    "effect": Effect,
    "evidence": EvidenceKind,
    "visibility": Visibility,
    "source_label": SourceLabel,
}


def value_in_words(field: str, value: Any, names: Mapping[str, str]) -> str:
    """A stored value as a reader understands it; nothing for what is not said."""
    if not value:
        return ""
    if field == "themes":
        code = (get_language() or "da")[:2]
        return ", ".join(theme.name[code] for theme in themes_named(tuple(value)))
    if field == "partnership":
        return names.get(str(value)) or _("a partnership")
    if field == "language":
        return str({"da": _("Danish"), "en": _("English")}.get(str(value), value))
    return str(dict(CHOICES[field].choices)[value]) if field in CHOICES else str(value)


def missing_names(row: Experience) -> list[str]:
    """What must be filled in before others can find it."""
    return [str(FIELD_NAMES[name]).lower() for name in experience_facts(row).missing]
