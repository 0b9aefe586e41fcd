"""What a plan warns of: the rule, how serious it is, the facts of its sentence, and the field where it is mended."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from maskinrum.planning.phrases.warnings import warning_words

Severity = Literal["error", "warning", "note"]


@dataclasses.dataclass(frozen=True, slots=True)
class PlanWarning:
    """A warning. ``error`` breaks a rule of law as it stands, ``warning`` is a risk, ``note`` something to know.

    ``id`` names the sentence in ``phrases.warnings``, ``values`` its facts. ``reference`` is an id of the legal data
    or nothing; ``field`` the field of ``PlanFacts`` where it is mended; ``task`` the task it concerns, or nothing.
    """

    id: str
    severity: Severity
    field: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    reference: str | None = None
    task: str = ""

    @property
    def about(self) -> tuple[object, ...]:
        """What makes it the same warning when its numbers change: rule, field, task, time of the year, project."""
        return (self.id, self.field, self.task, self.values.get("slug"), self.values.get("project"))

    @property
    def words(self) -> str:
        """What it says and what to do, in the active language."""
        return warning_words(self.id, self.values)
