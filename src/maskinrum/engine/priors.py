"""Delivery models as data: one type, one set of priors each (section 2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self, cast, get_args

from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import DistributionError, PriorsError
from maskinrum.engine.parameters import BASELINE, COMMON, PARAMETERS, PER_PROJECT, WINDOW

Form = Literal["absolute", "multiplier", "difference", "same", "none"]
FORMS: tuple[Form, ...] = get_args(Form)
DRAWN: frozenset[str] = frozenset(("absolute", "multiplier", "difference"))
OPTIONAL: frozenset[str] = frozenset((*WINDOW, "realisation"))


@dataclass(frozen=True, slots=True)
class Prior:
    """How a model's parameter is formed from its own draw and the baseline's.

    ``absolute`` own draw, ``multiplier`` baseline × own, ``difference`` baseline + own, ``same`` the baseline's,
    ``none`` absent.
    """

    form: Form
    distribution: Distribution | None = None

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise PriorsError(f"unknown form {self.form!r}", code="form", value=self.form)
        if (self.form in DRAWN) is (self.distribution is None):
            word = "needs" if self.form in DRAWN else "takes no"
            raise PriorsError(f"form {self.form} {word} distribution", code="form", value=self.form)

    def as_mapping(self) -> dict[str, object]:
        """As in the priors file."""
        drawn = {} if self.distribution is None else self.distribution.as_mapping()
        return {"form": self.form, **drawn}

    def replaced(self, override: "Prior | Distribution | float") -> "Prior":
        """This prior with another distribution: the form is kept where it has one, else it becomes absolute."""
        if isinstance(override, Prior):
            return override
        found = override if isinstance(override, Distribution) else Distribution.constant(override)
        return Prior(self.form if self.form in DRAWN else "absolute", found)


ABSENT = Prior("none")


@dataclass(frozen=True, slots=True)
class DeliveryModel:
    """One way of buying the projects: with or without an agreement, and a prior per parameter.

    ``opens_later``: the same agreement, opening ``Settings.shift`` months later (*not yet*).
    """

    slug: str
    agreement: bool
    parameters: Mapping[str, Prior]
    opens_later: bool = False


@dataclass(frozen=True, slots=True)
class Priors:
    """All delivery models and the common parameters.

    ``twins`` maps a model that opens later to the model whose draws it has; its parameters are always that model's own.
    """

    delivery_models: Mapping[str, DeliveryModel]
    twins: Mapping[str, str]
    common: Mapping[str, Distribution]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """Read the mapping of the priors file: keys ``models`` and ``common``; explanations in it are ignored.

        Raises ``PriorsError`` whose ``field`` is the path, such as ``models.separate.parameters.term``.
        """
        models = _section(mapping.get("models"), "models")
        sections = {slug: _section(section, f"models.{slug}") for slug, section in models.items()}
        own = {slug: section for slug, section in sections.items() if "same_as" not in section}
        twins = {slug: str(section["same_as"]) for slug, section in sections.items() if "same_as" in section}
        return cls(
            {slug: _delivery_model(slug, section) for slug, section in own.items()},
            twins,
            _common(_section(mapping.get("common"), "common")),
        )

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every alternative, those that open later last."""
        return (*self.delivery_models, *self.twins)

    def model(self, slug: str) -> DeliveryModel:
        """The delivery model; raises ``PriorsError`` (code ``model``) when there is none."""
        if slug in self.twins:
            return replace(self.delivery_models[self.twins[slug]], slug=slug, opens_later=True)
        if slug not in self.delivery_models:
            raise PriorsError(f"there is no delivery model {slug!r}", code="model", field=f"models.{slug}", value=slug)
        return self.delivery_models[slug]

    def with_overrides(self, overrides: "Mapping[tuple[str, str], Prior | Distribution | float]") -> Self:
        """These priors with some replaced; keys are (model, parameter) or ("common", parameter).

        A distribution or number keeps the form where the form has one (multiplier, difference), else becomes
        absolute; a ``Prior`` sets both. A model that opens later is changed by changing the model it is the same as.
        """
        common, models = dict(self.common), dict(self.delivery_models)
        for (model, parameter), override in overrides.items():
            if model == "common":
                common[parameter] = _common_override(parameter, override)
            else:
                models[model] = self._overridden(models.get(model), model, parameter, override)
        return replace(self, common=common, delivery_models=models)

    def merged(self, mapping: Mapping[str, object]) -> Self:
        """These priors with what a partial mapping of the same structure states; without ``form`` it is kept."""
        overrides: dict[tuple[str, str], Prior | Distribution | float] = {}
        for slug, entry in _section(mapping.get("common", {}), "common").items():
            overrides["common", slug] = _distribution(_section(entry, f"common.{slug}"), f"common.{slug}")
        for slug, section in _section(mapping.get("models", {}), "models").items():
            path = f"models.{slug}.parameters"
            for name, entry in _section(_section(section, f"models.{slug}").get("parameters", {}), path).items():
                overrides[slug, name] = _partial(_section(entry, f"{path}.{name}"), f"{path}.{name}")
        return self.with_overrides(overrides)

    def as_mapping(self) -> dict[str, object]:
        """``{"models", "common"}`` as in the priors file, numbers only."""
        models: dict[str, object] = {
            slug: {
                "agreement": model.agreement,
                "parameters": {name: prior.as_mapping() for name, prior in model.parameters.items()},
            }
            for slug, model in self.delivery_models.items()
        }
        later = {slug: {"agreement": self.model(slug).agreement, "same_as": twin} for slug, twin in self.twins.items()}
        return {"models": models | later, "common": {name: found.as_mapping() for name, found in self.common.items()}}

    def _overridden(
        self, found: DeliveryModel | None, model: str, parameter: str, override: "Prior | Distribution | float"
    ) -> DeliveryModel:
        path = f"models.{model}.parameters.{parameter}"
        if model in self.twins:
            raise PriorsError(f"{path}: change {self.twins[model]} instead", code="twin", field=path, value=model)
        if found is None:
            raise PriorsError(f"{path}: there is no such delivery model", code="model", field=path, value=model)
        if parameter not in PARAMETERS:
            raise PriorsError(f"{path}: there is no such parameter", code="parameter", field=path, value=parameter)
        return replace(
            found, parameters={**found.parameters, parameter: found.parameters[parameter].replaced(override)}
        )

    def __post_init__(self) -> None:
        if BASELINE not in self.delivery_models:
            raise PriorsError(f"models.{BASELINE} is missing", code="missing", field=f"models.{BASELINE}")
        for slug, twin in self.twins.items():
            if twin not in self.delivery_models:
                path = f"models.{slug}.same_as"
                raise PriorsError(f"{path}: there is no {twin}", code="model", field=path, value=twin)
        for model in self.delivery_models.values():
            for path, rule in _broken(model, self.delivery_models[BASELINE]):
                raise PriorsError(f"{path}: {rule}", code="form", field=path)
        for slug, (low, high) in COMMON_RANGES.items():
            least, greatest = self.common[slug].support
            if least < low or greatest > high:
                path = f"common.{slug}"
                raise PriorsError(f"{path} must lie in [{low:g}, {high:g}]", code="range", field=path)


INFINITE = float("inf")
COMMON_RANGES: Mapping[str, tuple[float, float]] = {
    "max_wait_months": (0, INFINITE),
    "planned_lead_months": (0, INFINITE),
    "forgetting_gap_months": (0, INFINITE),
    "real_discount_rate": (0, INFINITE),
    "market_index_quarterly_sd": (0, INFINITE),
    "market_index_autocorrelation": (-1, 1),
    "pipeline_correlation": (0, 1),
    "effect_correlation": (0, 1),
    "tail_running_share": (0, 1),
    "problem_tail_multiplier": (0, INFINITE),
    "option_noise_ratio": (0, INFINITE),
}


def _section(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise PriorsError(f"{path} must be a mapping", code="missing", field=path, value=value)
    return cast("Mapping[str, object]", value)


def _distribution(entry: Mapping[str, object], path: str) -> Distribution:
    try:
        return Distribution.from_mapping(entry)
    except DistributionError as error:
        raise PriorsError(f"{path}: {error}", code=error.code, field=path, value=error.value) from error


def _prior(entry: Mapping[str, object], path: str) -> Prior:
    form = entry.get("form")
    if form not in FORMS:
        raise PriorsError(f"{path}.form must be one of {', '.join(FORMS)}", code="form", field=path, value=form)
    return Prior(form, _distribution(entry, path) if form in DRAWN else None)


def _partial(entry: Mapping[str, object], path: str) -> Prior | Distribution:
    return _prior(entry, path) if "form" in entry else _distribution(entry, path)


def _delivery_model(slug: str, section: Mapping[str, object]) -> DeliveryModel:
    path = f"models.{slug}"
    agreement = section.get("agreement")
    if not isinstance(agreement, bool):
        raise PriorsError(f"{path}.agreement must be true or false", code="missing", field=f"{path}.agreement")
    entries = _section(section.get("parameters"), f"{path}.parameters")
    for name in entries:
        if name not in PARAMETERS:
            place = f"{path}.parameters.{name}"
            raise PriorsError(f"{place}: there is no such parameter", code="parameter", field=place, value=name)
    return DeliveryModel(
        slug, agreement, {name: _entry(entries, name, f"{path}.parameters.{name}") for name in PARAMETERS}
    )


def _entry(entries: Mapping[str, object], name: str, path: str) -> Prior:
    if name not in entries and name in OPTIONAL:
        return ABSENT
    if name not in entries:
        raise PriorsError(f"{path} is missing", code="missing", field=path)
    return _prior(_section(entries[name], path), path)


def _common(section: Mapping[str, object]) -> dict[str, Distribution]:
    missing = [name for name in COMMON if name not in section]
    if missing:
        path = f"common.{missing[0]}"
        raise PriorsError(f"{path} is missing", code="missing", field=path)
    return {name: _distribution(_section(section[name], f"common.{name}"), f"common.{name}") for name in COMMON}


def _common_override(parameter: str, override: Prior | Distribution | float) -> Distribution:
    path = f"common.{parameter}"
    if parameter not in COMMON:
        raise PriorsError(f"{path}: there is no such parameter", code="parameter", field=path, value=parameter)
    found = Prior("absolute", Distribution.constant(0)).replaced(override)
    if found.form != "absolute" or found.distribution is None:
        raise PriorsError(f"{path} takes a distribution", code="form", field=path, value=found.form)
    return found.distribution


def _broken(model: DeliveryModel, baseline: DeliveryModel) -> Iterator[tuple[str, str]]:
    for name, prior in model.parameters.items():
        path = f"models.{model.slug}.parameters.{name}"
        if prior.form == "none" and (name not in OPTIONAL or (name in WINDOW and model.agreement)):
            yield path, "is needed"
        if model is baseline and prior.form not in ("absolute", "none"):
            yield path, "the baseline states its own values"
        elif model is not baseline and name in PER_PROJECT and prior.form != "same":
            yield path, "is drawn per project from the baseline, so only the baseline's can be changed"
        elif prior.form in ("multiplier", "difference", "same") and baseline.parameters[name].form == "none":
            yield path, "the baseline has no value to build on"
