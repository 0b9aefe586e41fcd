"""Every page that can be reached by following links, as somebody of the demo world or as a visitor.

No list of pages is kept: a page that no link leads to is not part of the site. Links with ``nofollow`` are left out:
the combinations of filters are endless. To stay quick, only one or two pages are looked at of those one view makes.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.test import Client
from django.urls import Resolver404, resolve

from maskinrum.organisations.models import Person

# The views that have answered with a file: no link stands in it, and its making is tested where it belongs.
GIVE_FILES: set[str] = set()
HOST = "localhost"  # demo people are let in nowhere else
HTML = "text/html"


def is_english(address: str) -> bool:
    """Whether an address is that of an English page."""
    return address.startswith("/en/")


@dataclass(frozen=True)
class Page:
    """One page as it was answered."""

    address: str
    status: int
    content: str


def links_in(page: Page) -> list[str]:
    """The addresses of this site that a page links to, without fragments."""
    found = [link.get("href") for link in lxml.html.document_fromstring(page.content).iter("a") if is_followed(link)]
    inside = [urlsplit(urljoin(f"http://{HOST}{page.address}", address)) for address in found]
    return [f"{parts.path}{'?' if parts.query else ''}{parts.query}" for parts in inside if parts.netloc == HOST]


def is_followed(link: lxml.html.HtmlElement) -> bool:
    """Whether a link leads somewhere and does not ask to be passed over."""
    return bool(link.get("href")) and link.get("rel") != "nofollow"


def view_of(address: str) -> str:
    """Which view makes the page, and from which kinds of questions."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return address
    names = sorted(part.partition("=")[0] for part in urlsplit(address).query.split("&"))
    return f"{match.view_name} {' '.join(names)}"


def crawl(start: str, *, email: str = "", each: int = 1) -> Iterator[Page]:
    """Give every HTML page in the language of ``start`` that links lead to, as a visitor or a person by e-mail.

    At most ``each`` pages are given of those that one view makes.
    """
    client = Client(raise_request_exception=False, SERVER_NAME=HOST)
    if email:
        client.force_login(Person.objects.get(email=email))
    seen, made, waiting = {start}, Counter[str](), deque([start])
    while waiting:
        address = waiting.popleft()
        view = view_of(address)
        if made[view] >= each or view in GIVE_FILES:
            continue
        made[view] += 1
        answer = client.get(address, follow=True)
        if not str(answer.get("Content-Type", "")).startswith(HTML):
            GIVE_FILES.add(view)
            continue
        page = Page(address, answer.status_code, answer.content.decode())
        yield page
        new = [
            link for link in dict.fromkeys(links_in(page)) if link not in seen and is_english(link) == is_english(start)
        ]
        seen.update(new)
        waiting.extend(new)
