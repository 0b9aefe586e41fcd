"""The themes of the domain data: 48 in 8 groups."""

from dataclasses import dataclass
from functools import cache

from maskinrum.shared.domain import load

MOST_THEMES: int = load("themes")["max_per_experience"]


@dataclass(frozen=True)
class Theme:
    """One theme; ``code`` is stable (*A2*), ``name`` holds both languages."""

    code: str
    name: dict[str, str]
    group: str


@dataclass(frozen=True)
class ThemeGroup:
    """Themes that belong together."""

    code: str
    slug: str
    name: dict[str, str]
    themes: tuple[Theme, ...]


@cache
def theme_groups() -> tuple[ThemeGroup, ...]:
    """Return the groups in the order of the data."""
    return tuple(
        ThemeGroup(
            group["code"],
            group["slug"],
            {"da": group["da"], "en": group["en"]},
            tuple(Theme(one["code"], {"da": one["da"], "en": one["en"]}, group["code"]) for one in group["themes"]),
        )
        for group in load("themes")["groups"]
    )


@cache
def _by_code() -> dict[str, Theme]:
    return {theme.code: theme for group in theme_groups() for theme in group.themes}


def theme_named(code: str) -> Theme | None:
    """Return a theme by its code, or None."""
    return _by_code().get(code)


def themes_named(codes: str | tuple[str, ...]) -> list[Theme]:
    """Return the themes of some codes, as stored with spaces between them or as a tuple; unknown ones are left out."""
    asked = codes.split() if isinstance(codes, str) else codes
    return [found for code in asked if (found := theme_named(code))]
