"""Every link of the Danish site followed, for the benchmarks that ask for all there is."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

SITE = "http://localhost"


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of a link that is meant to be followed."""
        given = dict(attrs)
        if tag == "a" and given.get("href") and given.get("rel") != "nofollow":
            self.found.append(str(given["href"]))


def followed(ask: Callable[[str], str], *, start: str = "/", each: int = 1) -> Iterator[tuple[str, str, bool]]:
    """Ask for what links lead to, ``each`` of each view: the view, the address, and whether it was a page.

    ``ask`` gives the page at an address, or nothing where that is a file or no page. The English pages are left out,
    and what does not begin with ``start``. Django must be set up.
    """
    from django.urls import Resolver404, resolve  # noqa: PLC0415

    met, waiting, made = {start}, deque([start]), Counter[str]()
    while waiting:
        address = waiting.popleft()
        try:
            view = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        if made[view] >= each or address.startswith("/en/") or not address.startswith(start):
            continue
        made[view] += 1
        content = ask(address)
        yield view, address, bool(content)
        links = Links()
        links.feed(content)
        places = [urlsplit(urljoin(f"{SITE}{address}", link)) for link in links.found]
        new = [f"{one.path}?{one.query}".rstrip("?") for one in places if f"{one.scheme}://{one.netloc}" == SITE]
        waiting.extend(one for one in dict.fromkeys(new) if one not in met)
        met.update(new)
