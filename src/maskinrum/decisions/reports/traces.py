"""What a stored analysis was made with, and whether what its numbers rest on is stored with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.shared.figures import unknown

BASIS: dict[str, Any] = {
    "judgement": gettext_lazy("judgement"),
    "derived": gettext_lazy("related studies"),
    "evidence": gettext_lazy("source"),
    "neutral": gettext_lazy("definition"),
}
MACHINE: dict[str, Any] = {
    "processor": gettext_lazy("Processor"),
    "python": gettext_lazy("Python"),
    "numpy": gettext_lazy("NumPy"),
    "scipy": gettext_lazy("SciPy"),
}


@dataclass(frozen=True)
class Made:
    """What a calculation was made with; both empty where it was stored before that was noted."""

    engine_version: str = ""
    machine: Mapping[str, str] = field(default_factory=dict)


UNKNOWN = Made()


def made_words(made: Made) -> str:
    """The version of the engine, and the machine with what ran on it."""
    if not made.engine_version:
        return unknown()
    machine = [f"{name} {made.machine[key]}" for key, name in MACHINE.items() if made.machine.get(key)]
    return f"{made.engine_version} ({', '.join(machine)})" if machine else made.engine_version


def longer_words(made: Made) -> str:
    """What the longer calculation was made with, or that nobody knows."""
    if not made.engine_version:
        return _(
            "Which engine and machine the longer calculation was made with is unknown: it was stored before that was "
            "noted."
        )
    return _("The longer calculation was made with engine %(made)s.") % {"made": made_words(made)}


def told_as_of_today() -> str:
    """Said beside what the numbers of a version rest on, where that was not stored with it."""
    return _(
        "This version was stored before what its numbers rest on was kept with it. Basis, strength, reason and "
        "sources, and the standard value of what somebody changed, are those of today; the values used are those that "
        "were stored."
    )
