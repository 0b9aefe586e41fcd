"""The outsider walk: what every address answers to every kind of viewer, and whether it gives away a secret.

``stops.py`` lists the addresses. A stop names its URL, how to build it and what each viewer gets; whoever writes a page
adds one. Secrets are strings that ``World.secret`` makes up and a stop plants in what the first organisation owns.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of


class Answer(Enum):
    """What a viewer gets."""

    OK = "200"
    LOGIN = "302 to the page for logging in"
    MOVED = "302 to another page"
    BROKEN_RULE = "400"
    UNKNOWN = "401"
    REFUSED = "403"
    MISSING = "404"
    NOT_ALLOWED = "405"
    GONE = "410"
    INVALID = "422"


@dataclass(frozen=True)
class Gets:
    """The answer to each kind of viewer.

    A visitor is nobody; a newcomer acts for no organisation; an outsider acts for another one; a guest acts for a third
    that has been granted access; member and manager act for the organisation that owns what is looked at. The
    secretariat looks after the network, for an organisation of its own; a party acts for one that a stop may make a
    party to a partnership. Where nothing is said of these two, they get what an outsider gets.
    """

    visitor: Answer
    newcomer: Answer
    outsider: Answer
    guest: Answer
    member: Answer
    manager: Answer
    secretariat: Answer | None = None
    party: Answer | None = None

    def to(self, kind: str) -> Answer:
        """The answer to one kind of viewer."""
        said: Answer | None = getattr(self, kind)
        return self.outsider if said is None else said


KINDS = tuple(kind.name for kind in fields(Gets))
TELLING = ("visitor", "outsider", "manager")
OUTSIDE = ("visitor", "newcomer", "outsider", "secretariat", "party")


def alike(answer: Answer) -> Gets:
    """Everybody gets the same."""
    return Gets(*[answer] * len(KINDS))


OPEN = alike(Answer.OK)
SIGNED_IN = Gets(Answer.LOGIN, Answer.OK, Answer.OK, Answer.OK, Answer.OK, Answer.OK)
SIGNED_OUT = Gets(Answer.OK, Answer.MOVED, Answer.MOVED, Answer.MOVED, Answer.MOVED, Answer.MOVED)
NETWORK = replace(alike(Answer.MISSING), visitor=Answer.LOGIN, secretariat=Answer.OK)
SHARED = Gets(Answer.LOGIN, Answer.MISSING, Answer.MISSING, Answer.OK, Answer.OK, Answer.OK)
OWN = Gets(Answer.LOGIN, Answer.MISSING, Answer.MISSING, Answer.MISSING, Answer.OK, Answer.OK)


@dataclass
class World:
    """Five organisations and their people. ``secrets`` maps each secret to whether guests may know it.

    ``known_to`` maps a secret to the kinds of viewer outside that may know it all the same. ``cookies`` are those of
    the people who have signed in already.
    """

    organisation: Organisation
    guest_organisation: Organisation
    people: Mapping[str, Person | None]
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    secrets: dict[str, bool] = field(default_factory=dict)
    known_to: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def viewer(self, kind: str) -> Viewer:
        """Return the viewer of one kind, for stops that call actions."""
        person = self.people[kind]
        return viewer_of(person) if person else VISITOR

    def browser(self, kind: str) -> Client:
        """Return a browser signed in as one kind of viewer."""
        browser, person = Client(), self.people[kind]
        if kind in self.cookies:
            browser.cookies = deepcopy(self.cookies[kind])
        elif person is not None:
            browser.force_login(person)
        return browser

    def secret(self, what: str, *, is_shared: bool = False, known_to: tuple[str, ...] = ()) -> str:
        """Make up a string that nobody outside may read; guests may when ``is_shared``. ``what`` is ASCII letters.

        ``known_to`` names the kinds outside that may read it all the same.
        """
        text = f"Hemmelig{what}Kraghede"
        self.secrets[text], self.known_to[text] = is_shared, known_to
        return text

    def hidden_from(self, kind: str) -> set[str]:
        """Return the secrets that a kind of viewer must never read."""
        if kind in OUTSIDE:
            return {text for text in self.secrets if kind not in self.known_to.get(text, ())}
        return {text for text, is_shared in self.secrets.items() if kind == "guest" and not is_shared}


def nothing(world: World) -> dict[str, Any]:
    """Build an address without arguments, or send an empty form."""
    return {}


@dataclass(frozen=True)
class Stop:
    """One address, or one way of asking for it.

    ``arguments`` makes what the page shows and returns the arguments of its address; ``data`` is what a POST sends.
    """

    name: str
    gets: Gets
    arguments: Callable[[World], Mapping[str, Any]] = nothing
    method: str = "get"
    data: Callable[[World], Mapping[str, Any]] = nothing

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def address(self, world: World) -> str:
        """Make what the page shows, and return its address in the active language."""
        return reverse(self.name, kwargs=dict(self.arguments(world)))

    def telling_kinds(self, turn: int) -> list[str]:
        """Return whom a quick run asks as: three kinds, one of the others in turn, and one for each answer due."""
        others = [kind for kind in KINDS if kind not in TELLING]
        chosen = [*TELLING, others[turn % len(others)]]
        for kind in others:
            if self.gets.to(kind) not in {self.gets.to(one) for one in chosen}:
                chosen.append(kind)
        return chosen

    def first_let_in(self) -> str:
        """Return one kind that gets most of what is there."""
        shut = {Answer.LOGIN, Answer.UNKNOWN, Answer.MISSING, Answer.NOT_ALLOWED}
        chosen = ("manager", "secretariat", "member", "guest", "party", "newcomer", "outsider", "visitor")
        return next((kind for kind in chosen if self.gets.to(kind) not in shut), "manager")


def answer_of(response: HttpResponse) -> Answer | int:
    """Say what a response is; a status that has no name here is returned as it stands."""
    if response.status_code in {301, 302, 303}:
        target = urlsplit(response.headers["Location"]).path
        return Answer.LOGIN if target == reverse("account_login") else Answer.MOVED
    return {answer.value: answer for answer in Answer}.get(str(response.status_code), response.status_code)


def leaks(response: HttpResponse, secrets: Iterable[str]) -> set[str]:
    """Return the secrets a response gives away in its body, in the files packed into it, its headers or its cookies."""
    text = "\n".join(readings(response))
    return {secret for secret in secrets if secret.lower() in text}


def readings(response: HttpResponse | StreamingHttpResponse) -> Iterator[str]:
    """Yield everything a response says, in lower case, also unpacked, unquoted and without HTML entities."""
    body = b"".join(response.streaming_content) if isinstance(response, StreamingHttpResponse) else response.content  # type: ignore[arg-type]
    for part in [body, *unpacked(body)]:
        text = part.decode("utf-8", errors="replace")
        yield from (text.lower(), html.unescape(text).lower(), unquote(text).lower())
    for name, value in response.headers.items():
        yield f"{name}: {value} {unquote(value)}".lower()
    yield from (cookie.OutputString().lower() for cookie in response.cookies.values())


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield the files in a body that is an archive, as Excel and Word files are, and the text of a PDF."""
    if body.startswith(b"%PDF-"):
        yield from (page.encode() for page in pages_of_pdf(body))
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def pages_of_pdf(body: bytes) -> list[str]:
    """The text of each page, without the breaks of its lines: a long word is divided there."""
    with closing(pypdfium2.PdfDocument(body)) as document:
        found = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub("\ufffe?[\r\n]+", "", text) for text in found]


def named_urls() -> list[str]:
    """Return the name, with namespaces, of every URL there is; one without a name gives its pattern in quotes."""
    return sorted(names_in(get_resolver().url_patterns, ""))


def names_in(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    """Yield the names below one part of the URLconf."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_in(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name}" if pattern.name else f"'{pattern.pattern}'"
