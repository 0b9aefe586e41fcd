"""What the engine offers to others: all of it named, explained, and where it is a statistic, on a page of methods."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from maskinrum import engine

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
EVALUATION = {
    "anonymity": "anonymity",
    "consistency": "consistency",
    "control_chart": "control-chart",
    "exposure": "anonymity",
    "intervals": "intervals",
    "learning_curve": "learning-curve",
    "mixtures": "partial-pooling",
    "ordinal": "ordinal",
    "partial_pooling": "partial-pooling",
    "pooled_shares": "partial-pooling",
}


def test_every_name_is_there_once_and_in_order() -> None:
    names = engine.__all__
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(engine, name)] == []
    constants, classes, functions = (
        [name for name in names if name.isupper()],
        [name for name in names if not name.isupper() and name[0].isupper()],
        [name for name in names if name[0].islower()],
    )
    assert names == [*sorted(constants), *sorted(classes), *sorted(functions)]


def test_every_class_and_function_says_what_it_is() -> None:
    offered = [getattr(engine, name) for name in engine.__all__]
    silent = [own.__name__ for own in offered if (inspect.isclass(own) or inspect.isfunction(own)) and not own.__doc__]
    assert silent == []


@pytest.mark.parametrize("module", EVALUATION)
def test_a_statistic_is_offered_and_its_page_names_it(module: str) -> None:
    page = (METHODS / f"{EVALUATION[module]}.md").read_text(encoding="utf-8")
    found = import_module(f"maskinrum.engine.{module}")
    offered = [name for name in engine.__all__ if getattr(engine, name) is getattr(found, name, object())]
    own = [name for name in offered if inspect.getmodule(getattr(engine, name)) is found]
    assert own
    functions = [name for name in own if inspect.isfunction(getattr(engine, name))]
    assert [name for name in functions if f"`{name}`" not in page] == []
    assert f"({EVALUATION[module]}.md)" in (METHODS / "index.md").read_text(encoding="utf-8")
