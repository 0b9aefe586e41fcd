"""One visit to every stop: what its page shows is made once, and all that the walks judge is asked for there.

Making takes longer than asking. A new rule for every address is a function here, which asks and returns what it was
told, and a test that ``judges`` it. A rule is asked for only where a test of it runs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, TypeVar, cast
from urllib.parse import quote_from_bytes, urljoin
from uuid import UUID, uuid4

import lxml.html
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from maskinrum.organisations.models import AuditEvent
from tests.conftest import asked_during
from tests.house.stops import MANAGERS, STOPS
from tests.house.walk import KINDS, OWN, SHARED, Answer, Stop, World, answer_of, leaks
from tests.measuring import not_measured

T = TypeVar("T")

WRITE = re.compile(r'^(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "([a-z_]+)"')

NO_TEXT = b"=\x00\r\n\xff\xed\xa0\x80"
"""A formula, a NUL, the end of a header, a byte that is no UTF-8, and half of a pair of surrogates."""

METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "MASKINRUM")

# Each way: the method, the language of the address, the headers.
WAYS: dict[str, tuple[str, str, dict[str, str]]] = {
    "in English": ("GET", "en", {}),
    "for its head": ("HEAD", "da", {}),
    "for what it allows": ("OPTIONS", "da", {}),
    "for a part": ("GET", "da", {"HX-Request": "true"}),
}

LET_OFF = {"foelger/stop/<str:token>/": "network:stop_digests"}
"""Mail programs post here without a page of ours (RFC 8058): a signed token is asked for, and all it can do is stop."""

HEADERS: tuple[dict[str, str], ...] = ({}, {"HX-Request": "true"}, {"X-HTTP-Method-Override": "GET"})

STRANGE = ("", "\x00", "NaN", "-1", "9" * 400, "1e999", "[]", '{"a": null}', "../../x", "2026-02-30", "=1+1", "on")
DRAWS = 6
DRAWN = {
    *(f"booklets:{page}" for page in ("booklet", "new", "edit", "parts", "text", "change_text", "sharing")),
    *(f"decisions:{page}" for page in ("analyses", "analysis", "exploration", "outcomes", "remove_analysis")),
}
"""Pages with forms that are asked with whatever comes."""

NAMES = {"key", "other", "slug", "token", "mark"}
BY_CHANCE = re.compile(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken[^:]*: ?)"[^"]+"')
UNALIKE = {"Content-Length", "Expires"}


@contextmanager
def untouched_afterwards() -> Iterator[None]:
    """Take back what one viewer changes, so that the next finds what the first found."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Write:
    """One command that writes: how it begins, the table, and whether a row was written or taken away."""

    sql: str
    table: str
    touched: bool


@contextmanager
def writes() -> Iterator[list[Write]]:
    """What is written to the database meanwhile."""
    found: list[Write] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            written = WRITE.match(sql)
            found.append(Write(sql[:80], written[1] if written else "", bool(context["cursor"].rowcount)))
        return done

    with connection.execute_wrapper(watch):
        yield found


@dataclass(frozen=True)
class Place:
    """A stop of which has been made what its page shows."""

    world: World
    stop: Stop
    arguments: dict[str, Any]
    address: str
    turn: int
    is_quick: bool

    @property
    def is_first(self) -> bool:
        """Whether no stop before it has the same name."""
        return self.stop.name not in {stop.name for stop in STOPS[: self.turn]}

    @property
    def kinds(self) -> Sequence[str]:
        """As whom to ask: everybody; in a quick run the telling ones, and on PostgreSQL one who is let in."""
        if not self.is_quick:
            return KINDS
        if connection.vendor == "postgresql":
            return [self.stop.first_let_in()]
        return self.stop.telling_kinds(self.turn)

    def data(self) -> dict[str, Any]:
        """What is sent along, made anew: a file is read once."""
        return dict(self.stop.data(self.world))

    def manager(self) -> Client:
        """A browser of somebody who may do most, which shows an error of ours as a page."""
        browser = self.world.browser("manager")
        browser.raise_request_exception = False
        return browser


class Walk:
    """What was told at each stop, by rule. A stop is visited when its first rule is judged, and never again."""

    def __init__(
        self, world: World, rules: Iterable[Callable[[Place], Any]], turns: Iterable[int], *, is_quick: bool
    ) -> None:
        self._world, self._rules, self._turns, self._is_quick = world, list(rules), list(turns), is_quick
        self._told: dict[int, dict[Callable[[Place], Any], Any]] = {}

    def at(self, turn: int, rule: Callable[[Place], T]) -> T:
        """What a rule was told at one stop."""
        if turn not in self._told:
            self._told[turn] = self._visit(turn)
        return cast("T", self._told[turn][rule])

    def all(self, rule: Callable[[Place], T | None]) -> Iterator[tuple[str, T]]:
        """Yield what a rule was told at every stop of the walk that it asks at, with the name of the stop."""
        for turn in self._turns:
            told = self.at(turn, rule)
            if told is not None:
                yield f"{STOPS[turn]} {turn}", told

    def _visit(self, turn: int) -> dict[Callable[[Place], Any], Any]:
        world, stop = deepcopy(self._world), STOPS[turn]
        with untouched_afterwards():
            with not_measured():
                arguments = dict(stop.arguments(world))
            place = Place(world, stop, arguments, reverse(stop.name, kwargs=arguments), turn, self._is_quick)
            told = {}
            for rule in self._rules:
                with untouched_afterwards(), nullcontext() if rule is answers else not_measured():
                    told[rule] = rule(place)
        return told


@dataclass(frozen=True)
class Told:
    """What one viewer was told and what the visit wrote.

    ``leaked``: the secrets that this kind may not know; ``shown``: all of them; ``logged``: lines of the audit log.
    """

    answer: Answer | int
    leaked: set[str]
    shown: set[str]
    written: list[Write]
    logged: int


@dataclass(frozen=True)
class Answers:
    """What each kind of viewer was told at a stop; ``secrets``: those that its page is made of."""

    stop: Stop
    told: dict[str, Told]
    secrets: set[str]


def answers(place: Place) -> Answers:
    """Ask as every kind of viewer; in a quick run as some of them. Coverage is measured of the first let in."""
    told, measured = {}, place.stop.first_let_in()
    for kind in place.kinds:
        with untouched_afterwards(), nullcontext() if kind == measured else not_measured():
            ask = partial(getattr(place.world.browser(kind), place.stop.method), place.address, place.data())
            before = AuditEvent.objects.count()
            with writes() as written:
                response = ask()
            shown = leaks(response, place.world.secrets)
            logged = AuditEvent.objects.count() - before
            told[kind] = Told(answer_of(response), shown & place.world.hidden_from(kind), shown, written, logged)
    return Answers(place.stop, told, set(place.world.secrets))


def other_ways(place: Place) -> dict[str, tuple[int, set[str]]] | None:
    """Ask as an outsider in every other way for what is closed to outsiders: the status, and what leaked."""
    if place.stop.gets not in {SHARED, OWN, MANAGERS} or place.stop.method != "get":
        return None
    found = {}
    for way, (method, language, headers) in WAYS.items():
        with untouched_afterwards(), override(language):
            address = reverse(place.stop.name, kwargs=place.arguments)
            answer: Any = place.world.browser("outsider").generic(method, address, headers=headers)
            found[way] = (answer.status_code, leaks(answer, place.world.secrets))
    return found


def other_methods(place: Place) -> dict[str, tuple[int, list[Write], bool]] | None:
    """Ask by every other method, once for each name: the status, what was written, and whether a page came along."""
    if not place.is_first:
        return None
    browser, found = place.manager(), {}
    for method in METHODS:
        with writes() as written:
            answer: HttpResponse | StreamingHttpResponse = browser.generic(method, place.address)  # type: ignore[assignment]
        found[method] = (answer.status_code, written, not answer.streaming and bool(answer.content))
    return found


def without_token(place: Place) -> list[int] | None:
    """Send a form without its token, with each set of headers: the status of each."""
    if place.stop.method != "post" or place.stop.name in LET_OFF.values():
        return None
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = place.manager().cookies
    return [browser.post(place.address, place.data(), headers=headers).status_code for headers in HEADERS]


def bytes_that_are_no_text(place: Place) -> dict[str, int] | None:
    """Send them as query and form, and once for each name as part of the address and body: the status of each.

    What an address leads to nowhere and a body cannot be read of is the same whatever the page would have shown. A
    quick run asks once for each name.
    """
    if place.is_quick and not place.is_first:
        return None
    browser, bad = place.manager(), quote_from_bytes(NO_TEXT)
    form = "&".join(f"{name}={bad}" for name in [*place.data(), "q", "page", "next", "sort"])
    asked = {
        "query": browser.generic("GET", place.address, QUERY_STRING=form),
        "form": browser.generic("POST", place.address, form, "application/x-www-form-urlencoded"),
    }
    if place.is_first:
        asked |= {
            "path": browser.get(f"{place.address.rstrip('/')}{bad}/"),
            "body": browser.generic("POST", place.address, NO_TEXT * 9, "multipart/form-data; boundary=\xff"),
        }
    return {way: answer.status_code for way, answer in asked.items()}


def forms_by_lot(place: Place) -> dict[str, int] | None:
    """Send what the forms of a page hold, each field one of its own values or a strange one: the status of each."""
    stop = place.stop
    if stop.method != "get" or stop.name not in DRAWN or stop.gets.manager is not Answer.OK:
        return None
    browser, drawn, found = place.manager(), Random(place.turn), {}  # noqa: S311 - the same each time
    for action, fields in posted_forms(browser.get(place.address).content.decode()):
        for _ in range(1 if place.is_quick else DRAWS):
            data = {name: drawn.choice([*values, *STRANGE]) for name, values in fields.items()}
            with untouched_afterwards():
                found[f"{action} {data}"] = browser.post(urljoin(place.address, action), data).status_code
    return found


def posted_forms(page: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the forms of a page that change something: where each is sent, and what its fields can hold."""
    for form in lxml.html.fromstring(page).forms:
        if form.method == "POST":
            names = sorted({one.name for one in form.inputs if one.name and one.name != "csrfmiddlewaretoken"})
            yield form.action or "", {name: values_of(form, name) for name in names}


def values_of(form: Any, name: str) -> list[str]:
    """What the fields of this name can hold, also what nobody chose."""
    found = [one for one in form.inputs if one.name == name]
    return [value or "" for one in found for value in getattr(one, "value_options", [one.get("value")])]


def there_and_elsewhere(place: Place) -> list[tuple[tuple[object, ...], int]] | None:
    """Ask as an outsider for what is somebody else's, and for what is not there: each answer, and how many queries.

    Where these differ it is asked again: a session is noted now and then, whatever is asked for.
    """
    gets, kind = place.stop.gets, "outsider"
    others = {gets.to(other) for other in ("manager", "secretariat", "guest")}
    nowhere = elsewhere(place.arguments)
    if gets.to(kind) is not Answer.MISSING or others == {Answer.MISSING} or nowhere == place.arguments:
        return None
    ask, data = getattr(place.world.browser(kind), place.stop.method), place.data()
    found = _asked_at(place, ask, data, nowhere)
    return found if found[0] == found[1] else _asked_at(place, ask, data, nowhere)


def _asked_at(
    place: Place, ask: Callable[..., HttpResponse], data: dict[str, Any], nowhere: dict[str, Any]
) -> list[tuple[tuple[object, ...], int]]:
    found = []
    for arguments in (place.arguments, nowhere):
        address = reverse(place.stop.name, kwargs=arguments)
        with untouched_afterwards():
            answer, asked = asked_during(partial(ask, address, data))
        found.append((all_told(answer, address), len(asked)))
    return found


def elsewhere(arguments: dict[str, Any]) -> dict[str, Any]:
    """The same address of something that is not there."""
    return {name: uuid4() if isinstance(value, UUID) else absent(name, value) for name, value in arguments.items()}


def absent(name: str, value: Any) -> Any:
    """Something of the same length that is not there."""
    return "x" * len(str(value)) if name in NAMES else value


def all_told(answer: HttpResponse, address: str) -> tuple[object, ...]:
    """All that an answer tells, but for the address and what is drawn by lot."""
    page = BY_CHANCE.sub(r"\1", answer.content.decode(errors="replace")).replace(address, "ADDRESS")
    headers = {name: value for name, value in answer.headers.items() if name not in UNALIKE}
    return answer.status_code, headers, sorted(answer.cookies), page
