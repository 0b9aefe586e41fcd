"""A language that nobody speaks, to find what was never translated.

In it every letter of every text that passes through gettext is replaced by one like it: *Save* becomes *Šáṽé*. What
still has plain letters on a page did not pass through gettext. Placeholders, HTML and entities are left alone.

Data are not texts of ours: what the shipped domain files and the database hold is known and taken out (``known_data``);
other names stand in elements marked ``translate="no"`` or ``data-domain``, or with a ``lang`` of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import lxml.html
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.template.autoreload import reset_loaders
from django.utils.translation import trans_real

from maskinrum.evaluation.queries.statistics import maturity_words
from maskinrum.partnerships.phrases import HEADINGS
from maskinrum.shared.domain import load, load_table
from maskinrum.steering.queries.starts import subjects
from tests.measuring import forget_remembered

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "áƀçđéƒğĥíĵķłɱñöþɋřšŧüṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶŁṀÑÖÞɊŘŠŦÜṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, STRANGE)
KEPT = re.compile(r"(%\(\w+\)[\w.]+|%[sd%]|\{[^}]*\}|<[^>]*>|&#?\w+;)")
WORD = re.compile(r"[A-Za-z]+[a-z]")  # abbreviations in capitals are names
HOST = re.compile(r"\b[\w.@+-]+\.(dk|eu|example)\b")
ADDRESS = re.compile(r"\S*/\S*|\S+[.@]\w\S*")
MARK = re.compile(r"\b[\w-]*\d[\w-]*\b")  # of a source, say: tc-01
PROPER = re.compile(r"\b(Maskinrum|CSV|Excel|fsb)\b")
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "summary", "content"}
SILENT = {"script", "style", "code", "template"}


@cache  # the same words stand on every page
def strange(text: str) -> str:
    """A text in the artificial language."""
    parts = KEPT.split(text)
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in parts)


class ArtificialTranslation(trans_real.DjangoTranslation):
    """Translates whatever it is asked to."""

    def gettext(self, message: str) -> str:
        """Translate a text; what stands before the mark is its context."""
        return strange(message.rpartition("\x04")[2])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a text with a number in it."""
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def artificial_language(code: str = "da") -> Iterator[None]:
    """Everything that would be shown in a language is shown in the artificial one instead."""
    translations: dict[str, trans_real.DjangoTranslation] = trans_real._translations  # type: ignore[attr-defined]
    before = trans_real.translation(code)
    translations[code] = ArtificialTranslation(code)
    trans_real.activate(code)
    try:
        forget_words()
        yield
    finally:
        translations[code] = before
        trans_real.activate(code)
        forget_words()


def forget_words() -> None:
    """Forget what our functions and folded templates remember of earlier calls: it may be words in another language."""
    reset_loaders()
    forget_remembered("maskinrum.")


def texts_in(data: Any) -> Iterator[str]:
    """Every text in nested data."""
    if isinstance(data, str):
        yield " ".join(data.split())
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from texts_in(value)


@dataclass(frozen=True)
class Data:
    """Texts that are data, and one pattern that finds any of them."""

    texts: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile(r"(?!)")
    told: dict[str, list[str]] = field(default_factory=dict, compare=False)  # the same words stand on most pages

    def taken_out_of(self, words: str) -> str:
        """The words without the data in them; a text that ends in an ellipsis is data when it begins like some."""
        if words.endswith("…") and any(text.startswith(words[:-1].rstrip()) for text in self.texts):
            return ""
        return self.pattern.sub("", words)

    def plain(self, text: str) -> list[str]:
        """The text without data, when it has plain words left."""
        if text not in self.told:
            words = " ".join(text.split())
            if WORD.search(words):
                words = self.taken_out_of(words)
                for mark in (HOST, ADDRESS, MARK, PROPER):
                    words = mark.sub("", words)
            self.told[text] = [words] if WORD.search(words) else []
        return self.told[text]


def known_data() -> Data:
    """What the domain files, the database and the headings of people's files hold, longest first.

    Small single words are keys of ours and left out, except where they name something.
    """
    names = [Path(entry.name) for entry in files("maskinrum.domain").iterdir()]
    tables = [load_table(name.stem) for name in names if name.suffix == ".csv"]
    shipped = [load(name.stem) for name in names if name.suffix == ".yaml"]
    headings = [(heading.da, heading.en) for heading in HEADINGS.values()]
    named = texts_in([[row.get("name", ""), row.get("group", "")] for table in tables for row in table])
    plan = load("startplan")
    called = {
        *texts_in([[one["da"], one["en"]] for one in (*plan["roles"], *plan["holiday_periods"])]),
        *texts_in([[one.da, one.en] for one in subjects()]),
        *texts_in(maturity_words()),
    }
    texts = {text for text in texts_in([shipped, tables, headings, *_stored()]) if is_telling(text)}
    texts |= {text.rstrip(".") for text in texts}  # a sentence of the data may stand inside one of ours
    longest_first = sorted({text for text in {*texts, *named, *called} if WORD.search(text)}, key=len, reverse=True)
    return Data(tuple(longest_first), re.compile(rf"(?<!\w)(?:{any_of(longest_first)})(?!\w)", re.IGNORECASE))


def any_of(texts: list[str], letters: int = 6) -> str:
    """A pattern for any of the texts, the first before the others; first letters that many share are looked at once."""
    if not letters or "" in texts:
        return "|".join(re.escape(text) for text in texts)
    rests: dict[str, list[str]] = {}
    for text in texts:
        rests.setdefault(text[0].lower(), []).append(text[1:])
    return "|".join(f"{re.escape(first)}(?:{any_of(rest, letters - 1)})" for first, rest in rests.items())


def is_telling(text: str) -> bool:
    """Whether a text is more than a key."""
    return len(text) > 3 and not (text.islower() and text.isascii() and " " not in text)


def _stored() -> Iterator[Any]:
    for model in apps.get_models():
        if model.__module__.startswith("maskinrum."):
            fields = [field.name for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField))]
            yield from model._default_manager.values_list(*fields) if fields else []
            documents = [field.name for field in model._meta.concrete_fields if isinstance(field, JSONField)]
            yield from model._default_manager.values_list(*documents) if documents else []


NOTHING = Data()


def plain_words(content: str, known: Data = NOTHING) -> list[str]:
    """The texts of a page that did not pass through gettext, those of spoken attributes too, without known data."""
    return [words for text in shown_in(lxml.html.document_fromstring(content)) for words in known.plain(text)]


def shown_in(element: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the texts of an element and of all in it that are neither data nor in a language of their own."""
    tag, given = element.tag, element.attrib
    has_language = "lang" in given and tag != "html"
    is_comment = not isinstance(tag, str)
    if is_comment or tag in SILENT or given.get("translate") == "no" or "data-domain" in given or has_language:
        return
    if tag != "meta" or given.get("name") == "description":
        yield from (given[name] for name in SPOKEN & set(given))
    yield element.text or ""
    for inner in element:
        yield from shown_in(inner)
        yield inner.tail or ""
