"""Every word of the code that people meet stands in the glossary."""

import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.db.models import Choices

from tests.house.sources import ROOT

WORDS = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))
OURS = [config.name for config in apps.get_app_configs() if config.name.startswith("maskinrum.")]


def kinds() -> list[type[Choices]]:
    """Every closed list of values."""
    modules = [import_module(f"{app}.enums") for app in OURS if find_spec(f"{app}.enums")]
    found = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return [kind for kind in found if issubclass(kind, Choices) and kind.__module__.startswith("maskinrum.")]


def test_every_model_is_explained() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("maskinrum.")}
    assert models
    assert models - WORDS == set()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_kind_and_its_values_are_explained(kind: type[Choices]) -> None:
    assert {kind.__name__, *kind.__members__} - WORDS == set()
