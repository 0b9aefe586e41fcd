"""What stands on the search page: hits with the words marked, counts, and where to go from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.search.index import Span
from maskinrum.search.indexing import Answer, Found, Question, facets, written_filter
from maskinrum.shared.figures import number

FIRST_VALUES = 6
LONGEST = 1000  # characters of a question that are searched for
ONE_LANGUAGE_KEY = ":en"
PHASE = "phase"  # the facet of that name


@dataclass(frozen=True)
class Part:
    """A piece of text, and whether it is what was searched for."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Piece:
    """Words of a hit in one language, which is empty where it is the page's."""

    language: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Line:
    """One hit. ``title_language`` is that of its title, where it is not the page's."""

    label: str
    title: Sequence[Part]
    snippet: Sequence[Piece]
    address: str
    facts: Sequence[str]
    title_language: str


@dataclass(frozen=True)
class Value:
    """A value of a facet, with how many hits it would leave."""

    ident: str
    value: str
    name: str
    count: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet: the values most hits have, and the others."""

    name: str
    title: str
    values: Sequence[Value]
    others: Sequence[Value]


@dataclass(frozen=True)
class Way:
    """A way on: what it is called, and where it leads."""

    name: str
    address: str


@dataclass(frozen=True)
class SearchPage:
    """Everything that is shown. ``state`` is *start*, *building*, *busy*, *empty* or *found*."""

    question: Question
    state: str
    count: str = ""
    lines: Sequence[Line] = ()
    facets: Sequence[Facet] = ()
    notes: Sequence[str] = ()
    also: Sequence[str] = ()
    synonyms: str = ""
    did_you_mean: Way | None = None
    is_meant: bool = False
    meanings: Sequence[Way] = ()
    without_facets: str = ""
    removals: Sequence[Way] = ()
    earlier: str = ""
    later: str = ""

    @property
    def is_in_vain(self) -> bool:
        """Whether nothing was found for what was typed, also where something else is answered in its place."""
        return (self.state == "empty" or self.is_meant) and not self.question.facets

    @property
    def end(self) -> Mapping[str, str]:
        """What apps above are told of a search where it ends, so that they can offer a way on.

        ``search`` is what typed alone asks for the same, with what was chosen to narrow it.
        """
        text = self.question.text[:LONGEST]
        chosen = [written_filter(name, one) for name, values in self.question.facets.items() for one in values]
        return {"text": text, "search": " ".join(filter(None, [text, *chosen])) if text else ""}


def page_without_answer(question: Question, state: str) -> SearchPage:
    """The page before anything is asked, or while nothing can be answered."""
    return SearchPage(question, state)


def search_page(question: Question, answer: Answer, meant: str, language: str) -> SearchPage:
    """The page with an answer, or with the answer to ``meant`` where nothing was found for what was typed."""
    proposed = meant or answer.did_you_mean
    switched = query_of(replace(question, synonyms=not question.synonyms))
    changed = bool(answer.synonyms) or not question.synonyms
    return SearchPage(
        question=question,
        state="found" if answer.found or answer.total else "empty",
        count=_count(answer),
        lines=[_line(one, language) for one in answer.found],
        facets=_facets(question, answer.facets),
        notes=_notes(answer),
        also=list(dict.fromkeys(other for one in answer.synonyms for other in one.others)),
        synonyms=address_of(switched) if changed else "",
        did_you_mean=_way(question, proposed) if proposed else None,
        is_meant=bool(meant),
        meanings=[] if proposed else _meanings(question, answer, language),
        without_facets=address_of(query_of(replace(question, facets={}))) if question.facets else "",
        removals=_removals(question),
        earlier=_turned(question, question.page - 1) if question.page > 1 else "",
        later=_turned(replace(question, text=meant or question.text), question.page + 1)
        if question.page < answer.pages
        else "",
    )


def query_of(question: Question, *, page: int = 1) -> str:
    """What goes behind the address of the search page to ask for this, with its question mark."""
    pairs = [("q", question.text[:LONGEST])] if question.text else []
    pairs += [(name, value) for name, values in question.facets.items() for value in values]
    pairs += [] if question.synonyms else [("synonyms", "0")]
    pairs += [("page", str(page))] if page > 1 else []
    return f"?{urlencode(pairs)}" if pairs else ""


def address_of(query: str) -> str:
    """The address of the search page that asks for this."""
    return f"{reverse('search:index')}{query}"


def _turned(question: Question, page: int) -> str:
    return address_of(query_of(question, page=page))


def _way(question: Question, text: str) -> Way:
    return Way(text, address_of(query_of(replace(question, text=text, page=1))))


def _meanings(question: Question, answer: Answer, language: str) -> list[Way]:
    """What a word of several meanings may mean, each with the same question asked with that said."""
    found = []
    for one in answer.meanings:
        name = one.names.get(language, one.names["da"])
        if one.phase and PHASE in facets():
            narrowed = {**question.facets, PHASE: (one.phase,)}
            found.append(Way(name, address_of(query_of(replace(question, facets=narrowed, page=1)))))
        else:
            text = f"{question.text[: one.start]}{name}{question.text[one.end :]}"
            found.append(Way(name, _way(question, text).address))
    return found


def _removals(question: Question) -> list[Way]:
    """Each value that narrows the answers, with the way to the same question without it."""
    found = []
    for name, (_title, name_of) in facets().items():
        chosen = question.facets.get(name, ())
        for value in chosen:
            left = {**question.facets, name: tuple(one for one in chosen if one != value)}
            kept = {name: values for name, values in left.items() if values}
            found.append(Way(_words(value, name_of), address_of(query_of(replace(question, facets=kept)))))
    return found


def _words(value: str, name_of: Any) -> str:
    """What a value is called; one that nothing is called, as it came."""
    try:
        return str(name_of(value))
    except (KeyError, ValueError):
        return value


def _count(answer: Answer) -> str:
    if not answer.is_whole:
        return _("Answers")
    return ngettext("%(count)s answer", "%(count)s answers", answer.total) % {"count": number(answer.total)}


def _notes(answer: Answer) -> list[str]:
    words = {
        "shortened": _("Your text was long, so we searched for the first %(count)s characters of it.")
        % {"count": number(LONGEST)},
        "unbalanced_quotes": _("A quotation mark is missing, so we searched for the words one by one."),
        "no_words": _("There was no word in what you wrote. Write at least one with letters or figures."),
    }
    return [words[code] for code in answer.warnings if code in words]


def _line(found: Found, language: str) -> Line:
    own = found.shown.language or ("en" if found.hit.key.endswith(ONE_LANGUAGE_KEY) else "da")
    titled = "" if found.shown.title else found.shown.title_language or own
    return Line(
        label=str(found.kind.label),
        title=parts(found.shown.title, ()) or parts(found.hit.title, found.hit.title_spans),
        snippet=_pieces(found, own, language),
        address=found.shown.address,
        facts=found.shown.facts,
        title_language="" if titled == language else titled,
    )


def _pieces(found: Found, own: str, language: str) -> list[Piece]:
    """What is shown of the words, by language: Danish ones first where English ones stand below them."""
    text, spans = found.hit.snippet, found.hit.snippet_spans
    begins = _english_begins(text, found.shown.in_english)
    upper = [span for span in spans if span[1] <= begins]
    lower = [Span(start - begins, end - begins) for start, end in spans if start >= begins]
    told = ((own, parts(text[:begins], upper)), ("en", parts(text[begins:], lower)))
    return [Piece("" if one == language else one, said) for one, said in told if said]


def _english_begins(text: str, english: str) -> int:
    """Where the English words begin in a piece of a text that ends with them; at its end where it has none of them."""
    if english and text in english:
        return 0
    lines = (place + 1 for place, sign in enumerate(text) if sign == "\n")
    return next((place for place in lines if english and english.startswith(text[place:])), len(text))


def parts(text: str, spans: Sequence[Span]) -> list[Part]:
    """The text in pieces, those within the spans marked; spans may overlap and come in any order."""
    found, place = [], 0
    for start, end in sorted(spans):
        if start > place:
            found.append(Part(text[place:start], is_marked=False))
        if end > place:
            found.append(Part(text[max(start, place) : end], is_marked=True))
            place = end
    rest = text[place:]
    return [*found, Part(rest, is_marked=False)] if rest else found


def _facets(question: Question, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """Facets that can narrow something, or that do; where there is one value only, there is nothing to choose."""
    found = []
    for name, (title, name_of) in facets().items():
        chosen = question.facets.get(name, ())
        given = {**dict.fromkeys(chosen, 0), **counts.get(name, {})}
        if chosen or len(given) > 1:
            values = sorted((_value(name, one, count, chosen, name_of) for one, count in given.items()), key=_most)
            first = max(FIRST_VALUES, len(chosen))
            found.append(
                Facet(name, str(title), [one[2] for one in values[:first]], [one[2] for one in values[first:]])
            )
    return found


def _value(name: str, value: str, count: int, chosen: Sequence[str], name_of: Any) -> tuple[int, str, Value]:
    words = _words(value, name_of)
    return count, words, Value(f"{name}-{value}", value, words, number(count), value in chosen)


def _most(one: tuple[int, str, Value]) -> tuple[bool, int, str]:
    count, words, value = one
    return not value.is_chosen, -count, words.casefold()
