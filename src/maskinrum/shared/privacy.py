"""What every table says about personal data: why it is held, for how long, and how it is erased.

Our models say it in their attribute ``personal_data``; for tables that others made, an app says it at start-up.
"""

from dataclasses import dataclass

from django.apps import apps


@dataclass(frozen=True)
class PersonalData:
    """A declaration: the fields that describe a person, the purpose, the retention and the act that erases them.

    ``erased_by`` is the dotted path of an action ``(person, *, viewer, now)``; it is empty where nothing leads from
    the row to a person and the row goes by itself.
    """

    fields: tuple[str, ...]
    purpose: str
    retention: str
    erased_by: str


NO_PERSONAL_DATA = None

_OF_OTHERS: dict[str, PersonalData | None] = {}


def declare_table(table: str, data: PersonalData | None) -> None:
    """Say what a table that is not ours holds about people. Declaring twice the same is harmless."""
    _OF_OTHERS[table] = data


def declarations() -> dict[str, PersonalData | None]:
    """Return every declaration by the name of its table, those of our models and those of others."""
    ours = {
        model._meta.db_table: model.personal_data
        for model in apps.get_models(include_auto_created=True)
        if hasattr(model, "personal_data")
    }
    return ours | _OF_OTHERS
