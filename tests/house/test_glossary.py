"""Every word of the code that people meet stands in the glossary."""

import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.db.models import Choices

from tests.house.sources import ROOT

WORD = re.compile(r"`(\w+)`")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [row for row in GLOSSARY.splitlines() if row.startswith("| ")]
WORDS = set(WORD.findall(GLOSSARY))
OURS = [config.name for config in apps.get_app_configs() if config.name.startswith("maskinrum.")]


def kinds() -> list[type[Choices]]:
    """Every closed list of values."""
    modules = [import_module(f"{app}.enums") for app in OURS if find_spec(f"{app}.enums")]
    found = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return [kind for kind in found if issubclass(kind, Choices) and kind.__module__.startswith("maskinrum.")]


def told_of(kind: str) -> set[str]:
    """The words in the rows of a kind: its own, and those below of its values, which are written in capitals."""
    found: set[str] = set()
    is_in_it = False
    for row in ROWS:
        heads = WORD.findall(row.split("|")[1])
        is_in_it = kind in heads or (is_in_it and all(head.isupper() for head in heads))
        found |= set(WORD.findall(row)) if is_in_it else set()
    return found


def test_every_model_is_explained() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("maskinrum.")}
    assert models
    assert models - WORDS == set()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_kind_and_its_values_are_explained(kind: type[Choices]) -> None:
    assert {kind.__name__, *kind.__members__} - told_of(kind.__name__) == set()
