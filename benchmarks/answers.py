"""The answer of a decision file with 60 projects, end to end over HTTP against ``maskinrum serve``.

Run ``python benchmarks/answers.py`` from the repository. It makes the demonstration in a temporary folder, with a file
of 60 projects and ``--partnerships`` more partnerships in the register; starts ``maskinrum serve`` with one web
process; and asks for each part of the answer with another assumption each time, so that nothing is remembered. Told
are the median and the 95th percentile of the whole answer over a connection to this machine, the processor time of the
web process, and how many times the page that calculates nothing would go into it. Wall times mean something on a calm
machine only, so the load is told beside them.
"""

import argparse
import http.client
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

from serving import Served, served

PROJECTS = 60
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = "benchmark" * 3 + "token"


@dataclass
class Site:
    """A running site, the cookies of a manager, and the address of the file."""

    served: Served
    cookies: str
    file: str
    asked: int = 0

    def ask(self, address: str, *, method: str = "GET", part: bool = False) -> bytes:
        """Ask for a page as a browser does, now and then from another address: one sender may not ask that often."""
        self.asked += 1
        sender = f"127.0.0.{1 + self.asked // 10 % 250}"
        line = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=120, source_address=(sender, 0))
        headers = {"Cookie": self.cookies, "X-CSRFToken": TOKEN} | ({"HX-Request": "true"} if part else {})
        line.request(method, address, headers=headers, body=b"" if method == "POST" else None)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        if answer.status not in {200, 302}:
            raise RuntimeError(f"{address} answered {answer.status}")
        return content

    def processor(self) -> float:
        """Seconds of processor time of the web process, and of what it started and has ended."""
        fields = Path(f"/proc/{self.served.web}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS


def main() -> None:
    """Prepare, serve, measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--partnerships", type=int, default=5_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="maskinrum-answers-") as folder:
        os.environ |= {"MASKINRUM_DATA": folder, "MASKINRUM_WORKERS": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "maskinrum.config.settings"
        file, cookies = prepare(given.partnerships)
        with served(folder, "/") as one:
            measure(Site(one, cookies, file))


def prepare(partnerships: int) -> tuple[str, str]:
    """Make the demonstration, the file and the partnerships; return the address of the file and a manager's cookies."""
    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()

    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.config.demo import SIGN_INS  # noqa: PLC0415
    from maskinrum.config.demo.world import load_demo_world  # noqa: PLC0415
    from maskinrum.config.serving import prepare_database  # noqa: PLC0415
    from maskinrum.decisions.actions import keep_first_answer  # noqa: PLC0415
    from maskinrum.decisions.analysis.assumptions import Assumptions  # noqa: PLC0415
    from maskinrum.decisions.analysis.calculation import Case  # noqa: PLC0415
    from maskinrum.organisations.models import Membership, Person  # noqa: PLC0415
    from maskinrum.organisations.queries import viewer_of  # noqa: PLC0415
    from maskinrum.partnerships.forms import shipped_portfolio  # noqa: PLC0415

    prepare_database()
    load_demo_world(timezone.now())
    person = Person.objects.get(email=SIGN_INS[0].email)
    reading = shipped_portfolio("demo_portfolio.csv")
    facts = [
        replace(reading.facts[n % 24], name=f"Sag {n}", budget=reading.facts[n % 24].budget + Decimal(n))
        for n in range(PROJECTS)
    ]
    file, _kept = keep_first_answer(
        Membership.objects.filter(person=person)[0].organisation,
        title="Tres projekter",
        case=Case(tuple(facts), reading.case_date or timezone.localdate(), Assumptions()),
        viewer=viewer_of(person),
        now=timezone.now(),
    )
    add_partnerships(partnerships)
    browser = Client()
    browser.force_login(person)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return f"/afgoer/{file.pk}/", cookies


def add_partnerships(count: int) -> None:
    """Fill the register with copies of what ships."""
    from maskinrum.partnerships.models import Partnership  # noqa: PLC0415 - Django is set up now

    shipped = list(Partnership.objects.filter(is_fictitious=False))
    rows = []
    for number in range(count):
        row = copy(shipped[number % len(shipped)])
        row.pk, row.slug = uuid.uuid4(), f"kopi-{number}"
        rows.append(row)
    Partnership.objects.bulk_create(rows, batch_size=500)
    print(f"{Partnership.objects.count()} partnerships in the register", flush=True)


def measure(site: Site) -> None:
    """Ask for each part, and tell what it took."""
    own = site.file
    for part in ("", "graense/", "hvad-driver/", "tvillinger/"):
        site.ask(f"{own}{part}")
    print(f"{PROJECTS} projects; load {os.getloadavg()[0]:.1f} at the beginning")
    floor = tell(site, "a page that calculates nothing", lambda _run: site.ask(f"{own}ret/"), 20)
    changed = changing(site)
    tell(site, "answer, an assumption changed (aim 250 ms)", changed(""), 40, floor)
    tell(site, "break-even (aim 2 s)", changed("graense/"), 8, floor)
    tell(site, "drivers: Sobol', EVPI, EVPPI (aim 3 s)", changed("hvad-driver/"), 8, floor)
    tell(site, "twins (aim 50 ms)", changed("tvillinger/"), 20, floor)
    tell(site, "board paper, first press: stored too", lambda _run: site.ask(f"{own}notat.pdf", method="POST"), 1)
    press = f"{own}notat.pdf"
    tell(site, "board paper as PDF, pressed again (aim 1 s)", lambda _run: site.ask(press, method="POST"), 10, floor)
    explore(site)
    tell(site, "board paper as PDF with all of that (aim 1 s)", lambda _run: site.ask(press, method="POST"), 10, floor)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def changing(site: Site) -> Callable[[str], Callable[[int], bytes]]:
    """For a part of the answer, how to ask for it with a price level that nothing has been calculated with."""

    def of(part: str) -> Callable[[int], bytes]:
        return lambda run: site.ask(f"{site.file}{part}?price_level={-1 - run / 100:.2f}", part=True)

    return of


def explore(site: Site) -> None:
    """Have the worker do the longer calculation, and tell how long that took."""
    from maskinrum.decisions.models import Analysis, Exploration  # noqa: PLC0415 - Django is set up now

    analysis = Analysis.objects.filter(decision_file=uuid.UUID(site.file.split("/")[2]))[0]
    site.ask(f"{site.file}analyser/{analysis.pk}/projekter/", method="POST")
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        job = Exploration.objects.get(analysis=analysis)
        if job.finished_at is not None:
            took = (job.finished_at - job.started_at).total_seconds()
            print(f"{'longer calculation, in the worker (aim 30 s)':46} {job.state}, {took:.1f} s")
            return
        time.sleep(0.2)
    raise SystemExit("the longer calculation never ended")


def tell(site: Site, label: str, ask: Callable[[int], bytes], runs: int, floor: float = 0.0) -> float:
    """Ask so many times; print the figures and return the median."""
    times, before = [], site.processor()
    for run in range(runs):
        begin = time.perf_counter()
        ask(run)
        times.append(time.perf_counter() - begin)
    processor = (site.processor() - before) / runs
    middle = median(times)
    late = quantiles(times, n=20)[-1] if runs > 1 else middle
    ratio = f"{middle / floor:6.1f} times" if floor else ""
    figures = f"p50 {1000 * middle:6.0f} ms  p95 {1000 * late:6.0f} ms  processor {1000 * processor:6.0f} ms"
    print(f"{label:46} {figures} {ratio}", flush=True)
    return middle


if __name__ == "__main__":
    main()
