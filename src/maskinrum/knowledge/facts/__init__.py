"""What an experience holds, apart from its rows, and what can be worked out from that alone."""

from maskinrum.knowledge.facts.experiences import TEXTS, ExperienceFacts
from maskinrum.knowledge.facts.themes import (
    MOST_THEMES,
    Theme,
    ThemeGroup,
    theme_groups,
    theme_named,
    themes_named,
)

__all__ = [
    "MOST_THEMES",
    "TEXTS",
    "ExperienceFacts",
    "Theme",
    "ThemeGroup",
    "theme_groups",
    "theme_named",
    "themes_named",
]
