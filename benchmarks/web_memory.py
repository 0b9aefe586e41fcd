"""Resident memory of a web process that searches among 100,000 documents and gives booklets as PDF.

Run ``python benchmarks/web_memory.py`` from the repository, with ``../shared/data/corpus_da`` beside it (``--passages``
for fewer). It makes the demonstration in a temporary folder, with an index of the corpus beside its own documents, and
a booklet of all recommendations and tools that ship; starts ``maskinrum serve`` with one web process; and reads what
that holds after the front page, after 200 searches, after 10 PDFs, each of another content, and after everybody of the
demonstration has followed every link at the same time, to two pages or files of each view. ``RSS`` counts the parts
of the index that the system has read into its own cache for the process; ``own`` is what would be gone with it. The
time of a PDF is that of the whole answer, over a connection to this machine.
"""

import argparse
import http.client
import json
import lzma
import os
import re
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

from following import followed
from serving import Served, served

CORPUS = Path(__file__).resolve().parents[2] / "shared/data/corpus_da/adl_paragraphs_100k.jsonl.xz"
SEARCHES, FILES, EACH = 200, 10, 2
WORD = re.compile(r"[^\W\d_]{5,}")


def main() -> None:
    """Prepare, serve, measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="maskinrum-memory-") as folder:
        os.environ |= {"MASKINRUM_DATA": folder, "MASKINRUM_WORKERS": "1"}
        key, cookies = prepare()
        texts = fill(given.passages)
        with served(folder, "/") as site:
            measure(site, key, cookies, texts)


def prepare() -> tuple[str, list[str]]:
    """Make the demonstration; return the key of a long booklet and the sessions of everybody, first who may read it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "maskinrum.config.settings"

    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()

    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.config.demo import SIGN_INS  # noqa: PLC0415
    from maskinrum.config.demo.world import load_demo_world  # noqa: PLC0415
    from maskinrum.config.serving import prepare_database  # noqa: PLC0415
    from maskinrum.knowledge.models import Booklet, BookletItem, Recommendation, Tool  # noqa: PLC0415
    from maskinrum.organisations.models import Person  # noqa: PLC0415

    prepare_database()
    load_demo_world(timezone.now())
    row = Booklet.objects.get()
    row.items.all().delete()
    chosen = [("recommendation", one) for one in Recommendation.objects.all()]
    chosen += [("tool", one) for one in Tool.objects.filter(organisation=None)]  # type: ignore[misc]
    for place, (kind, one) in enumerate(chosen):
        BookletItem.objects.create(booklet=row, position=place, **{kind: one})
    name, cookies = settings.SESSION_COOKIE_NAME, []
    for sign_in in SIGN_INS:
        browser = Client()
        browser.force_login(Person.objects.get(email=sign_in.email))
        cookies.append(f"{name}={browser.cookies[name].value}")
    return row.key, cookies


def fill(count: int) -> list[str]:
    """Build the index with so many passages in it; return some of their texts."""
    from maskinrum.search.index import Document  # noqa: PLC0415 - Django is set up now
    from maskinrum.search.indexing import all_documents, key_of, new_index  # noqa: PLC0415

    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    readers = frozenset({"open"})
    begin = time.perf_counter()
    with new_index() as index:
        index.write(
            [
                *all_documents([]),
                *(
                    Document(key_of("experience", uuid.uuid4(), "da"), "experience", row["title"], row["text"], readers)
                    for row in rows
                ),
            ]
        )
        print(f"{index.count} documents in the index, written in {time.perf_counter() - begin:.0f} s", flush=True)
    return [row["text"] for row in rows[:: max(1, count // SEARCHES)]][:SEARCHES]


def measure(site: Served, key: str, cookies: list[str], texts: list[str]) -> None:
    """Ask for pages, and tell what the web process holds after each kind."""
    tell(site.web, "after the front page")
    words = [quote(" ".join(WORD.findall(text)[:2])) for text in texts]
    times = [get(site.port, f"/soeg/?q={asked}", sender=1 + place % 250) for place, asked in enumerate(words)]
    tell(site.web, f"after {len(times)} searches, {1000 * median(times):.0f} ms each")
    times = []
    for number in range(FILES):
        rename(key, f"Udgave {number}")
        times.append(get(site.port, f"/haefter/{key}/som.pdf", cookies[0]))
    took = f"{1000 * median(times):.0f} ms each, {1000 * times[0]:.0f} the first, {1000 * max(times):.0f} at most"
    tell(site.web, f"after {FILES} PDFs, {took}")
    senders = count(1)
    with ThreadPoolExecutor(len(cookies)) as people:
        visits = sum(people.map(lambda cookie: browse(site.port, cookie, senders), cookies))
    tell(site.web, f"after {visits} pages and files, {len(cookies)} people at once")


def browse(port: int, cookie: str, senders: "count[int]") -> int:
    """Follow every link from the front page, to ``EACH`` pages or files of each view; return how many there were."""
    return sum(1 for _ in followed(lambda address: visit(port, address, cookie, 1 + next(senders) % 250), each=EACH))


def visit(port: int, address: str, cookie: str, sender: int) -> str:
    """The page at an address; nothing where it is a file."""
    line = http.client.HTTPConnection("localhost", port, timeout=120, source_address=(f"127.0.0.{sender}", 0))
    line.request("GET", address, headers={"Cookie": cookie, "Host": f"localhost:{port}"})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return content.decode() if answer.getheader("Content-Type", "").startswith("text/html") else ""


def get(port: int, address: str, cookie: str = "", sender: int = 1) -> float:
    """Ask for a page and return how many seconds the answer took. One sender may not ask as often as this does."""
    begin = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(f"127.0.0.{sender}", 0))
    line.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return time.perf_counter() - begin


def rename(key: str, title: str) -> None:
    """Give the booklet another title, so that nothing of it has been set before."""
    from maskinrum.knowledge.models import Booklet  # noqa: PLC0415 - Django is set up now

    Booklet.objects.filter(key=key).update(title=title)


def tell(process: int, words: str) -> None:
    """Print what a process holds."""
    status = dict(
        line.split(":\t") for line in Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line
    )
    whole, own = (int(status[name].split()[0]) / 1000 for name in ("VmRSS", "RssAnon"))
    print(f"RSS {whole:.0f} MB, own {own:.0f} MB {words}", flush=True)


if __name__ == "__main__":
    main()
