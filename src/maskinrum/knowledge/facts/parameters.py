"""What evidence may be about: the parameters and delivery models of the decision model, by the names they ship with."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.evidence import CONTEXT
from maskinrum.shared.domain import load

WHOLE_UNITS = frozenset({"mDKK per year"})
"""Units of parameters that rows of evidence may have as they stand; of the others they have the first word."""


def parameter_names() -> dict[str, str]:
    """The parameters that evidence may be about, by slug, and what is shown without entering the model."""
    priors = load("priors")
    own = {entry["slug"]: _here(entry) for entry in priors["parameters"]}
    shared = {slug: _here(entry["name"]) for slug, entry in priors["common"].items()}
    return own | shared | {CONTEXT: _("Context: shown, and no number of the model")}


def model_names() -> dict[str, str]:
    """The delivery models that a row may tell of."""
    return {slug: _here(one) for slug, one in load("priors")["models"].items()}


def unit_of_evidence(unit: str) -> str:
    """The unit in which rows of evidence measure a parameter of this unit: shares and probabilities as shares."""
    if unit in WHOLE_UNITS:
        return unit
    first = unit.partition(" ")[0]
    return "share" if first == "probability" else first


def parameter_unit(parameter: str) -> str:
    """The unit in which rows of evidence measure a parameter; empty for what is no number of the model."""
    priors = load("priors")
    stated = [one["unit"] for one in priors["parameters"] if one["slug"] == parameter]
    stated += [entry["unit"] for slug, entry in priors["common"].items() if slug == parameter and "unit" in entry]
    return unit_of_evidence(stated[0]) if stated else ""


def is_valued(model: str, parameter: str) -> bool:
    """Whether the decision model holds a value of this parameter for this delivery model."""
    return parameter in load("priors")["models"].get(model, {}).get("parameters", {})


def _here(words: Mapping[str, str]) -> str:
    return words[(get_language() or "da")[:2]]
