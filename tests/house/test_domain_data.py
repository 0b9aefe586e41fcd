"""The data that ships loads, agrees with itself and says where each figure comes from."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from maskinrum.shared.domain import load, load_table, read_text

NAMES = sorted(entry.name for entry in files("maskinrum.domain").iterdir())
YAML = [name.removesuffix(".yaml") for name in NAMES if name.endswith(".yaml")]
TABLES = [name.removesuffix(".csv") for name in NAMES if name.endswith(".csv")]
STRENGTHS = {"A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D"}
LABELS = {"F", "S", "B", "I"}
BASES = {"evidence", "derived", "judgement", "neutral"}


def mappings(data: Any) -> Iterator[dict[Any, Any]]:
    """Every mapping in nested data."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from mappings(part)


def values_of(data: Any, key: str) -> list[Any]:
    """Everything that stands under a key, wherever."""
    return [mapping[key] for mapping in mappings(data) if key in mapping]


def slugs(rows: list[dict[str, Any]], key: str = "slug") -> set[str]:
    """The identifiers of some rows, which must differ."""
    names = [row[key] for row in rows]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    return set(names)


EVIDENCE = slugs([*load_table("evidence")], "id")
THEMES = {theme["code"] for mapping in mappings(load("themes")) for theme in mapping.get("themes", [])}
PHASES = {phase["code"] for phase in load("phases")["phases"]}
PARAMETERS = slugs(load("priors")["parameters"])
APPROVALS = slugs(load("facets")["approval_state"]["values"])
REGISTER = slugs(load("partnerships")["partnerships"])
TASKS = {task["id"]: task for task in load("startplan")["tasks"]}


@pytest.mark.parametrize("name", YAML)
def test_a_file_says_its_version_and_both_languages(name: str) -> None:
    data = load(name)
    assert data["schema_version"] == 1
    one_language = [mapping for mapping in mappings(data) if "da" in mapping and not mapping.get("en")]
    assert [mapping for mapping in one_language if isinstance(mapping["da"], str)] == []


@pytest.mark.parametrize("name", YAML)
def test_labels_and_strengths_are_known(name: str) -> None:
    data = load(name)
    assert set(values_of(data, "label")) <= LABELS
    assert {value for value in values_of(data, "strength") if value is not None} <= STRENGTHS


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_is_complete(name: str) -> None:
    rows = load_table(name)
    assert rows
    assert [row for row in rows if None in row or None in row.values()] == []


@pytest.mark.parametrize("name", YAML)
def test_themes_and_phases_that_are_named_exist(name: str) -> None:
    named = [theme for themes in values_of(load(name), "themes") for theme in themes if isinstance(theme, str)]
    assert set(named) <= THEMES
    assert {phase for phase in values_of(load(name), "phase") if isinstance(phase, str)} <= PHASES


def test_there_are_48_themes_in_8_groups() -> None:
    assert len(THEMES) == 48
    assert {code[0] for code in THEMES} == set("ABCDEFGH")


def test_evidence_has_a_figure_or_a_direction_and_a_source() -> None:
    for row in load_table("evidence"):
        assert row["strength"] in STRENGTHS, row["id"]
        assert row["source_url"].startswith("http"), row["id"]
        assert row["parameter"] in PARAMETERS | {"context"} | common_names(), row["id"]
        assert row["self_reported"] in {"yes", "no"}
        assert row["poolable"] in {"yes", "no"}


def common_names() -> set[str]:
    """The parameters that all models share."""
    return set(load("priors")["common"])


def test_the_bounds_of_evidence_stand_around_its_estimate() -> None:
    for row in load_table("evidence"):
        figures = [float(row[name]) for name in ("low", "estimate", "high") if row[name]]
        assert figures == sorted(figures), row["id"]


SHAPES: dict[str, Callable[[dict[str, float]], bool]] = {
    "triangular": lambda given: given["a"] <= given["m"] <= given["b"],
    "constant": lambda given: math.isfinite(given["value"]),
    "normal": lambda given: given["sd"] > 0,
    "beta": lambda given: given["alpha"] > 0 and given["beta"] > 0,
    "lognormal": lambda given: given["sigma_log"] > 0 and given["p90"] > given["median"],
}


def models() -> dict[str, dict[str, Any]]:
    """The delivery models that have parameters of their own."""
    given: dict[str, dict[str, Any]] = load("priors")["models"]
    return {name: model for name, model in given.items() if "same_as" not in model}


def distributions() -> list[tuple[str, dict[str, Any]]]:
    """Every distribution of the priors with its place."""
    own = [(f"{name}.{key}", prior) for name, model in models().items() for key, prior in model["parameters"].items()]
    shared = [(name, prior) for name, prior in load("priors")["common"].items() if "family" in prior]
    return own + shared


def test_every_distribution_is_one() -> None:
    for place, prior in distributions():
        if prior.get("form") not in {"same", "none"}:
            assert SHAPES[prior["family"]](prior["params"]), place


def test_a_lognormal_is_given_twice_and_agrees() -> None:
    for place, prior in distributions():
        if prior.get("family") == "lognormal" and "params" in prior:
            given = prior["params"]
            shift = given.get("shift", 0)
            assert shift + math.exp(given["mu_log"]) == pytest.approx(given["median"], abs=0.005), place
            upper = shift + math.exp(given["mu_log"] + 1.2815516 * given["sigma_log"])
            assert upper == pytest.approx(given["p90"], abs=0.01), place


def test_every_prior_says_what_it_rests_on() -> None:
    for place, prior in distributions():
        assert prior["basis"] in BASES, place
        assert set(prior["evidence_ids"]) <= EVIDENCE, place
        assert (prior["strength"] is None) == (prior["basis"] == "neutral"), place


def test_every_model_has_every_parameter() -> None:
    for name, model in models().items():
        assert set(model["parameters"]) == PARAMETERS - (set() if model["agreement"] else {"realisation"}), name


def test_not_yet_is_the_same_partnership_later() -> None:
    assert {model.get("same_as") for model in load("priors")["models"].values()} == {None, "strategic_partnership"}


def test_models_without_an_agreement_have_no_window_to_stop_early() -> None:
    for name, model in models().items():
        if not model["agreement"]:
            given = model["parameters"]
            assert (given["term"]["form"], given["extension"]["form"]) == ("none", "none"), name
            assert given["early_stop"]["params"] == {"value": 0}, name


def test_the_readiness_weights_sum_to_100() -> None:
    criteria = load("readiness")["criteria"]
    assert sum(row["weight"] for row in criteria) == 100
    assert len(slugs(criteria)) == 15


def test_realisation_is_a_probability_and_delays_are_in_order() -> None:
    states = load("facets")["approval_state"]["values"]
    assert [state["order"] for state in states] == list(range(1, 14))
    for state in states:
        delay = state["start_delay_months"]
        assert 0 <= state["default_realisation"] <= 1, state["slug"]
        assert delay["a"] <= delay["m"] <= delay["b"], state["slug"]


def test_a_project_that_has_come_further_is_likelier_to_come() -> None:
    chances = [state["default_realisation"] for state in load("facets")["approval_state"]["values"]]
    assert chances == sorted(chances)


@pytest.mark.parametrize(("name", "count"), [("demo_portfolio", 24), ("real_portfolio", 7)])
def test_a_portfolio_can_be_read_by_the_model(name: str, count: int) -> None:
    rows = load_table(name)
    assert len(rows) == count
    for row in rows:
        assert row["approval"] in APPROVALS, row["name"]
        assert row["kind"] in {"renovation", "master_plan", "new_build"}, row["name"]
        assert float(row["budget"]) > 0
        assert float(row["duration"]) > 0
        assert {row["problem_project"], row["eligible"]} <= {"yes", "no"}


@pytest.mark.parametrize(
    ("name", "case_date"), [("demo_portfolio", date(2027, 1, 1)), ("real_portfolio", date(2023, 1, 1))]
)
def test_months_and_dates_of_a_portfolio_agree(name: str, case_date: date) -> None:
    for row in load_table(name):
        start = date.fromisoformat(row["planned_start_date"])
        months = 12 * (start.year - case_date.year) + start.month - case_date.month
        assert months == int(row["planned_start"]), row["name"]


def test_the_jobs_that_are_named_belong_to_agreements_of_the_register() -> None:
    named = {row["partnership"] for row in load_table("real_portfolio_known_jobs") if row["partnership"]}
    assert named <= REGISTER


def test_experiences_and_advice_refer_to_what_is_there() -> None:
    data = load("demo_experiences")
    known = slugs(data["experiences"], "id")
    for advice in data["recommendations"]:
        assert set(advice["support"]) | set(advice["counter"]) <= known, advice["id"]
    agreements = {card.get("partnership") for card in data["experiences"]} - {None, ""}
    assert agreements <= REGISTER
    roles, effects = (slugs(load("facets")[facet]["values"]) for facet in ("role", "effect"))
    assert {card["role"] for card in data["experiences"]} <= roles
    assert {card["effect"] for card in data["experiences"]} <= effects


def test_tasks_wait_only_for_earlier_ones() -> None:
    for place, task in enumerate(TASKS.values()):
        assert set(task["predecessors"]) <= set([*TASKS][:place]), task["id"]
        assert task["days"]["low"] <= task["days"]["mode"] <= task["days"]["high"], task["id"]
        assert set(task["roles"]) <= slugs(load("startplan")["roles"]), task["id"]


def test_tasks_refer_to_rules_that_exist() -> None:
    legal = load("legal")
    known = {*legal, *values_of(legal, "id"), *values_of(legal, "slug")}
    referred = {str(reference) for reference in values_of(load("startplan"), "legal_ref") if reference}
    assert {reference for reference in referred if reference.partition(".")[0] not in known} == set()


def test_from_idea_to_signature_takes_345_days_at_the_mode() -> None:
    finish: dict[str, int] = {}
    for name, task in TASKS.items():
        begin = max((finish[earlier] for earlier in task["predecessors"]), default=0)
        finish[name] = begin + task["days"]["mode"]
    assert finish["T29"] == 345


def test_thresholds_follow_each_other_without_a_gap() -> None:
    by_kind: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in load("legal")["thresholds"]:
        by_kind.setdefault((row["kind"], row["buyer"]), []).append(row)
    for kind, rows in by_kind.items():
        dates = [date.fromisoformat(str(row[edge])) for row in rows for edge in ("valid_from", "valid_to")]
        assert dates == sorted(dates), kind


def test_the_thesaurus_has_199_groups_of_three_fields() -> None:
    lines = [line for line in read_text("thesaurus.txt").splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) == 199
    assert {line.count("|") for line in lines} == {2}
    assert set(re.findall(r"\[(\w+)[^\]]*\]", "\n".join(lines))) <= {
        *("old", "narrower", "broader", "partial", "related", "opposite", "example", "product", "sense", "ambiguous")
    }


def test_addresses_of_sources_are_addresses() -> None:
    addresses = [value for name in YAML for key in ("url", "source") for value in values_of(load(name), key)]
    assert [value for value in addresses if isinstance(value, str) and re.search(r"\s", value)] == []
