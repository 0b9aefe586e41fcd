"""A language that nobody speaks, to find what was never translated.

In it every letter of every text that passes through gettext is replaced by one like it: *Save* becomes *Šáṽé*. What
still has plain letters on a page did not pass through gettext. Placeholders, HTML and entities are left alone.

Data are not texts of ours: what the shipped domain files and the database hold is known and taken out (``known_data``);
other names stand in elements marked ``translate="no"`` or ``data-domain``, or with a ``lang`` of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.utils.translation import trans_real

from maskinrum.shared.domain import load, load_table

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "áƀçđéƒğĥíĵķłɱñöþɋřšŧüṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶŁṀÑÖÞɊŘŠŦÜṼŴẊÝŽ"
LETTERS = str.maketrans(PLAIN, STRANGE)
KEPT = re.compile(r"(%\(\w+\)[\w.]+|%[sd%]|\{[^}]*\}|<[^>]*>|&#?\w+;)")
WORD = re.compile(r"[A-Za-z]{2,}")
HOST = re.compile(r"\b[\w-]+(\.[\w-]+)*\.(dk|eu|example)\b")
ADDRESS = re.compile(r"\S*/\S*|\S+[.@]\w\S*")
MARK = re.compile(r"\b[\w-]*\d[\w-]*\b")  # of a source, say: tc-01
PROPER = re.compile(r"\b(Maskinrum|CSV|Excel|fsb)\b")
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "summary", "content"}
SILENT = {"script", "style", "code", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


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
        yield
    finally:
        translations[code] = before
        trans_real.activate(code)


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


def known_data() -> re.Pattern[str]:
    """What the domain files and the database hold, longest first; single small words are keys and left out."""
    folder = files("maskinrum.domain")
    names = [Path(entry.name) for entry in folder.iterdir()]
    shipped = [load(name.stem) for name in names if name.suffix == ".yaml"]
    tables = [load_table(name.stem) for name in names if name.suffix == ".csv"]
    texts = {*texts_in([shipped, tables]), *texts_in(list(_stored()))}
    telling = [text for text in texts if not text.islower() or not text.isascii() or " " in text]
    longest_first = sorted(filter(WORD.search, telling), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first), re.IGNORECASE)


def _stored() -> Iterator[Any]:
    for model in apps.get_models():
        if model.__module__.startswith("maskinrum."):
            fields = [field.name for field in model._meta.concrete_fields if isinstance(field, (CharField, TextField))]
            yield from model._default_manager.values_list(*fields) if fields else []
            documents = [field.name for field in model._meta.concrete_fields if isinstance(field, JSONField)]
            yield from model._default_manager.values_list(*documents) if documents else []


class _Words(HTMLParser):
    def __init__(self, known: re.Pattern[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.known = known
        self.silent: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_data = given.get("translate") == "no" or "data-domain" in given or ("lang" in given and tag != "html")
        if self.silent or tag in SILENT or is_data:
            self.silent += [] if tag in VOID else [tag]
            return
        is_text = tag != "meta" or given.get("name") == "description"
        self.found += [words for name in SPOKEN & given.keys() if is_text for words in self.plain(given[name] or "")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            last = len(self.silent) - 1 - self.silent[::-1].index(tag)
            del self.silent[last:]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found += self.plain(data)

    def plain(self, text: str) -> list[str]:
        """The text without data, when it has plain words left."""
        words = " ".join(text.split())
        if not WORD.search(words):
            return []
        for data in (HOST, self.known, ADDRESS, self.known, MARK, PROPER):
            words = data.sub("", words)
        return [words] if WORD.search(words) else []


NOTHING = re.compile(r"(?!)")


def plain_words(content: str, known: re.Pattern[str] = NOTHING) -> list[str]:
    """The texts of a page that did not pass through gettext, those of spoken attributes too, without known data."""
    words = _Words(known)
    words.feed(content)
    words.close()
    return words.found
