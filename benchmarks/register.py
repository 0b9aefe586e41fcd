"""Server time of the register with 5,000 partnerships, 25,000 parties and 50,000 known jobs.

Run ``python benchmarks/register.py`` from the repository. It fills an SQLite database in a temporary folder, or the
empty PostgreSQL database that ``DATABASE_URL`` names, with invented entries and asks for each page in one process,
without a network. Figures are medians and 95 per cent quantiles of the processor time of this process and of the
database's own, how much of it is the database's, the median of the wall time, which tells the same on a machine with
nothing else to do, and the number of queries. The first two runs of each page are not counted; in the pages *after a
change* the parties of one entry have changed since the run before, and no sum is remembered. The floor is the page of
menus: what every page costs before it says anything.
"""

import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20
ENTRIES = 5_000
JOBS_EACH = 10
ORGANISATIONS = 800
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
AT_A_TIME = 500
SCOPE = (
    "Renovering, helhedsplaner og nybyggeri i afdelinger fra forskellige tider; opgaver bestilles som aftalesedler. "
)


def prepare() -> None:
    """Set Django up on an empty database."""
    os.environ["MASKINRUM_DATA"] = tempfile.mkdtemp(prefix="maskinrum-register-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(ROOT))

    import django  # noqa: PLC0415 - the settings must be named first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def organisations(rng: random.Random) -> list[Any]:
    """Invented organisations of every kind, some of them companies of a group."""
    from maskinrum.organisations.enums import OrganisationKind  # noqa: PLC0415
    from maskinrum.organisations.models import Organisation  # noqa: PLC0415

    kinds = [kind for kind in OrganisationKind if kind != "other"]
    rows = [
        Organisation(
            name=f"Virksomhed {n} {kinds[n % len(kinds)].label}", slug=f"virksomhed-{n}", kind=kinds[n % len(kinds)]
        )
        for n in range(ORGANISATIONS)
    ]
    Organisation.objects.bulk_create(rows)
    for row in rng.sample(rows, 60):
        row.group = rows[rng.randrange(20)]
    Organisation.objects.bulk_update(rows, ["group"])
    return rows


def fill() -> None:
    """Fill the register with invented entries, written as the actions write them."""
    from maskinrum.organisations.models import Organisation  # noqa: PLC0415
    from maskinrum.partnerships.actions.listing import set_listing  # noqa: PLC0415
    from maskinrum.partnerships.enums import SourceLabel  # noqa: PLC0415
    from maskinrum.partnerships.models import JointEstimate, KnownJob, Partnership, PartnershipSource, Party  # noqa: PLC0415

    rng = random.Random(2026)  # noqa: S311 - the same register each time
    pool = organisations(rng)
    by_name: dict[str, Organisation] = {one.name: one for one in pool}
    estimates = JointEstimate.objects.bulk_create(
        JointEstimate(slug=f"samlet-{n}", low=1000 + n, high=1200 + n, kind="estimate", label="F") for n in range(60)
    )
    for begin in range(0, ENTRIES, AT_A_TIME):
        rows, parties, jobs, sources = [], [], [], []
        for n in range(begin, begin + AT_A_TIME):
            facts = invented(n, rng, pool)
            row = Partnership(
                slug=f"partnerskab-{n}", name=facts.name, type=facts.type, client_kind=facts.client_kind,
                client_name=facts.client_name, client_homes=facts.client_homes, start=facts.start,
                term_months=facts.term_months, option_months=facts.option_months, scope_da=facts.scope.da,
                volume_low=facts.volume_low, volume_high=facts.volume_high, volume_kind=facts.volume_kind or "",
                status=facts.status, status_da=SCOPE, volume_note_da=SCOPE[:60], organisation_note_da=SCOPE,
                organisation=by_name[facts.parties[0].name], added_at=NOW, changed_at=NOW,
                visibility="network" if n % 20 == 0 else "open",
                joint_estimate=rng.choice(estimates) if facts.volume_low is None and n % 25 == 0 else None,
            )  # fmt: skip
            set_listing(row, facts, by_name)
            rows.append(row)
            parties += [
                Party(partnership=row, organisation=by_name[one.name], name=one.name, discipline=one.discipline or "",
                      label=one.label or "", position=place)
                for place, one in enumerate(facts.parties)
            ]  # fmt: skip
            jobs += [
                KnownJob(partnership=row, client=row.client_name, name=job.name, inside=job.inside, kind=job.kind,
                         homes=job.homes, value=job.value, currency="DKK", begins=job.begins, ends=job.ends,
                         label=SourceLabel.FACT, position=place)
                for place, job in enumerate(facts.jobs)
            ]  # fmt: skip
            sources += [
                PartnershipSource(partnership=row, url=source.url, label="F", position=place)
                for place, source in enumerate(facts.sources)
            ]
        Partnership.objects.bulk_create(rows)
        Party.objects.bulk_create(parties)
        KnownJob.objects.bulk_create(jobs)
        PartnershipSource.objects.bulk_create(sources)


def invented(n: int, rng: random.Random, pool: list[Any]) -> Any:
    """The facts of one invented entry."""
    from maskinrum.partnerships.enums import (  # noqa: PLC0415
        ClientKind,
        Discipline,
        Inside,
        PartnershipStatus,
        PartnershipType,
        SourceLabel,
        VolumeKind,
    )
    from maskinrum.partnerships.facts import JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words  # noqa: PLC0415

    disciplines = [Discipline.CLIENT, Discipline.CONTRACTOR, Discipline.ARCHITECT, Discipline.ENGINEER, None]
    # A few take part in many, as they do: the first in about one of nine.
    chosen = {pool[int(10 * math.exp(rng.random() * math.log(ORGANISATIONS / 10 + 1)) - 10)].name for _ in range(5)}
    parties = tuple(
        PartyFacts(name, discipline, rng.choice([SourceLabel.FACT, SourceLabel.BACKGROUND]))
        for name, discipline in zip(sorted(chosen, key=lambda _name: rng.random()), disciplines, strict=False)
    )
    year, low = rng.randrange(2012, 2027), Decimal(rng.randrange(50, 4000))
    is_known = rng.random() < 0.7
    jobs = tuple(
        JobFacts(f"j{n}-{job}", f"Bygherre {n % 900}", f"Sag {n}-{job}", rng.choice(list(Inside)), "renovation",
                 rng.randrange(20, 900), Decimal(rng.randrange(10, 400)), "DKK", str(year + 1), str(year + 3),
                 SourceLabel.FACT, "https://eksempel.example/kilde")
        for job in range(JOBS_EACH)
    )  # fmt: skip
    return PartnershipFacts(
        name=f"Partnerskab {rng.randrange(10_000)} {rng.choice(['Nord', 'Syd', 'Øst', 'Vest'])}",
        type=rng.choice(list(PartnershipType)),
        client_kind=rng.choice(list(ClientKind)),
        client_name=f"Bygherre {n % 900}",
        status=rng.choice(list(PartnershipStatus)),
        client_homes=rng.choice([None, 900, 12_000]),
        start=rng.choice(["", str(year), f"{year}-05", f"{year}-05-01"]),
        term_months=rng.choice([None, 48, 48, 36]),
        option_months=rng.choice([None, 24]),
        scope=Words(rng.choice([SCOPE, "Renovering.", "Nybyggeri og energi.", ""]) * 2, ""),
        volume_low=low if is_known else None,
        volume_high=low + 100 if is_known else None,
        volume_kind=rng.choice(list(VolumeKind)),
        parties=parties,
        jobs=jobs,
        sources=tuple(SourceFacts(f"https://eksempel.example/{n}/{s}", SourceLabel.FACT) for s in range(1 + n % 4)),
    )


def database_clock() -> Callable[[], float]:
    """Return what tells the processor time of the database's process in milliseconds; SQLite has none of its own."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        statistics = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")  # Linux, and a server on this machine
    return lambda: int(statistics.read_text(encoding="ascii").split()[0]) / 1e6 if statistics.exists() else 0.0


def settle() -> None:
    """Let PostgreSQL do at once what it does by itself within minutes of so many new rows."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def change_one() -> None:
    """Change the parties of an entry, and forget what a process remembers of others: a page may not show that entry."""
    from maskinrum.partnerships.actions.listing import STAMPED  # noqa: PLC0415
    from maskinrum.partnerships.facts import recounting  # noqa: PLC0415
    from maskinrum.partnerships.facts.listing import list_stamp  # noqa: PLC0415
    from maskinrum.partnerships.models import Partnership  # noqa: PLC0415
    from maskinrum.partnerships.queries import parties, totals  # noqa: PLC0415

    first, other = Partnership.objects.order_by("changed_at", "slug").defer("status_da")[:2]
    first.party_keys, first.changed_at = other.party_keys, datetime.now(UTC)
    first.list_stamp = list_stamp(*(getattr(first, name) for name in STAMPED))
    first.save(update_fields=["party_keys", "list_stamp", "changed_at"])
    for module in (parties, totals, recounting):
        for remembered in vars(module).values():
            if hasattr(remembered, "cache_clear"):
                remembered.cache_clear()


def show(label: str, ask: Callable[[], Any], runs: int = RUNS, *, forgetting: bool = False) -> None:
    """Print processor time, wall time, queries and size of one page."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    spent = database_clock()
    ask()
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
        queries = len(captured)
    wall, processor, database = [], [], []
    for _ in range(runs):
        if forgetting:
            change_one()
        begin, begin_processor, begin_database = time.perf_counter(), time.process_time(), spent()
        ask()
        wall.append(1000 * (time.perf_counter() - begin))
        database.append(spent() - begin_database)
        processor.append(1000 * (time.process_time() - begin_processor) + database[-1])
    p95 = quantiles(processor, n=20)[-1]
    times = f"{median(processor):7.1f} ms (p95 {p95:6.1f}) database {median(database):5.1f} wall {median(wall):7.1f} ms"
    print(f"{label:34} {answer.status_code} {times} {queries:4} queries {len(answer.content) / 1024:6.0f} KiB")


PAGES = {
    "floor: the menu": "/menu/",
    "list": "/register/",
    "list, last page": "/register/?page=95",
    "list by name": "/register/?sort=name",
    "list by volume": "/register/?sort=volume",
    "type": "/register/?type=strategic_partnership",
    "kind of client": "/register/?client_kind=housing",
    "scope": "/register/?scope=renovation",
    "status": "/register/?status=active",
    "period": "/register/?since=2019&until=2021",
    "party": "/register/?party=virksomhed-5",
    "free word": "/register/?q=nord",
    "all of them": "/register/?type=strategic_partnership&scope=renovation&status=active&since=2015&q=nord",
    "nothing found": "/register/?q=findesikke",
    "organisations": "/register/organisationer/",
    "organisations, free word": "/register/organisationer/?q=virksomhed+7",
    "an organisation in many": "/register/organisationer/virksomhed-3/",
    "an organisation in few": "/register/organisationer/virksomhed-150/",
    "an entry": "/register/partnerskab-51/",
    "an entry with a joint estimate": "/register/partnerskab-125/",
    "history of an entry": "/register/partnerskab-51/historik/",
    "two side by side": "/register/sammenlign/?slug=partnerskab-51&slug=partnerskab-52",
    "four side by side": "/register/sammenlign/?" + "&".join(f"slug=partnerskab-{n}" for n in (51, 52, 125, 1003)),
    "to choose from by name": "/register/sammenlign/?slug=partnerskab-51&find=nord",
    "a correction": "/register/partnerskab-51/noget-forkert/",
}
KEEPERS = {
    "list": "/register/",
    "an entry": "/register/partnerskab-51/",
    "the form of an entry": "/register/partnerskab-51/ret/",
    "an added entry": "/register/ny/",
    "corrections": "/register/rettelser/",
    "a joint estimate": "/register/partnerskab-51/samlet-skoen/",
}
FILES = {
    "an entry as Excel": "/register/partnerskab-51/hent.xlsx",
    "CSV, all": "/register/hent.csv",
    "CSV, filtered": "/register/hent.csv?type=adviser_framework&q=nord",
    "Excel, filtered": "/register/hent.xlsx?type=adviser_framework&q=nord&status=active",
    "organisations as CSV": "/register/organisationer/hent.csv",
}


def signed_in(role: str) -> Any:
    """A browser in which somebody in this role for the client of entry 51 has signed in."""
    from django.test import Client  # noqa: PLC0415

    from maskinrum.organisations.actions import add_member, register_person  # noqa: PLC0415
    from maskinrum.organisations.enums import Role  # noqa: PLC0415
    from maskinrum.organisations.permissions import OPERATOR  # noqa: PLC0415
    from maskinrum.partnerships.models import Partnership  # noqa: PLC0415

    client = Partnership.objects.get(slug="partnerskab-51").organisation
    assert client is not None  # noqa: S101 - it was filled in above
    person = register_person(f"{role}@eksempel.example", is_verified=True, now=NOW)
    add_member(person, organisation=client, role=Role(role), viewer=OPERATOR, now=NOW)
    browser = Client()
    browser.force_login(person, backend="maskinrum.organisations.sign_in.PersonBackend")
    return browser


def main() -> None:
    """Print the table."""
    prepare()
    from django.test import Client  # noqa: PLC0415

    import maskinrum.config.wsgi  # noqa: F401, PLC0415 - memory is settled as in a worker that serves
    from maskinrum.config.serving import measure_tables  # noqa: PLC0415

    began = time.perf_counter()
    fill()
    measure_tables()
    settle()
    print(f"{ENTRIES:,} entries filled in {time.perf_counter() - began:.0f} s; processor time, median of {RUNS} runs")
    visitor = Client()
    for label, address in PAGES.items():
        show(label, lambda address=address: visitor.get(address))  # type: ignore[misc]
    for label in ("list", "party", "free word", "organisations", "an organisation in many"):
        show(f"{label}, after a change", lambda label=label: visitor.get(PAGES[label]), forgetting=True)  # type: ignore[misc]
    member, secretary = signed_in("member"), signed_in("secretariat")
    show("member: list", lambda: member.get("/register/"))
    show("member: an entry", lambda: member.get("/register/partnerskab-51/"))
    for label, address in KEEPERS.items():
        show(f"secretary: {label}", lambda address=address: secretary.get(address))  # type: ignore[misc]
    for label, address in FILES.items():
        show(label, lambda address=address: visitor.get(address), 5)  # type: ignore[misc]


if __name__ == "__main__":
    main()
