"""A world in which every text that a person can have written is hostile, and what would be wrong in an answer then.

The fields are found from the models, so that a new one joins by itself: every text without choices, but for the few
that only we write. Copies of a text that are kept in JSON are changed with it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import AuditEvent, Organisation
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.search.actions import build_index
from maskinrum.shared.downloads import TYPES
from tests.conftest import NOW
from tests.house.stops import STOPS
from tests.house.walk import Stop, World

Field = models.Field[Any, Any]

MARKUP = "=hx\"hx'hx<hx>hx&lt;]#$@*\\\x01\u202e\ufffe}}"
"""What no page, table or document may take for its own signs.

It begins as a formula, ends an attribute in quotes of either kind, opens an element, stays what it is only if it is
escaped once, ends and begins what a typesetter computes, and has signs that no XML can hold or that turn text around.
"""

SHORT = "=hx<hx>}}"

RAW = re.compile(r"(?<![\w+/-])hx(?:[\"'<>]|&(?!quot;|#34;|#x22;|#39;|#x27;|lt;|gt;|amp;)|&lt;\]#)")
"""The same where it arrived as markup: a sign that is not escaped, or one that is escaped too little.

A sign of MARKUP stands before it, never a letter: a random token can end so too.
"""

NUMBER = re.compile(r"\}\}(\d+)")
DIGITS = 5  # of the number behind each text

WRITTEN_BY_US = {
    "applies_to",
    "claimed_by",
    "client_key",
    "criterion",
    "digest",
    "engine_version",
    "evidence_hash",
    "field",
    "file",
    "input_hash",
    "item",
    "kind",
    "message_id",
    "name_key",
    "object_type",
    "parameter",
    "party_keys",
    "password",
    "phase_codes",
    "question",
    "scope_kinds",
    "theme_codes",
    "token_digest",
    "verb",
}
"""The fields of text that nobody types: hashes, keys of our own lists, names of our own files."""

KEY_OF_OURS = re.compile(r"[a-z_]+")
"""What is no copy of a text in JSON: a unit that somebody wrote can be the same word as a name of ours there."""

KEPT_BY_US = {
    *(f"evaluation.{table}.role" for table in ("Cell", "Invitation", "Respondent", "ResponseRate", "Result")),
    "evaluation.Finding.sign",
    "evaluation.Finding.signal",
    "evaluation.Round.wall_digest",
    "evaluation.SharedFigure.unit",
    "planning.PlanTask.role",
    "shared.PeriodicJob.name",
    "steering.BoardWarning.period",
    "steering.Disagreement.step",
    "steering.LadderStep.step",
    "steering.StartItem.key",
}
"""Of other tables fields of these names are typed, but here they hold slugs, hashes and units of ours."""


def name_of(field: Field) -> str:
    """How a field is called in a message."""
    return f"{field.model._meta.label}.{field.name}"


def our_fields(kind: type[Field] | tuple[type[Field], ...]) -> Iterator[Field]:
    """Yield the fields of one kind that our models have."""
    for model in apps.get_models():
        if model.__module__.startswith("maskinrum."):
            yield from (field for field in model._meta.concrete_fields if isinstance(field, kind))


def typed_fields() -> list[Field]:
    """Every field that holds what somebody may have typed."""
    texts = our_fields((models.CharField, models.TextField))
    return [
        field
        for field in texts
        if not isinstance(field, models.SlugField)
        if field.max_length is None or field.max_length >= len(SHORT) + DIGITS
        if not field.choices and field.name not in WRITTEN_BY_US and name_of(field) not in KEPT_BY_US
    ]


class Hostile:
    """The texts that were planted, and the field that each stands in, by its number."""

    def __init__(self, text: str = MARKUP) -> None:
        self.text = text
        self.fields: dict[str, str] = {}
        self._numbers, self._instead = count(1), dict[str, str]()

    def plant(self) -> "Hostile":
        """Make every text of every row hostile, also where none stands; leave what the tables would refuse."""
        for field in typed_fields():
            self._plant(field)
        for field in our_fields(models.JSONField):
            if field.model is not AuditEvent:
                self._plant_copies(field)
        for row in Authenticator.objects.all():
            if "name" in row.data:
                Authenticator.objects.filter(pk=row.pk).update(data=row.data | {"name": self.text})
        first = Organisation.objects.order_by("pk")[0]
        record("rename", first, viewer=OPERATOR, now=NOW, changes={"name": [self.text, self.text]})
        build_index()
        return self

    def shown_in(self, text: str) -> set[str]:
        """The fields of which a text shows something."""
        return {self.fields[number] for number in NUMBER.findall(text) if number in self.fields}

    def _plant(self, field: Field) -> None:
        rows = field.model._default_manager
        for row in rows.only("pk", field.name):
            text = self._next(field)
            with suppress(IntegrityError), transaction.atomic():
                rows.filter(pk=row.pk).update(**{field.name: text})
                before = getattr(row, field.attname)
                if before and not KEY_OF_OURS.fullmatch(before):
                    self._instead.setdefault(before, text)

    def _next(self, field: Field) -> str:
        number = str(next(self._numbers))
        self.fields[number] = name_of(field)
        if isinstance(field, models.EmailField):
            return f"{SHORT}{number}@hx.example"
        is_short = field.max_length is not None and field.max_length < len(self.text) + DIGITS
        return f"{SHORT if is_short else self.text}{number}"

    def _plant_copies(self, field: Field) -> None:
        rows = field.model._default_manager
        for row in rows.only("pk", field.name):
            before = getattr(row, field.attname)
            after = self._with_copies(before)
            if after != before:
                rows.filter(pk=row.pk).update(**{field.name: after})

    def _with_copies(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._with_copies(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._with_copies(one) for one in value]
        return self._instead.get(value, value) if isinstance(value, str) and value else value


def places(world: World, *, as_every_kind: bool = True) -> dict[str, tuple[Stop, str]]:
    """Make what all pages show in one world, and return where each that can be looked at is.

    A file is asked for ``as_every_kind`` that it may be written as. The stops of joint portfolios are left out: each
    takes away what another made.
    """
    found: dict[str, tuple[Stop, str]] = {}
    for turn, stop in enumerate(STOPS):
        if stop.method == "get" and not stop.name.startswith("decisions:joint"):
            given = dict(stop.arguments(world))
            kinds = TYPES if as_every_kind and given.get("kind") in TYPES else [given.get("kind")]
            for kind in kinds:
                arguments = given if kind is None else given | {"kind": kind}
                found[f"{stop} {kind or ''} {turn}"] = (stop, reverse(stop.name, kwargs=arguments))
    return found


def markup_in(text: str) -> list[str]:
    """Where a hostile text arrived as markup, with what stands around it."""
    return [text[max(0, one.start() - 60) : one.end() + 20] for one in RAW.finditer(text)]


def bytes_of(response: Any) -> bytes:
    """The body of an answer, also of one that is sent as it is made."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return cast("bytes", body)
