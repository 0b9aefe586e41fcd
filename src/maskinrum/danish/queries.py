"""What somebody typed into the search box, taken apart."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from maskinrum.danish.tokens import tokenise

T = TypeVar("T")
LONGEST = 1000
SHORTENED, UNBALANCED, NO_WORDS = "shortened", "unbalanced_quotes", "no_words"
PART = re.compile(
    r"""(?P<minus>(?<!\S)[-\u2212](?=[^\W_]|"))?
        (?:(?P<field>[^\W\d_]+):(?=\S))?
        (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))
        |(?P<quote>")""",
    re.VERBOSE,
)
QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'))
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Query:
    """Words wanted, in their order; phrases that must stand together; what must not be there; values of fields.

    What must not be there is words, or *field:value* as it was typed, which means a value or two words.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def parse_query(text: str, fields: Collection[str] = ()) -> Query:
    """Take apart what was typed; what makes no sense is read as words, and a warning tells of it.

    ``-word`` and ``-"two words"`` are unwanted, ``field:value`` filters when the field is one of ``fields``.
    """
    warnings = [SHORTENED] if len(text) > LONGEST else []
    clean = _clean(text)
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    filters: list[tuple[str, str]] = []
    for part in PART.finditer(clean):
        if part["quote"]:
            warnings.append(UNBALANCED)
            continue
        value = part["phrase"] if part["phrase"] is not None else part["word"]
        field = (part["field"] or "").lower()
        if part["minus"]:
            excluded.append(f"{field}:{value}" if field else value)
        elif field in fields:
            filters.append((field, value))
        elif _is_phrase(part):
            phrases.append(value)
            words.append(part["field"] or "")
        else:
            words.append(f"{part['field'] or ''} {value}".strip())
    wanted = " ".join(word for word in words if word)
    said = bool(tokenise(" ".join([wanted, *phrases, *excluded])))
    if text.strip() and not said and not filters:
        warnings.append(NO_WORDS)
    kept = tuple(one for one in excluded if tokenise(one))
    return Query(wanted, tuple(phrases), kept, tuple(filters), tuple(dict.fromkeys(warnings)))


def reworded(text: str, better: Mapping[str, str]) -> str:
    """What was typed with other words for those that are wanted; phrases and what is unwanted stay as they are.

    ``better`` is asked by the words as ``tokenise`` reads them. A quotation mark that has no other is left out.
    """
    clean = _clean(text)
    pieces, place = [], 0
    for part in PART.finditer(clean):
        if part["quote"]:
            pieces.append(clean[place : part.start()])
            place = part.end()
        if part["quote"] or part["minus"] or _is_phrase(part):
            continue
        first = part.start("word" if part["phrase"] is None else "phrase")
        for token in tokenise(part["word"] or part["phrase"] or ""):
            start, end = first + token.start, first + token.end
            pieces += [clean[place:start], better.get(token.text, clean[start:end])]
            place = end
    return " ".join("".join([*pieces, clean[place:]]).split())


def word_by_word(text: str) -> str:
    """What was typed with the words of its wanted phrases each for itself, or nothing where it has none."""
    clean = _clean(text)
    pieces, place = [], 0
    for part in PART.finditer(clean):
        if _is_phrase(part) and not part["minus"]:
            pieces.append(f"{clean[place : part.start()]} {part['field'] or ''} {part['phrase']} ")
            place = part.end()
    return reworded("".join([*pieces, clean[place:]]), {}) if pieces else ""


def begun_word(text: str) -> tuple[str, str]:
    """What stands before the last word, and that word: nothing where a phrase or something unwanted stands last."""
    clean = _clean(text)
    parts = list(PART.finditer(clean))
    last = parts[-1] if parts else None
    if last is None or not last["word"] or last["minus"] or last["field"]:
        return text, ""
    return reworded(clean[: last.start()], {}), last["word"]


def _clean(text: str) -> str:
    """As much of it as is read, letter for letter where it stood."""
    return CONTROLS.sub(" ", text[:LONGEST]).translate(QUOTES)


def _is_phrase(part: re.Match[str]) -> bool:
    return part["phrase"] is not None and len(tokenise(part["phrase"])) > 1


def without_filters(text: str, read: "Callable[[str, str], T | None]") -> "tuple[str, list[T]]":
    """Take out of what was typed each ``field:value`` of which ``read`` makes something; the rest stays as it is."""
    clean = text.translate(QUOTES)
    rest, found, place = [], [], 0
    for part in PART.finditer(clean):
        value = part["phrase"] if part["phrase"] is not None else part["word"]
        if not part["field"] or part["minus"] or (one := read(part["field"], value)) is None:
            continue
        found.append(one)
        rest.append(text[place : part.start()])
        place = part.end()
    return ("".join([*rest, text[place:]]) if found else text), found


def with_unwanted(text: str, read: "Callable[[str, str], str | None]") -> str:
    """What was typed with what ``read`` makes of each unwanted ``-field:value``; the rest stays as it is."""
    pieces, place = [], 0
    for part in PART.finditer(_clean(text)):
        value = part["phrase"] if part["phrase"] is not None else part["word"]
        if part["minus"] and part["field"] and (one := read(part["field"], value)) is not None:
            pieces += [text[place : part.start()], f"-{one}"]
            place = part.end()
    return "".join([*pieces, text[place:]])
