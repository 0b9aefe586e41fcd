"""What is said of where an organisation stands, and of whom others may ask, as it is typed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StandFacts:
    """How far an organisation is. ``themes`` are at most three codes of what it looks for."""

    stage: str
    size: str = ""
    tried: str = ""
    seeks: str = ""
    themes: tuple[str, ...] = ()
    visibility: str = "network"


@dataclass(frozen=True)
class CardFacts:
    """What somebody shows. ``themes`` are at most three codes that the person can be asked about."""

    shows_name: bool = False
    role: str = ""
    themes: tuple[str, ...] = ()
    capacity: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return self == CardFacts()
