"""Keep each app's Danish catalogue in step with its source texts, without GNU gettext.

Every app has its own ``locale/da/LC_MESSAGES/django.po`` (edited by people) and ``django.mo`` (made from it). Both are
committed, hold nothing that depends on the day or the machine, and are compared byte by byte by the check.

``catalogue.py``                 updates all catalogues: new texts come in empty, unused ones go, translations stay
``catalogue.py --merge F.json``  the same, and fills empty translations from {source: Danish}; for a plural "one|many":
                                 [one, many]; a text with context is written "context\\u0004source"
``catalogue.py --check``         changes nothing; lists what is stale, missing, fuzzy or has other placeholders
"""

import argparse
import ast
import io
import json
import re
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src"
PACKAGE = SOURCE / "maskinrum"
LANGUAGE = "da"
PLURALS = "nplurals=2; plural=(n != 1);"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], None),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
# English quotes “so” and Danish »so«; a page with the marks of the other looks translated by halves.
FOREIGN_QUOTES = {"English": re.compile("[»«]"), "Danish": re.compile("[“”„]")}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = f"""\
# Danish texts of maskinrum.{{app}}. Updated by "make messages"; write the translations here.
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURALS}\\n"

"""

Key = tuple[str, str | None]
Translation = str | tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    """Update or check all catalogues. Returns 1 when the check found something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--merge", type=Path, action="append", default=[], metavar="FILE.json")
    options = parser.parse_args(arguments)
    if options.check:
        problems = find_problems()
        print("\n".join([*problems, f"{len(problems)} problems" if problems else "The catalogues are complete."]))
        return 1 if problems else 0
    update(dict(offer for file in options.merge for offer in read_offers(file)))
    return 0


def update(offers: dict[Key, Translation]) -> None:
    """Write every catalogue anew, filling empty translations from ``offers`` and then from the other apps."""
    stored = {app: read_catalogue(app) for app in apps()}
    memory = {key: text for catalogue in stored.values() for key, text in catalogue.items() if is_filled(text)}
    for app, before in stored.items():
        catalogue = merged(app, [before, offers, memory])
        write(app, catalogue)
        report(app, catalogue, before)
    known = {key for app in stored for key in map(key_of, texts_of(app))}
    for key in sorted(offers.keys() - known, key=str):
        print(f"not used anywhere: {key[0]!r}")


def find_problems() -> list[str]:
    """Every reason why the catalogues are not complete; empty when all is well."""
    problems = []
    danish: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for app in apps():
        catalogue = merged(app, [read_catalogue(app)])
        problems += [f"{app}: {problem}" for message in catalogue for problem in problems_of(message)]
        problems += [f"{app}: {file.name} is stale; run make messages" for file in stale_files(app, catalogue)]
        for message in filter(lambda each: each.id, catalogue):
            other, text = danish.setdefault(key_of(message), (app, as_tuple(message.string)))
            if text != as_tuple(message.string):
                problems.append(f"{app}: {message.id!r} is translated otherwise than in {other}; use pgettext")
    problems += [
        f"{text!r} is used with and without a plural: older Pythons find only one"
        for text in in_two_forms(used_texts())
    ]
    return problems


def used_texts() -> set[tuple[tuple[str, ...], str | None]]:
    """Every text of ours in all its forms, with its context."""
    return {(as_tuple(text), context) for app in apps() for file in files_of(app) for text, context in texts_in(file)}


def in_two_forms(used: Iterable[tuple[tuple[str, ...], str | None]]) -> list[str]:
    """The texts that are asked for both by themselves and as the singular of two, which share a key."""
    keys = Counter((forms[0], context) for forms, context in used)
    return sorted(text for (text, _context), times in keys.items() if times > 1)


def problems_of(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    if not message.id:
        return
    sources = as_tuple(message.id)
    if any(map(FOREIGN_QUOTES["English"].search, sources)):
        yield f"Danish quotation marks in the English {sources[0]!r}"
    if not is_filled(message.string):
        yield f"no Danish for {sources[0]!r}"
        return
    if any(map(FOREIGN_QUOTES["Danish"].search, as_tuple(message.string))):
        yield f"English quotation marks in the Danish for {sources[0]!r}"
    for text in as_tuple(message.string):
        if placeholders([text]) - placeholders(sources) or (
            len(sources) == 1 and placeholders(sources) != placeholders([text])
        ):
            yield f"other placeholders in the Danish for {sources[0]!r}"
        if text.strip() != text and sources[0].strip() == sources[0]:
            yield f"blanks around the Danish for {sources[0]!r}"


def placeholders(texts: Iterable[str]) -> set[str]:
    """The named and nameless placeholders of some texts, for example ``%(count)s`` and ``{name}``."""
    return {match for text in texts for match in PLACEHOLDER.findall(text)}


def apps() -> list[str]:
    """The packages of ours that have texts to translate."""
    folders = sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))
    return [name for name in folders if catalogue_file(name).exists() or texts_of(name)]


def texts_of(app: str) -> list[Message]:
    """Every translatable text of one app, each with the files it is used in."""
    found = Catalog()
    for file in files_of(app):
        for text, context in texts_in(file):
            found.add(text, locations=[(str(file.relative_to(SOURCE)), 0)], context=context)
    return [message for message in found if message.id]


def files_of(app: str) -> list[Path]:
    """Everything of one app, in a fixed order."""
    return sorted((PACKAGE / app).rglob("*"))


def texts_in(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of one Python file or template, with their contexts."""
    if file.suffix == ".py" and "migrations" not in file.parts:
        yield from texts_in_python(file.read_text(encoding="utf-8"))
    elif "templates" in file.parts and file.suffix in {".html", ".txt", ".svg", ".xml"}:
        yield from texts_in_template(file.read_text(encoding="utf-8"), str(file))


def texts_in_python(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a Python source. The syntax tree is read, because tokens hide what stands in an f-string."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in KEYWORDS and words:
            has_context, forms = "pgettext" in name, 2 if name.startswith("n") else 1
            texts = words[int(has_context) :][:forms]
            yield (tuple(texts) if forms == 2 else texts[0]), (words[0] if has_context else None)


def texts_in_template(source: str, origin: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a template, by way of Django's own translation of it to something like Python."""
    if not settings.configured:
        settings.configure()
    # What is left of a template is no indented Python.
    lines = "\n".join(line.lstrip() for line in templatize(source, origin=origin).splitlines())
    for _line, text, _comments, context in extract("python", io.BytesIO(lines.encode()), keywords=KEYWORDS):
        yield text, context


def key_of(message: Message) -> Key:
    """What a text is looked up by: its (singular) source and its context."""
    return as_tuple(message.id)[0], message.context


def as_tuple(texts: Translation | list[str] | None) -> tuple[str, ...]:
    """All forms of a text: one, or singular and plural."""
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def is_filled(texts: Translation | list[str] | None) -> bool:
    """True when no form is empty."""
    return bool(texts) and all(as_tuple(texts))


def catalogue_file(app: str) -> Path:
    return PACKAGE / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read_catalogue(app: str) -> dict[Key, Translation]:
    """The translations people have written for one app. A fuzzy one is kept out: it has to be written anew."""
    if not catalogue_file(app).exists():
        return {}
    catalogue = read_po(io.BytesIO(catalogue_file(app).read_bytes()), locale=LANGUAGE)
    return {key_of(message): as_tuple(message.string) for message in catalogue if message.id and not message.fuzzy}


def read_offers(file: Path) -> Iterator[tuple[Key, Translation]]:
    """Translations from a JSON object, see the top of this file."""
    for source, danish in json.loads(file.read_text(encoding="utf-8")).items():
        context, _, text = source.rpartition("\x04")
        if isinstance(danish, str):
            yield (text, context or None), danish
        else:
            yield (text.partition("|")[0], context or None), tuple(danish)


def merged(app: str, sources: list[dict[Key, Translation]]) -> Catalog:
    """The texts of an app, each with the first filled translation found in ``sources`` of as many forms."""
    catalogue = Catalog(locale=LANGUAGE)
    for message in texts_of(app):
        forms = len(as_tuple(message.id))
        found = (source.get(key_of(message), "") for source in sources)
        fitting = [text for text in found if is_filled(text) and len(as_tuple(text)) == forms]
        danish = as_tuple(fitting[0]) if fitting else ("",)
        catalogue.add(
            message.id, danish[0] if forms == 1 else danish, locations=message.locations, context=message.context
        )
    return catalogue


def write(app: str, catalogue: Catalog) -> None:
    """Write both files of one app."""
    for file, content in contents(app, catalogue).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def stale_files(app: str, catalogue: Catalog) -> list[Path]:
    """The files that do not hold what they should."""
    wanted = contents(app, catalogue)
    return [file for file, content in wanted.items() if not file.exists() or file.read_bytes() != content]


def contents(app: str, catalogue: Catalog) -> dict[Path, bytes]:
    """What the two files of one app should hold."""
    body = io.BytesIO()
    write_po(body, catalogue, width=118, sort_output=True, omit_header=True, include_lineno=False)
    file = catalogue_file(app)
    return {file: HEADER.format(app=app).encode() + body.getvalue(), file.with_suffix(".mo"): compiled(catalogue)}


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in GNU's binary form: a table of sorted sources, a table of translations, the texts."""
    pairs = {b"": f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {PLURALS}\n".encode()}
    for message in catalogue:
        if message.id and is_filled(message.string):
            context = f"{message.context}\x04" if message.context else ""
            source = context + "\x00".join(as_tuple(message.id))
            pairs[source.encode()] = "\x00".join(as_tuple(message.string)).encode()
    rows = sorted(pairs.items())
    start = 28 + 16 * len(rows)
    tables, texts = b"", b""
    for column in (0, 1):
        for row in rows:
            tables += struct.pack("<II", len(row[column]), start + len(texts))
            texts += row[column] + b"\x00"
    header = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 28 + 16 * len(rows))
    return header + tables + texts


def report(app: str, catalogue: Catalog, before: dict[Key, Translation]) -> None:
    """Tell what is missing and what went."""
    texts = [message for message in catalogue if message.id]
    empty = [message for message in texts if not is_filled(message.string)]
    print(f"{app}: {len(texts)} texts, {len(empty)} without Danish")
    for message in empty:
        print(f"  missing: {as_tuple(message.id)[0]!r}")
    for key in before.keys() - {key_of(message) for message in texts}:
        print(f"  gone: {key[0]!r} = {before[key]!r}")


if __name__ == "__main__":
    sys.exit(main())
