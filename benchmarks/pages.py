"""Server time of the pages about decisions: a file of 60 projects, with 10,000 files and projects of others beside it.

Run ``python benchmarks/pages.py`` from the repository. It fills an SQLite database in a temporary folder and asks for
each page in one process, without a network: figures are wall time and CPU time, medians of several runs, and
the number of queries. The first run of each page is not counted.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
PROJECTS = 60
OTHERS = 10_000
OTHER_ORGANISATIONS = 200
NOW = datetime(2025, 11, 24, 9, 30, tzinfo=UTC)


# What somebody moves in the panel, another value each time: what was asked before would be remembered whole.
CHANGED: dict[str, Callable[[int], str]] = {
    "price level of the partnership": lambda turn: f"price_level={-turn / 10}",
    "maximum value": lambda turn: f"ceiling={900 + turn}",
    "later start": lambda turn: f"shift={(6, 12, 18, 24)[turn % 4]}&price_level={-turn // 4 / 10}",
    "criterion": lambda turn: f"criterion={('cost', 'present_value')[turn % 2]}",
}


def prepare() -> None:
    """Set Django up on an empty database of its own."""
    os.environ["MASKINRUM_DATA"] = tempfile.mkdtemp(prefix="maskinrum-pages-")
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(ROOT))

    import django  # noqa: PLC0415 - the settings must be named first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def world() -> tuple[Any, Any, dict[str, str]]:
    """A manager, a file of 60 projects, and the same projects as a posted page; 10,000 of each beside them."""
    from maskinrum.decisions.actions import keep_first_answer  # noqa: PLC0415
    from maskinrum.decisions.analysis.assumptions import Assumptions  # noqa: PLC0415
    from maskinrum.decisions.analysis.calculation import Case  # noqa: PLC0415
    from maskinrum.organisations.actions import add_member, create_organisation, register_person  # noqa: PLC0415
    from maskinrum.organisations.enums import OrganisationKind, Role  # noqa: PLC0415
    from maskinrum.organisations.permissions import OPERATOR  # noqa: PLC0415
    from maskinrum.organisations.queries import viewer_of  # noqa: PLC0415
    from maskinrum.partnerships.forms import shipped_portfolio, typed_values  # noqa: PLC0415

    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Boligforeningen Stor", kind=kind, viewer=OPERATOR, now=NOW)
    person = register_person("leder@stor.example", name="Lis", password="x" * 20, is_verified=True, now=NOW)
    add_member(person, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    reading = shipped_portfolio("demo_portfolio.csv")
    case_date = reading.case_date or NOW.date()
    facts = [replace(reading.facts[n % 24], name=f"Sag {n}") for n in range(PROJECTS)]
    file, _kept = keep_first_answer(
        organisation,
        title="Tres projekter",
        case=Case(tuple(facts), case_date, Assumptions()),
        viewer=viewer_of(person),
        now=NOW,
    )
    add_others(facts[0])
    rows = {f"rows-{n}-{name}": text for n, one in enumerate(facts) for name, text in typed_values(one).items()}
    return person, file, rows | {"case_date": case_date.isoformat(), "act": "use"}


def add_others(fact: Any) -> None:
    """Fill the tables with what belongs to others."""
    from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot  # noqa: PLC0415
    from maskinrum.organisations.models import Organisation  # noqa: PLC0415
    from maskinrum.partnerships.models import Project  # noqa: PLC0415

    owners = Organisation.objects.bulk_create(
        [Organisation(name=f"Bygherre {n}", slug=f"bygherre-{n}", kind="other") for n in range(OTHER_ORGANISATIONS)]
    )
    dates = {"created_at": NOW, "changed_at": NOW, "case_date": NOW.date()}
    files = DecisionFile.objects.bulk_create(
        [DecisionFile(organisation=owners[n % len(owners)], title=f"Fil {n}", seed=n, **dates) for n in range(OTHERS)]
    )
    rows = [{"project": "", "facts": fact.to_json()}]
    PortfolioSnapshot.objects.bulk_create(
        [PortfolioSnapshot(decision_file=file, taken_at=NOW, rows=rows) for file in files]
    )
    row = {"budget": 40, "planned_start": NOW.date(), "duration": 12}
    Project.objects.bulk_create(
        [Project(organisation=owners[n % len(owners)], name=f"Projekt {n}", **row) for n in range(OTHERS)]
    )


def show(label: str, ask: Callable[[], Any], runs: int = RUNS) -> None:
    """Print the median time and the number of queries of one page."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        answer = ask()
        queries = len(captured)
    wall, processor = [], []
    for _ in range(runs):
        begin, begin_processor = time.perf_counter(), time.process_time()
        ask()
        wall.append(time.perf_counter() - begin)
        processor.append(time.process_time() - begin_processor)
    times = f"{1000 * median(wall):7.0f} ms {1000 * median(processor):7.0f} ms CPU"
    print(f"{label:36} {answer.status_code} {times} {queries:5} queries {len(answer.content) / 1024:6.0f} KiB")


def show_first_answer(ask: Callable[[], Any]) -> None:
    """The same with nothing remembered, as the first answer of a process is."""
    from maskinrum.decisions.analysis import remembering  # noqa: PLC0415

    def anew() -> Any:
        remembering._simulations = remembering.RememberedSimulations()  # type: ignore[misc] # noqa: SLF001
        return ask()

    show("file: first answer", anew)


def main() -> None:
    """Print the table."""
    prepare()
    from django.test import Client  # noqa: PLC0415

    person, file, posted = world()
    visitor, browser = Client(), Client()
    browser.force_login(person)
    own = f"/afgoer/{file.pk}/"
    part = {"HX-Request": "true"}
    print(f"{PROJECTS} projects in the file; {OTHERS:,} files and projects of others; median of {RUNS} runs")
    for label, address in [("front page", "/"), ("method", "/kilder-og-metode/"), ("trial, empty", "/afgoer/proev/")]:
        show(label, lambda address=address: visitor.get(address))  # type: ignore[misc]
    for name in ("", "ny/", "forudsaetninger/"):
        show(f"decisions: {name or 'index'}", lambda name=name: browser.get(f"/afgoer/{name}"))  # type: ignore[misc]
    show("own list of projects", lambda: browser.get("/projekter/"))
    show("own list as Excel", lambda: browser.get("/projekter/hent.xlsx"))
    for name in ("ret/", "projekter/", "slet/", "forudsaetninger/", "deling/"):
        show(f"file: {name}", lambda name=name: browser.get(own + name))  # type: ignore[misc]
    show("file of another organisation", lambda: visitor.get("/afgoer/00000000-0000-0000-0000-000000000000/"))
    print("calculated anew each time:")
    show_first_answer(lambda: browser.get(own))
    show("file: answer, seen again", lambda: browser.get(own))
    for label, changed in CHANGED.items():
        turns = iter(range(RUNS + 1))
        show(f"file: {label}", lambda: browser.get(f"{own}?{changed(next(turns))}", headers=part))  # noqa: B023
    show("file: break-even", lambda: browser.get(f"{own}graense/", headers=part), 5)
    for kind in ("csv", "xlsx", "json"):
        show(f"file: result.{kind}", lambda kind=kind: browser.get(f"{own}resultat.{kind}"), 5)  # type: ignore[misc]
    show("trial: answer", lambda: visitor.post("/afgoer/proev/", posted))
    # As a browser sends a part of a form: percent-encoded, not in parts.
    form, turns = "application/x-www-form-urlencoded", iter(range(100))
    for label, page, runs in [("price level of the partnership", "", RUNS), ("break-even", "graense/", 5)]:
        address = f"/afgoer/proev/{page}"

        def post(address: str = address) -> Any:
            typed = urlencode(posted | {"price_level": str(-next(turns) / 10)})
            return visitor.post(address, typed, form, headers=part)

        show(f"trial: {label}", post, runs)
    show("example: demo (24 projects)", lambda: visitor.get("/afgoer/proev/eksempel/demo/"))


if __name__ == "__main__":
    main()
