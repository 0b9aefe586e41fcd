"""What a choice is called is what Django would say, for every field of ours with choices."""

from functools import partialmethod

from django.apps import apps
from django.db import models
from django.utils.translation import override

FIELDS = [
    (model, field)
    for model in apps.get_models()
    if model.__module__.startswith("maskinrum.")
    for field in model._meta.local_fields
    if field.choices is not None
]


def test_every_choice_is_called_as_django_calls_it() -> None:
    assert len(FIELDS) > 90
    unalike = []
    for language in ("da", "en", "da"):
        with override(language):
            for model, field in FIELDS:
                for value in [*(value for value, _name in field.flatchoices), "", None, "noget andet"]:
                    row = model(**{field.attname: value})
                    said, meant = getattr(row, f"get_{field.name}_display")(), row._get_FIELD_display(field)  # type: ignore[attr-defined]
                    if (said, type(said)) != (meant, type(meant)):
                        unalike.append((model, field, value, said, meant))
    assert unalike == []


def test_every_field_of_ours_has_its_table() -> None:
    slow = [f"{model.__name__}.{field.name}" for model, field in FIELDS if is_slow(model, field.name)]
    assert slow == []


def is_slow(model: type[models.Model], name: str) -> bool:
    return isinstance(vars(model).get(f"get_{name}_display"), partialmethod)
