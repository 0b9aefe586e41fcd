"""Server time of the page of answers with 5,000 agreements of the register (some 11,000 documents).

Run ``python benchmarks/search_page.py`` from the repository. It fills the database of ``benchmarks/register.py``,
builds an index and asks for pages in one process, without a network, as a visitor. Figures are as there. It also
tells how long an index takes to build and one change to reach it, and the processor time of a search for a word that
stands only in what the visitor may not see beside one that stands nowhere: both must take the same.
"""

import time
from statistics import median
from typing import Any

HIDDEN, ABSENT = "kvaderstenskuglen", "kvaderstenskuflen"
ALTERNATING = 200

PAGES = {
    "floor: the menu": "/menu/",
    "search, nothing typed": "/soeg/",
    "one word in all": "/soeg/?q=renovering",
    "three words": "/soeg/?q=helhedsplaner+og+nybyggeri",
    "a name": "/soeg/?q=partnerskab+4711+nord",
    "a compound": "/soeg/?q=renoveringssag",
    "a phrase": "/soeg/?q=%22forskellige+tider%22",
    "narrowed twice": "/soeg/?q=renovering&kind=partnership&client_kind=housing",
    "page 25": "/soeg/?q=renovering&page=25",
    "misspelt": "/soeg/?q=nybygeri",
    "nothing found": "/soeg/?q=qvxzjw",
    "10,000 characters": "/soeg/?q=" + "helhedsplaner+" * 715,
    "punctuation": "/soeg/?q=%22%28%29%5B%5D%7B%7D%3F%21",
}


def main() -> None:
    """Fill, build, ask."""
    import register  # noqa: PLC0415 - beside this file

    register.prepare()
    register.fill()

    from django.test import Client  # noqa: PLC0415 - Django is set up now

    from maskinrum.partnerships.models import Partnership  # noqa: PLC0415
    from maskinrum.search.actions import build_index  # noqa: PLC0415

    row = Partnership.objects.get(slug="partnerskab-7")
    Partnership.objects.filter(pk=row.pk).update(visibility="organisation", name=HIDDEN)
    begin = time.perf_counter()
    count = build_index()
    took = time.perf_counter() - begin
    print(f"index built: {count} documents in {took:.1f} s, {count / took:.0f} a second")
    print(f"one change in the index after {1000 * reached(row):.0f} ms")
    client = Client()
    for label, address in PAGES.items():
        register.show(label, lambda address=address: client.get(address))  # type: ignore[misc]
    times: dict[str, list[float]] = {HIDDEN: [], ABSENT: []}
    for number in range(2 * ALTERNATING):
        word = (HIDDEN, ABSENT)[number % 2]
        begin = time.process_time()
        client.get("/soeg/", {"q": word})
        times[word].append(1000 * (time.process_time() - begin))
    hidden, absent = median(times[HIDDEN]), median(times[ABSENT])
    print(f"a hidden word {hidden:.2f} ms, an absent one {absent:.2f} ms (medians of {ALTERNATING}, in turns)")


def reached(row: Any) -> float:
    """The seconds the indexer needs for one change, beside the quarter of one that it may wait before it looks."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.search.actions import keep_up, note_change  # noqa: PLC0415

    with transaction.atomic():
        note_change(row)
    begin = time.perf_counter()
    keep_up(timezone.now())
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
