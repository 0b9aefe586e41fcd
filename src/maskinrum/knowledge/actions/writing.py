"""How the content of an experience is stored, kept in versions, and ranked. Only the other actions call this."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import MOST_THEMES, ExperienceFacts, theme_named
from maskinrum.knowledge.facts.ranking import rank_of
from maskinrum.knowledge.models import Experience, ExperienceVersion
from maskinrum.knowledge.queries import experience_facts, outcomes_by_organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

PLAIN = (
    *("title", "title_en", "context", "happened", "effect_text", "advice", "phase", "role", "works", "effect"),
    *("evidence", "visibility", "source_url", "source_label", "language"),
)
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10


def new_key() -> str:
    """An address that says nothing and cannot be guessed; without letters that are easily mistaken."""
    return "".join(secrets.choice(LETTERS) for _place in range(KEY_LENGTH))


def locked(row: Experience) -> Experience:
    """The row as it is stored now, held until the transaction ends."""
    return Experience.objects.select_for_update().get(pk=row.pk)


def refuse_ended(row: Experience) -> None:
    """Raise DomainError for what was replaced or retired: it stays as it was."""
    if row.state in {ExperienceState.SUPERSEDED, ExperienceState.RETIRED}:
        raise DomainError(_("It is no longer valid, so it is not changed. Tell a new experience."))


def refuse_unread(row: Experience, revision: int | None) -> None:
    """Raise DomainError where the words or files are not those that were read; None is whoever read what is stored."""
    if revision is not None and row.revision != revision:
        raise DomainError(
            _("It was changed after you opened it. It stands here as it is now: read it, and answer again.")
        )


def write_facts(row: Experience, facts: ExperienceFacts) -> None:
    """Put the content into the row, which is not saved. Raises DomainError for too many or unknown themes."""
    if len(facts.themes) > MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose three themes at most."), field="themes")
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.theme_codes = " ".join(facts.themes)
    row.partnership_id = _as_key(facts.partnership)
    row.project_id = _as_key(facts.project)


def _as_key(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def changes_between(before: ExperienceFacts, after: ExperienceFacts) -> dict[str, list[Any]]:
    """The fields that differ, before and after."""
    old, new = before.to_json(), after.to_json()
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


def keep_version(row: Experience, *, viewer: Viewer, now: datetime) -> None:
    """Remember what the row says now under its revision, and from when others can read it.

    Whoever sends it on or lets it through has not written it: kept twice, a revision stays with whoever wrote it.
    """
    kept = ExperienceVersion.objects.filter(experience=row, revision=row.revision).first()
    if kept is None:
        is_first = row.revision == 1
        kept = ExperienceVersion(experience=row, revision=row.revision, at=now)
        kept.written_by = row.written_by if is_first else viewer.person
        kept.organisation_id = row.organisation_id if is_first else viewer.organisation
    kept.content = experience_facts(row).to_json()
    if row.state == ExperienceState.PUBLISHED:
        kept.is_shown, kept.shown_at = True, kept.shown_at or now
    kept.save()


def rank_again(row: Experience) -> None:
    """Work the rank out again after evidence, use or counter-experience changed."""
    against = row.counters.filter(state=ExperienceState.PUBLISHED).count()
    row.rank = rank_of(
        evidence=row.evidence, label=row.source_label, outcomes=outcomes_by_organisation(row), counters=against
    )
    row.save(update_fields=["rank"])
    note_change(row)
