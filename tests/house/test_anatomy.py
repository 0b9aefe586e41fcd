"""Where things stand, what they are called, and how long they may be."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, name_of, python_files, repository_files, tree_of

# The names of architecture.md, then those with a decision record (docs/decisions/0001).
IN_AN_APP = {
    *("urls", "views", "api", "admin", "management", "forms", "reports", "feeds", "actions", "analysis", "indexing"),
    *("queries", "permissions", "models", "enums", "phrases", "migrations", "__init__"),
    *("apps", "context_processors", "facts", "middleware", "sign_in", "templatetags"),
    "index",  # of search: the pure part (docs/decisions/0030)
    "sessions",  # where the framework looks for them (docs/decisions/0108)
}
IN_THE_WIRING = {"checkup", "console", "demo", "environment", "formats", "serving", "settings", "supervisor", "wsgi"}
# Below the apps stand libraries that name their files by what they hold.
LIBRARIES = {"engine", "danish", "deadlines", "shared", "domain"}
REFUSED = re.compile(r"(^|_)(utils?|helpers?|base|managers?|mixins?|common|misc)(_|$)")
# A file of data or a third party's name for an argument is not ours to rename.
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
WRITES = {
    *("create", "acreate", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "save", "delete"),
    *("update",),
}
# What saves pictures and PDFs to memory knows no database (docs/decisions/0041).
MAY_WRITE = re.compile(r"(^|/)(actions(/\w+)?|migrations/\w+|shared/foreign/\w+)\.py$")


def test_an_app_has_only_files_of_known_names() -> None:
    apps = {path.parent for path in PACKAGE.glob("*/apps.py")} - {PACKAGE / name for name in LIBRARIES}
    unknown = [
        name_of(path)
        for app in apps
        for path in app.iterdir()
        if (path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py"))))
        and path.stem not in IN_AN_APP | (IN_THE_WIRING if app.name == "config" else set())
    ]
    assert unknown == []


def test_nothing_is_named_after_having_no_place() -> None:
    names = {path.stem for path in python_files()} | {path.parent.name for path in python_files()}
    assert [name for name in names if REFUSED.search(name)] == []


def test_no_file_is_too_long_to_read() -> None:
    lines = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def functions(file: Path) -> list[ast.FunctionDef]:
    """Every function of a file, methods and nested ones too."""
    return [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)]


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{name_of(file)}: {node.name}"
        for file in python_files()
        for node in functions(file)
        if (node.end_lineno or 0) - node.body[0].lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_every_public_function_says_what_it_does() -> None:
    silent = [
        f"{name_of(file)}: {node.name}"
        for file in python_files()
        for node in tree_of(file).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and file.stem not in {"apps", "__main__"}
    ]
    assert silent == []


def is_view(file: Path) -> bool:
    """Whether a file holds views."""
    return "views" in {file.stem, file.parent.name}


def test_a_view_is_a_plain_function() -> None:
    classes = [
        f"{name_of(file)}: {node.name}"
        for file in filter(is_view, python_files())
        for node in tree_of(file).body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(parent).endswith("View") for parent in node.bases)
    ]
    assert classes == []


def written_in(tree: ast.AST) -> list[tuple[int, str]]:
    """The calls that look like writes to the database, with their lines.

    ``x.update(…)`` counts when ``x`` is a queryset: named arguments, on something that was filtered or on a manager.
    ``x.create(…)`` and the like always count; so does ``save`` and ``delete`` without the look of a mapping.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [(call.lineno, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute) and is_write(call)]


def is_write(call: ast.Call) -> bool:
    """Whether one call looks like a write."""
    assert isinstance(call.func, ast.Attribute)
    verb, target = call.func.attr, ast.unparse(call.func.value)
    if verb == "update":
        return bool(call.keywords) and bool(re.search(r"\.objects\b|\.filter\(|\.exclude\(|\.all\(", target))
    return verb in WRITES


def test_only_actions_write() -> None:
    writes = [
        f"{name_of(file)}:{line}: .{verb}()"
        for file in python_files()
        if not MAY_WRITE.search(name_of(file))
        for line, verb in written_in(tree_of(file))
    ]
    assert writes == []


@pytest.mark.parametrize(
    "source",
    ["person.save()", "Person.objects.create(name='x')", "Grant.objects.filter(a=1).update(b=2)", "rows.delete()"],
)
def test_a_write_is_recognised(source: str) -> None:
    assert len(written_in(ast.parse(source))) == 1


@pytest.mark.parametrize("source", ["seen.update(other)", "words.update(count=3)", "create(person)"])
def test_what_only_looks_like_a_write_is_let_be(source: str) -> None:
    assert written_in(ast.parse(source)) == []


def test_the_shipped_data_is_read_in_one_place() -> None:
    readers = [
        name_of(file)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and node.value == "maskinrum.domain"
    ]
    assert set(readers) == {"src/maskinrum/shared/domain.py"}


def test_no_place_of_a_developers_machine_is_named() -> None:
    place = re.compile(r"(?<![\w.:])/(?:work|root|home/\w+|Users/\w+)/\w")
    named = [
        f"{name_of(file)}: {found.group()}"
        for file in repository_files()
        for found in place.finditer(file.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []
