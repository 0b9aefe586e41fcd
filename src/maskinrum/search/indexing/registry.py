"""The registry through which apps offer what can be found. Apps above register their kinds when the site starts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Model, TextChoices
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from maskinrum.search.index import Document

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Shown:
    """A thing that was found, as the page shows it to one viewer: its address, and a few short facts about it.

    ``language`` is that of its words where it has one of its own; otherwise its key says it. ``title`` is what it is
    called in the language of the page, where it was found by another title. ``title_language`` is that of a title which
    has the same language whatever the words under it have. ``in_english`` are the words that stand in English below the
    Danish ones, of a thing that has both.
    """

    address: str
    facts: tuple[str, ...] = ()
    language: str = ""
    title: str = ""
    title_language: str = ""
    in_english: str = ""


def on_english_pages(title: str) -> str:
    """The English title of a thing where the page is English, and nothing elsewhere."""
    return title if (get_language() or "").startswith("en") else ""


def nothing_hangs(_row: Any) -> Iterable[Model]:
    """Other documents do not depend on the row."""
    return ()


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found.

    ``ids`` gives the ids, as text, of all that is findable, whoever may see it; ``documents`` makes the documents of
    those of the given ids that still are (what is left out goes out of the index), with ``key_of(name, id)`` as key.
    ``shown`` asks the database which of the given ids the viewer may see at this moment, and how they are shown: it
    has the last word before anything is put on a page. ``hanging`` names the rows of offered models whose documents
    must be made anew when this row changes: all of them, for what hangs under those is not followed. ``model`` is left
    out for what is no row.
    """

    name: str
    label: "StrOrPromise"
    ids: Callable[[], Iterable[str]]
    documents: Callable[[Collection[str]], Iterable[Document]]
    shown: Callable[[Any, Collection[str], datetime], Mapping[str, Shown]]
    model: type[Model] | None = None
    hanging: Callable[[Any], Iterable[Model]] = nothing_hangs


_KINDS: dict[str, Kind] = {}
_HANGING: dict[type[Model], list[Callable[[Any], Iterable[Model]]]] = {}
# What may be written before a colon to narrow by the kind.
KIND_WORDS = ("slags", "type", "kind")
_TYPED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
_FACETS: dict[str, "tuple[StrOrPromise, Callable[[str], StrOrPromise]]"] = {}


def offer(kind: Kind) -> None:
    """Let things of a kind be found. Offering the same name again replaces it."""
    _KINDS[kind.name] = kind


def offer_facet(
    name: str,
    label: "StrOrPromise",
    value_label: "Callable[[str], StrOrPromise]",
    *,
    typed: Iterable[str] = (),
    values: Iterable[str] = (),
) -> None:
    """Let readers narrow what they found by a facet: what it is called, and what its values are called.

    Facets are shown in the order in which they were offered. Values of a facet that nobody offers are only searched.
    ``typed`` are words that may be written before a colon and one of ``values`` in the search box, such as *tema:B2*,
    the Danish one first; its name may be written as well.
    """
    _FACETS[name] = (label, value_label)
    _TYPED[name] = ((*typed, name), tuple(values))


def offer_choices(name: str, label: "StrOrPromise", choices: type[TextChoices], *, typed: Iterable[str] = ()) -> None:
    """Offer a facet whose values are those of a list of ours, and are called what they are called there."""
    offer_facet(name, label, lambda value: dict(choices.choices).get(value, value), typed=typed, values=choices.values)


def kinds() -> dict[str, Kind]:
    """All kinds by name, in the order in which they were offered."""
    return dict(_KINDS)


def facets() -> "dict[str, tuple[StrOrPromise, Callable[[str], StrOrPromise]]]":
    """All facets by name, the kind first, each with what it and its values are called."""
    return {"kind": (_("Kind of answer"), lambda value: _KINDS[value].label if value in _KINDS else value), **_FACETS}


def typed_filter(word: str, value: str) -> tuple[str, str] | None:
    """The facet and its value that somebody means who writes *word:value*, by its code or by what it is called."""
    wanted, typed = value.casefold(), _typed()
    for name in (name for name, (words, _values) in typed.items() if word.casefold() in words):
        called = {one: _called(name, one) for one in typed[name][1]}
        whole = [one for one, names in called.items() if wanted in names]
        begun = [one for one, names in called.items() if any(each.startswith(wanted) for each in names)]
        if whole or len(begun) == 1:
            return name, (whole or begun)[0]
    return None


def is_choice(name: str, value: str) -> bool:
    """Whether a facet has such a value; one whose values nobody listed may have any."""
    _words, values = _typed().get(name, ((), ()))
    return not values or value in values


def written_filter(name: str, value: str) -> str:
    """The same the other way round, in the language of the page; empty for a facet that is not written."""
    words, values = _typed().get(name, ((), ()))
    if value not in values:
        return ""
    return f"{words[0 if (get_language() or '').startswith('da') else -1]}:{value}"


def _typed() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {"kind": (KIND_WORDS, tuple(_KINDS)), **_TYPED}


def _called(name: str, value: str) -> set[str]:
    """A value as it may be written: its code, and what it is called in each language."""
    names = {value.casefold()}
    for language, _label in settings.LANGUAGES:
        with override(language):
            names.add(str(facets()[name][1](value)).casefold())
    return names


def let_hang(model: type[Model], rows: Callable[[Any], Iterable[Model]]) -> None:
    """Name what has to be made anew when a row changes that cannot itself be found, or that others depend on too."""
    _HANGING.setdefault(model, []).append(rows)


def hanging_under(row: Model) -> Iterable[Model]:
    """The rows that hang under this one, as those who offer them say."""
    kind = kind_of(row)
    if kind is not None:
        yield from kind.hanging(row)
    for rows in _HANGING.get(row._meta.concrete_model or type(row), ()):
        yield from rows(row)


def kind_of(row: Model) -> Kind | None:
    """The kind under which a row can be found, or None."""
    model = row._meta.concrete_model
    return next((kind for kind in _KINDS.values() if kind.model is model), None)


def key_of(kind: str, id_: object, language: str = "") -> str:
    """The key of a document. A thing that is told in several languages has one document in each."""
    return f"{kind}:{id_}:{language}" if language else f"{kind}:{id_}"


def parts_of(key: str) -> tuple[str, str]:
    """The kind and the id that a key names."""
    kind, id_, *_language = key.split(":")
    return kind, id_
