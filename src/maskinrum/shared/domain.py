"""The domain data that ships with the product, read once per process."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """Return the content of ``domain/<name>.yaml``. Callers must not change what they get: it is shared."""
    text = files("maskinrum.domain").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``domain/<name>.csv`` by column; lines starting with # are comments."""
    text = files("maskinrum.domain").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def read_text(name: str) -> str:
    """Return the file ``domain/<name>`` as it stands."""
    return files("maskinrum.domain").joinpath(name).read_text(encoding="utf-8")
