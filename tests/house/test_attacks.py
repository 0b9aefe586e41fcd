"""What holds against attackers at every address alike: tokens, looking that changes nothing, bytes that are no text."""

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.sources import PACKAGE, python_files, tree_of
from tests.house.stops import STOPS
from tests.house.test_access_walk import peopled, untouched_afterwards, world
from tests.house.walk import World

__all__ = ["peopled", "world"]

LET_OFF = {"foelger/stop/<str:token>/": "network:stop_digests"}
"""Mail programs post here without a page of ours (RFC 8058): a signed token is asked for, and all it can do is stop."""

WRITERS = {"csv", "openpyxl", "xlsxwriter", "xlwt"}

NO_TEXT = b"=\x00\r\n\xff\xed\xa0\x80"
"""A formula, a NUL, the end of a header, a byte that is no UTF-8, and half of a pair of surrogates."""

OWN_TRACES = re.compile(
    r'"(django_session|usersessions_usersession|cache_entry)"|INSERT INTO "organisations_auditevent"'
)
"""What a visit may write: the session itself, the counts of the limits, and that somebody read a mail of the outbox."""


def callbacks(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every address and the view behind it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from callbacks(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern.callback


def test_no_view_is_let_off_the_token_that_every_form_carries() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    everything = dict(callbacks(get_resolver().url_patterns))
    assert len(everything) > 100
    assert [address for address, view in everything.items() if getattr(view, "csrf_exempt", False)] == [*LET_OFF]


@pytest.mark.either_database
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"X-HTTP-Method-Override": "GET"}], ids=str)
def test_a_change_without_its_token_is_refused_however_it_is_sent(headers: Mapping[str, str], world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["manager"])  # type: ignore[arg-type]
    answers = {str(stop): 0 for stop in STOPS if stop.method == "post" and stop.name not in LET_OFF.values()}
    for stop in STOPS:
        if str(stop) in answers:
            with untouched_afterwards():
                address = stop.address(world)
                answers[str(stop)] = browser.post(address, dict(stop.data(world)), headers=headers).status_code
    assert {name: status for name, status in answers.items() if status != 403} == {}


@contextmanager
def written() -> Iterator[list[str]]:
    """The tables that are written to meanwhile."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not OWN_TRACES.search(sql):
            found.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


@pytest.mark.either_database
def test_looking_changes_nothing(world: World) -> None:
    browsers = {kind: Client() for kind in ("manager", "secretariat")}
    for kind, browser in browsers.items():
        browser.force_login(world.people[kind])  # type: ignore[arg-type]
        browser.get("/")  # notes the session
    changed = {}
    for stop in STOPS:
        if stop.method == "get":
            with untouched_afterwards():
                address, data = stop.address(world), dict(stop.data(world))
                for kind, browser in browsers.items():
                    with written() as tables:
                        browser.get(address, data)
                    changed[f"{kind} {stop}"] = tables
    assert {name: tables for name, tables in changed.items() if tables} == {}


@pytest.mark.thorough("postgresql")
def test_bytes_that_are_no_text_break_no_address(world: World) -> None:
    browser = Client()
    browser.force_login(world.people["manager"])  # type: ignore[arg-type]
    browser.raise_request_exception = False
    bad = quote_from_bytes(NO_TEXT)
    broken: dict[str, int] = {}
    for stop in STOPS:
        with untouched_afterwards():
            address = stop.address(world)
            names = [*stop.data(world), "q", "page", "next", "sort"]
            form = "&".join(f"{name}={bad}" for name in names)
            asked = {
                "query": browser.generic("GET", address, QUERY_STRING=form),
                "form": browser.generic("POST", address, form, "application/x-www-form-urlencoded"),
                "path": browser.get(f"{address.rstrip('/')}{bad}/"),
                "body": browser.generic("POST", address, NO_TEXT * 9, "multipart/form-data; boundary=\xff"),
            }
        broken |= {f"{way} {stop}": one.status_code for way, one in asked.items() if one.status_code >= 500}
    assert broken == {}


def test_one_place_alone_writes_csv_and_workbooks() -> None:
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and WRITERS & {(getattr(node, "module", None) or one.name).partition(".")[0] for one in node.names}
    }
    assert found == {"shared/domain.py", "shared/tables/writing.py"}  # the former reads tables that ship
