"""A schedule as JSON values and back, so that a page shows what was calculated and calculates nothing."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, cast

from maskinrum import deadlines
from maskinrum.planning.facts import plan, reasons, warnings
from maskinrum.planning.facts import schedule as schedules
from maskinrum.planning.facts.schedule import Schedule

KIND: Final = "$"  # no field of a dataclass can be called so
SCHEMA: Final = 2  # 1 counted last days in working days over debated days too, and knew no time in force of a rule
HOLDERS: Final = (plan, reasons, warnings, schedules, deadlines)


def schedule_to_json(schedule: Schedule) -> dict[str, object]:
    """The schedule as JSON values; ``schedule_from_json`` gives an equal one back."""
    return {"schema": SCHEMA, "schedule": _written(schedule)}


def schedule_from_json(data: object) -> Schedule:
    """The schedule that was written; raises ``ValueError`` for anything else, such as what an older release wrote."""
    try:
        found = _read(cast("dict[str, Any]", data)["schedule"]) if _schema(data) == SCHEMA else None
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"no schedule can be read: {error!r}") from error
    if not isinstance(found, Schedule):
        raise ValueError("no schedule of this release")  # noqa: TRY004 - one error for whatever cannot be read
    return found


def _schema(data: object) -> object:
    return data.get("schema") if isinstance(data, dict) else None


def _written(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: _written(getattr(value, field.name)) for field in fields(value)}
        return {KIND: type(value).__name__, **inner}
    if isinstance(value, date):
        return {KIND: "date", "is": value.isoformat()}
    if isinstance(value, Decimal):
        return {KIND: "decimal", "is": str(value)}
    if isinstance(value, Mapping):
        return {KIND: "mapping", "is": [[_written(key), _written(inner)] for key, inner in value.items()]}
    if isinstance(value, tuple):
        return [_written(inner) for inner in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written")


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_read, value))
    if not isinstance(value, dict):
        return value
    kind = value[KIND]
    if kind == "date":
        return date.fromisoformat(value["is"])
    if kind == "decimal":
        return Decimal(value["is"])
    if kind == "mapping":
        return {_read(key): _read(inner) for key, inner in value["is"]}
    return _classes()[kind](**{name: _read(inner) for name, inner in value.items() if name != KIND})


@cache
def _classes() -> Mapping[str, type]:
    """The dataclasses that may be read back, by name."""
    every = (thing for holder in HOLDERS for thing in vars(holder).values())
    return {thing.__name__: thing for thing in every if isinstance(thing, type) and is_dataclass(thing)}
