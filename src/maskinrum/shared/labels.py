"""What a choice of a row is called, looked up in a table that is made once.

Django makes the table of a field anew for each row that is asked, and puts every choice into words to compare them: of
twenty rows with six choices each that is a tenth of a page.
"""

from collections.abc import Callable, Iterable
from functools import partialmethod
from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str


def remember_choices(models: Iterable[type[Model]]) -> None:
    """Let ``get_…_display`` of the models look up the choices that their fields have now; own methods stay."""
    for model in models:
        for field in model._meta.local_fields:
            name = f"get_{field.name}_display"
            if isinstance(field.choices, list) and isinstance(vars(model).get(name), partialmethod):
                setattr(model, name, _display(field))


def _display(field: "Field[Any, Any]") -> Callable[[Model], Any]:
    names = dict(field.flatchoices)

    def display(row: Model) -> Any:
        """Return the choice in words, in the language of the page."""
        value = getattr(row, field.attname)
        return force_str(names.get(value, value), strings_only=True)

    return display
