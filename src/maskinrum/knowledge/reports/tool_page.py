"""A tool as its page and the list show it."""

from dataclasses import dataclass

from maskinrum.knowledge.enums import Phase, ToolKind, UseOutcome
from maskinrum.knowledge.facts import Theme, themes_named
from maskinrum.knowledge.facts.phases import PhaseFacts, phases, phases_named
from maskinrum.knowledge.models import Tool, ToolUse, ToolVersion

Words = dict[str, str]


@dataclass(frozen=True)
class ToolLine:
    """A tool in words of both languages. ``version`` is the newest; ``used`` counts organisations."""

    row: Tool
    title: Words
    purpose: Words
    users: Words
    steps: list[Words]
    phases: list[PhaseFacts]
    themes: list[Theme]
    version: ToolVersion | None
    used: int

    @property
    def kinds(self) -> list[str]:
        """In which programs the files of the newest version open, each once."""
        files = self.version.files.all() if self.version else ()
        return list(dict.fromkeys(str(ToolKind(file.kind).label) for file in files))


@dataclass(frozen=True)
class PhaseGroup:
    """The tools that are used first in one phase."""

    explained: PhaseFacts
    code: str
    name: str
    lines: list[ToolLine]


@dataclass(frozen=True)
class Tally:
    """How many organisations told of using it, and for how many of them it worked."""

    organisations: int
    worked: int


def tool_line(row: Tool, version: ToolVersion | None) -> ToolLine:
    """A tool in words; ``row`` may carry ``used``, as ``queries.listed_tools`` gives it."""
    steps = row.steps.splitlines()
    english = [*row.steps_en.splitlines(), *[""] * len(steps)]
    return ToolLine(
        row=row,
        title={"da": row.title, "en": row.title_en},
        purpose={"da": row.purpose, "en": row.purpose_en},
        users={"da": row.users, "en": row.users_en},
        steps=[{"da": own, "en": other} for own, other in zip(steps, english, strict=False)],
        phases=phases_named(row.phase_codes.split()),
        themes=themes_named(row.theme_codes),
        version=version,
        used=getattr(row, "used", 0),
    )


def by_phase(rows: list[Tool]) -> list[PhaseGroup]:
    """The tools, each below the phase it is used in first."""
    lines = [tool_line(row, next(iter(row.versions.all()), None)) for row in rows]
    groups = [
        PhaseGroup(
            phases()[code], code, str(name), [line for line in lines if line.row.phase_codes.split()[:1] == [code]]
        )
        for code, name in Phase.choices
    ]
    return [group for group in groups if group.lines]


def tally(uses: list[ToolUse]) -> Tally:
    """Each organisation once, with the best that it told."""
    worked = {use.organisation_id for use in uses if use.outcome == UseOutcome.WORKED}
    return Tally(len({use.organisation_id for use in uses}), len(worked))
