"""What evidence may be about: the parameters and delivery models of the decision model, by the names they ship with."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.evidence import CONTEXT
from maskinrum.shared.domain import load


def parameter_names() -> dict[str, str]:
    """The parameters that evidence may be about, by slug, and what is shown without entering the model."""
    priors = load("priors")
    own = {entry["slug"]: _here(entry) for entry in priors["parameters"]}
    shared = {slug: _here(entry["name"]) for slug, entry in priors["common"].items()}
    return own | shared | {CONTEXT: _("Context: shown, and no number of the model")}


def model_names() -> dict[str, str]:
    """The delivery models that a row may tell of."""
    return {slug: _here(one) for slug, one in load("priors")["models"].items()}


def is_valued(model: str, parameter: str) -> bool:
    """Whether the decision model holds a value of this parameter for this delivery model."""
    return parameter in load("priors")["models"].get(model, {}).get("parameters", {})


def _here(words: Mapping[str, str]) -> str:
    return words[(get_language() or "da")[:2]]
