"""The folder on disk that holds the index: one process writes, many read."""

import gc
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import tantivy

from maskinrum.danish import dictionary
from maskinrum.search.index.clauses import SCHEMA, Frequencies
from maskinrum.search.index.coding import Coder, Content
from maskinrum.search.index.documents import Document
from maskinrum.search.index.errors import IndexMissingError, IndexOutdatedError
from maskinrum.search.index.language import Language, shipped_language, with_words
from maskinrum.search.index.records import Records, appending
from maskinrum.search.index.results import Results
from maskinrum.search.index.searching import NOTHING, Reader
from maskinrum.search.index.searching import keys as keys_now
from maskinrum.search.index.searching import nearest as nearest_now
from maskinrum.search.index.searching import search as search_now
from maskinrum.search.index.suggesting import suggestions

# Another schema, another analyser, other word lists or other values of facets: another version, and the index is built
# anew.
VERSION = "5"
VERSION_FILE, RECORDS_FILE, WORDS_FOLDER = "version", "records", "words"
WRITER_MEMORY = 300_000_000
# From so many documents in one go the whole dictionary is worth its memory.
MANY = 200
SELDOM = (100_000, 50, 100)


class Index:
    """Documents on disk. ``open`` it; ``write`` needs ``writable=True`` and only one process may do so."""

    version = VERSION

    def __init__(self, path: Path, *, writable: bool, language: Language) -> None:
        self._path = path
        self._language = language
        self._coder = Coder(language.analyser)
        self._folder = tantivy.Index.open(str(path / WORDS_FOLDER))
        self._folder.config_reader("manual")
        self._records = Records(path / RECORDS_FILE)
        self._writable = writable
        self._reader: Reader | None = None
        self._words: tuple[tuple[str, str], ...] = ()
        self._taught = language
        self._state: tuple[int, int] = (0, 0)

    @classmethod
    def open(
        cls, path: Path, *, writable: bool = False, anew: bool = False, language: Language | None = None
    ) -> "Index":
        """Open the index of a folder. A writer makes one where there is none, or ``anew`` in any case."""
        mark = path / VERSION_FILE
        if writable and (anew or not mark.exists()):
            make(path)
        if not mark.exists():
            raise IndexMissingError(str(path))
        if mark.read_text(encoding="utf-8") != VERSION:
            raise IndexOutdatedError(str(path))
        return cls(path, writable=writable, language=language or shipped_language())

    def write(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Put documents in, each in place of the one with its key, and take keys out: all of it, or nothing."""
        if not self._writable:
            raise PermissionError("This index was opened for reading")
        writer = self._folder.writer(WRITER_MEMORY, 1)
        for key in removed:
            writer.delete_documents_by_term("key", key)
        with seldom_collected(), appending(self._path / RECORDS_FILE) as keep:
            for document, content in self._coded(documents):
                writer.delete_documents_by_term("key", document.key)
                names = self._language.names_in(document.names)
                writer.add_document(entry(document, content, names, keep(document, content)))
        writer.commit()
        writer.wait_merging_threads()

    def _coded(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Content]]:
        for count, document in enumerate(documents, 1):
            if count == MANY:
                dictionary.read_whole()
            yield document, self._coder.content(document.title, document.text)

    @property
    def count(self) -> int:
        """How many documents there are."""
        return self._current().searcher.num_docs

    @property
    def kept(self) -> int:
        """The bytes of the file of records, waste among them."""
        return (self._path / RECORDS_FILE).stat().st_size

    @property
    def needed(self) -> int:
        """The bytes of it that documents still need: as many reads as there are documents."""
        now = self._current()
        found = now.searcher.search(tantivy.Query.all_query(), limit=max(1, now.searcher.num_docs), count=False)
        places = now.searcher.fast_field_values("place", [address for _score, address in found.hits])
        return now.records.sizes(int(place or 0) for place in places)

    def search(
        self,
        text: str,
        *,
        readers: Collection[str],
        facets: Mapping[str, Collection[str]] = NOTHING,
        synonyms: bool = True,
        words: tuple[tuple[str, str], ...] = (),
        limit: int = 20,
        offset: int = 0,
        context: Mapping[str, float] = NOTHING,
    ) -> Results:
        """Find what a holder of ``readers`` may see, best first.

        ``facets`` keeps what has one of the values of each facet. ``context`` gives weights to values such as
        ``theme:B2``; ``text`` may then be empty. ``synonyms`` also searches for other words for the same;
        ``words`` are pairs of more such.
        """
        page = slice(max(0, offset), max(0, offset) + max(0, limit))
        return search_now(
            self._knowing(words), text, readers=readers, facets=facets, synonyms=synonyms, page=page, context=context
        )

    def keys(
        self,
        text: str,
        *,
        readers: Collection[str],
        facets: Mapping[str, Collection[str]] = NOTHING,
        synonyms: bool = True,
        words: tuple[tuple[str, str], ...] = (),
        limit: int = 20,
        among: Collection[str] | None = None,
    ) -> list[str]:
        """Return the keys of the first that ``search`` finds; nothing is counted, and nothing made to be shown.

        ``among`` asks of these keys alone which are found, whatever else there is.
        """
        knowing = self._knowing(words)
        return keys_now(knowing, text, readers=readers, facets=facets, synonyms=synonyms, limit=limit, among=among)

    def nearest(
        self,
        context: Mapping[str, float],
        *,
        readers: Collection[str],
        facets: Mapping[str, Collection[str]] = NOTHING,
        limit: int = 20,
    ) -> list[str]:
        """Return the keys of what a holder of ``readers`` may see and has a value of the context, most weight first.

        As ``search`` with an empty text finds them; nothing is counted, and of none is told how it is shown.
        """
        return nearest_now(self._current(), context, readers=readers, facets=facets, limit=limit)

    def suggest(self, prefix: str, *, readers: Collection[str], limit: int = 8) -> list[str]:
        """Return words that begin so and stand in documents a holder of ``readers`` may see, the commonest first."""
        now = self._current()
        return suggestions(now.searcher, now.frequencies, prefix, readers=readers, limit=limit)

    def _knowing(self, words: tuple[tuple[str, str], ...]) -> Reader:
        """Return the current reader, who knows these other words for the same too; made anew when they are others."""
        if words != self._words:
            self._words, self._taught = words, with_words(self._language, words)
        now = self._current()
        return replace(now, language=self._taught) if words else now

    def _current(self) -> Reader:
        """Return a reader of what was last written; it is new only when something was."""
        meta = self._path / WORDS_FOLDER / "meta.json"
        written = meta.stat()
        state = (written.st_mtime_ns, written.st_ino)
        if self._reader is None or state != self._state:
            self._folder.reload()
            searcher = self._folder.searcher()
            self._reader = Reader(searcher, Frequencies(searcher, deleted(meta)), self._records, self._language)
            self._state = state
        return self._reader


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for circular waste seldom: putting much in makes hardly any, and looking takes a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def deleted(meta: Path) -> int:
    """Return how many documents are deleted that Tantivy still counts."""
    segments = json.loads(meta.read_bytes())["segments"]
    return sum(one["deletes"]["num_deleted_docs"] for one in segments if one.get("deletes"))


def make(path: Path) -> None:
    """Make an empty index in a folder, in place of what is there. The mark comes last: without it there is none."""
    (path / VERSION_FILE).unlink(missing_ok=True)
    words = path / WORDS_FOLDER
    shutil.rmtree(words, ignore_errors=True)
    (path / RECORDS_FILE).unlink(missing_ok=True)
    words.mkdir(parents=True, exist_ok=True)
    tantivy.Index(SCHEMA, path=str(words), reuse=False)
    (path / RECORDS_FILE).touch()
    (path / VERSION_FILE).write_text(VERSION, encoding="utf-8")


def entry(document: Document, content: Content, names: list[str], place: int) -> tantivy.Document:
    """Return a document as Tantivy keeps it."""
    facets = {"kind": (document.kind,), **document.facets}
    return tantivy.Document(
        key=[document.key],
        readers=sorted(document.readers),
        facets=[f"{name}:{value}" for name, values in facets.items() for value in values],
        words=[content.words],
        lemmas=[content.lemmas],
        grams=[content.grams],
        parts=[content.parts],
        names=names,
        place=[place],
    )
