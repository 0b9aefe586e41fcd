"""The folder on disk that holds the index: one process writes, many read."""

import json
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tantivy

from maskinrum.danish import Query, parse_query, tokenise
from maskinrum.search.index.documents import Document
from maskinrum.search.index.results import Hit, Results, Span

VERSION = "1"
VERSION_FILE = "version"
NOTHING: Mapping[str, Any] = MappingProxyType({})
WRITER_MEMORY = 64_000_000
SNIPPET = 240


class IndexMissingError(Exception):
    """There is no index in the folder."""


class IndexOutdatedError(Exception):
    """The index in the folder was made by another version and must be built anew."""


class Index:
    """Documents on disk. ``open`` it; ``write`` needs ``writable=True`` and only one process may do so."""

    version = VERSION

    def __init__(self, folder: tantivy.Index, *, writable: bool) -> None:
        self._folder = folder
        self._writable = writable
        self._schema = folder.schema

    @classmethod
    def open(cls, path: Path, *, writable: bool = False, anew: bool = False) -> "Index":
        """Open the index of a folder. A writer makes one where there is none, or ``anew`` in any case."""
        mark = path / VERSION_FILE
        if writable and (anew or not mark.exists()):
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
            tantivy.Index(schema(), path=str(path))
            mark.write_text(VERSION, encoding="utf-8")
        if not mark.exists():
            raise IndexMissingError(str(path))
        if mark.read_text(encoding="utf-8") != VERSION:
            raise IndexOutdatedError(str(path))
        return cls(tantivy.Index.open(str(path)), writable=writable)

    def write(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Put documents in, each in place of the one with its key, and take keys out: all of it, or nothing."""
        if not self._writable:
            raise PermissionError("This index was opened for reading")
        writer = self._folder.writer(WRITER_MEMORY, 1)
        for key in removed:
            writer.delete_documents_by_term("key", key)
        for document in documents:
            writer.delete_documents_by_term("key", document.key)
            writer.add_document(entry(document))
        writer.commit()
        writer.wait_merging_threads()

    @property
    def count(self) -> int:
        """How many documents there are."""
        return self._searcher().num_docs

    def search(
        self,
        text: str,
        *,
        readers: Collection[str],
        facets: Mapping[str, Collection[str]] = NOTHING,
        synonyms: bool = True,
        limit: int = 20,
        offset: int = 0,
        context: Mapping[str, float] = NOTHING,
    ) -> Results:
        """Find what a holder of ``readers`` may see, best first.

        ``facets`` keeps what has one of the values of each facet. ``context`` gives weights to values such as
        ``theme:B2``; ``text`` may then be empty. ``synonyms`` also searches for other words for the same.
        """
        query = parse_query(text)
        searcher = self._searcher()
        asked = self._asked(query, context)
        kept = [self._kept(readers), *(self._one_of(name, values) for name, values in facets.items())]
        whole = tantivy.Query.boolean_query([*asked, *((tantivy.Occur.Must, one) for one in kept)])
        if query.warnings and not asked:
            return Results(warnings=query.warnings)
        found = searcher.search(whole, limit=limit, offset=offset)
        hits = tuple(hit(score, searcher.doc(address), query) for score, address in found.hits)
        counts = facet_counts(searcher.aggregate(whole, COUNT_FACETS))
        total = int(found.count)  # type: ignore[attr-defined]  # left out of Tantivy's stub
        return Results(hits, total, counts, warnings=query.warnings)

    def suggest(self, prefix: str, *, readers: Collection[str], limit: int = 8) -> list[str]:
        """Return words that begin so and stand in documents a holder of ``readers`` may see, the commonest first."""
        words = tokenise(prefix)
        if not words:
            return []
        found = self._searcher().terms_with_prefix("words", words[-1].text, self._kept(readers), limit * 8)
        return [word for word, _ in sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]]

    def _searcher(self) -> tantivy.Searcher:
        self._folder.reload()
        return self._folder.searcher()

    def _asked(self, query: Query, context: Mapping[str, float]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        must, should, never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        words = [tantivy.Query.term_query(self._schema, "words", word) for word in query.words]
        scored = [
            tantivy.Query.const_score_query(tantivy.Query.term_query(self._schema, "facets", value), weight)
            for value, weight in context.items()
        ]
        any_word = [(must, tantivy.Query.boolean_query([(should, one) for one in words]))] if words else []
        phrases = [(must, tantivy.Query.phrase_query(self._schema, "words", list(one))) for one in query.phrases]
        unwanted = [(never, self._phrase(one)) for one in query.excluded]
        wanted = [*any_word, *phrases]
        if scored and not wanted:
            wanted = [(must, tantivy.Query.boolean_query([(should, one) for one in scored]))]
            scored = []
        return [*wanted, *unwanted, *((should, one) for one in scored)]

    def _phrase(self, words: tuple[str, ...]) -> tantivy.Query:
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, "words", words[0])
        return tantivy.Query.phrase_query(self._schema, "words", list(words))

    def _kept(self, readers: Collection[str]) -> tantivy.Query:
        return tantivy.Query.const_score_query(
            tantivy.Query.term_set_query(self._schema, "readers", list(readers)), 0.0
        )

    def _one_of(self, name: str, values: Collection[str]) -> tantivy.Query:
        named = [f"{name}:{value}" for value in values]
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "facets", named), 0.0)


COUNT_FACETS = {"facets": {"terms": {"field": "facets", "size": 1000}}}


def schema() -> tantivy.Schema:
    """What is kept of a document."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("readers", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def entry(document: Document) -> tantivy.Document:
    """Return a document as the index keeps it."""
    words = " ".join(token.text for token in tokenise(f"{document.title}\n{document.text}"))
    facets = [f"{name}:{value}" for name, values in facets_of(document).items() for value in values]
    shown = json.dumps([document.key, document.kind, document.title, document.text])
    return tantivy.Document(
        key=[document.key], readers=sorted(document.readers), facets=facets, words=[words], shown=[shown]
    )


def facets_of(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return the facets of a document; its kind is one of them."""
    return {"kind": (document.kind,), **document.facets}


def facet_counts(answer: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Return how many documents have each value, by facet."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for bucket in answer["facets"]["buckets"]:
        name, _, value = bucket["key"].partition(":")
        counts[name][value] = bucket["doc_count"]
    return dict(counts)


def hit(score: float, kept: tantivy.Document, query: Query) -> Hit:
    """Return a document found, with the words of the query marked."""
    key, kind, title, text = json.loads(str(kept.get_first("shown")))
    wanted = {*query.words, *(word for phrase in query.phrases for word in phrase)}
    spans = marked(text, wanted)
    start = max(0, spans[0].start - 60) if spans else 0
    snippet = text[start : start + SNIPPET]
    inside = tuple(Span(a - start, b - start) for a, b in spans if b <= start + SNIPPET)
    return Hit(key, kind, score, title, tuple(marked(title, wanted)), snippet, inside, tuple(sorted(wanted)))


def marked(text: str, wanted: Collection[str]) -> list[Span]:
    """Return where the words wanted stand."""
    return [Span(token.start, token.end) for token in tokenise(text) if token.text in wanted]
