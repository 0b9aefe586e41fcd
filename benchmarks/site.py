"""Server time of every page of the site that links lead to, with 10,000 experiences and 10,000 projects of others.

Run ``python benchmarks/site.py`` from the repository. It makes the demonstration in a temporary folder, fills the
tables with copies, and walks as ``--as`` (the manager of Boligforeningen Eksempel unless told otherwise) along all
links: one page of each view. Told are CPU time in one process without a network (median of several visits, the first
not counted), how many times that of a page that looks nothing up, and the number of queries; ``--least MS`` leaves out
what is quicker. ``--board N`` puts so many projects on the board of the partnership of the demonstration, and every
start plan has ``--tasks N`` at least.
"""

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from following import followed

RUNS = 7
COPIES = 10_000
HOST = "localhost"
FLOOR = "/tilgaengelighed/"
BOARD = "eksempel-faelles"


@dataclass(frozen=True)
class Visited:
    """What a page cost: CPU in ms, and questions to the database."""

    view: str
    address: str
    median: float
    most: float
    queries: int


def main() -> None:
    """Fill the tables, walk, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--as", dest="email", default="leder@eksempel.example")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--board", type=int, default=60)
    parser.add_argument("--tasks", type=int, default=60)
    parser.add_argument("--under", default="/", help="begin here, and follow only addresses that begin so")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="maskinrum-site-") as folder:
        os.environ |= {"MASKINRUM_DATA": folder, "DJANGO_SETTINGS_MODULE": "maskinrum.config.settings"}
        prepare(given.board, given.tasks)
        client = signed_in(given.email)
        floor = visited(client, FLOOR)
        print(
            f"as {given.email}; {given.board} projects on the board, {given.tasks} tasks in a plan;"
            f" load {os.getloadavg()[0]:.1f}"
        )
        print(f"{'':64}median    most  times  queries")
        found = sorted(walk(client, given.under), key=lambda one: -one.median)
        for one in [floor, *found]:
            if one.median >= given.least or one is floor:
                times = one.median / floor.median
                figures = f"{one.median:8.1f}{one.most:8.1f}{times:7.1f}{one.queries:9}"
                print(f"{one.view:40.40} {one.address[:22]:22} {figures}", flush=True)
        print(f"{len(found)} pages, {sum(one.median > 50 for one in found)} above 50 ms; load {os.getloadavg()[0]:.1f}")


def prepare(board: int, tasks: int) -> None:
    """The demonstration, the copies, and an index of all."""
    import django  # noqa: PLC0415 - the folder must be named first

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    from maskinrum.config.serving import collect_static, measure_tables, prepare_database  # noqa: PLC0415

    prepare_database()
    collect_static()
    call_command("demo", "--load-only", verbosity=0)
    add_experiences()
    add_projects()
    fill_board(board)
    fill_plans(tasks)
    call_command("reindex", verbosity=0)
    measure_tables()


def add_experiences() -> None:
    """Copies of what the demonstration has published, each written by whom the first one was."""
    from maskinrum.knowledge.models import Experience  # noqa: PLC0415

    shown = list(Experience.objects.filter(state="published"))
    rows = []
    for number in range(COPIES):
        row = copy(shown[number % len(shown)])
        row.pk, row.key, row.title = uuid.uuid4(), f"kopi-{number}", f"{row.title} {number}"[:200]
        rows.append(row)
    Experience.objects.bulk_create(rows, batch_size=500)


def add_projects() -> None:
    """Projects of organisations that have nothing else."""
    from maskinrum.organisations.models import Organisation  # noqa: PLC0415
    from maskinrum.partnerships.models import Project  # noqa: PLC0415

    like = Project.objects.filter(removed_at=None)[0]
    owners = Organisation.objects.bulk_create(
        Organisation(name=f"Bygherre {number}", slug=f"bygherre-{number}", kind="other") for number in range(200)
    )
    given: dict[str, Any] = {"budget": like.budget, "planned_start": like.planned_start, "duration": like.duration}
    Project.objects.bulk_create(
        (
            Project(organisation=owners[number % len(owners)], name=f"Projekt {number}", **given)
            for number in range(COPIES)
        ),
        batch_size=500,
    )


def fill_board(count: int) -> None:
    """Copies of the board's own projects, until it has so many."""
    from maskinrum.steering.models import Placement  # noqa: PLC0415

    placed = list(Placement.objects.filter(board__partnership__slug=BOARD).select_related("project"))
    for number in range(len(placed), count):
        row, project = copy(placed[number % len(placed)]), copy(placed[number % len(placed)].project)
        project.pk, project.name = uuid.uuid4(), f"{project.name} {number}"
        project.planned_start += timedelta(days=number)
        project.save(force_insert=True)
        row.pk, row.project = uuid.uuid4(), project
        row.save(force_insert=True)


def fill_plans(count: int) -> None:
    """Tasks of the organisation's own in every start plan, until it has so many."""
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.organisations.models import Membership  # noqa: PLC0415
    from maskinrum.organisations.queries import viewer_of  # noqa: PLC0415
    from maskinrum.planning.actions import accept_change  # noqa: PLC0415
    from maskinrum.planning.actions.changing import another_task  # noqa: PLC0415
    from maskinrum.planning.models import StartPlan  # noqa: PLC0415

    now = timezone.now()
    for plan in StartPlan.objects.all():
        manager = Membership.objects.filter(organisation=plan.organisation, role="manager")[0].person
        viewer = viewer_of(manager)
        for number in range(plan.tasks.count(), count):
            plan.refresh_from_db()
            change = another_task(f"Opgave {number}", phase="F1", days=(5, 10, 20), predecessors=["T01"], now=now)
            accept_change(plan, change, reason="", expected_revision=plan.revision, viewer=viewer, now=now)


def signed_in(email: str) -> Any:
    """A browser of somebody of the demonstration, or of nobody where the name is empty."""
    from django.test import Client  # noqa: PLC0415

    from maskinrum.organisations.models import Person  # noqa: PLC0415

    client = Client(SERVER_NAME=HOST)
    if email:
        client.force_login(Person.objects.get(email=email))
    return client


def walk(client: Any, start: str) -> Iterator[Visited]:
    """Visit one page of every view; files and the English pages are left out."""

    def ask(address: str) -> str:
        answer = client.get(address)
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        return str(answer.content.decode()) if is_page else ""

    for view, address, is_page in followed(ask, start=start):
        if is_page:
            yield visited(client, address, view)


def visited(client: Any, address: str, view: str = "a page that looks nothing up") -> Visited:
    """Ask for a page several times."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)
    taken = []
    for _ in range(RUNS):
        begin = time.process_time()
        client.get(address)
        taken.append(1000 * (time.process_time() - begin))
    return Visited(view, address, median(taken), max(taken), queries)


if __name__ == "__main__":
    main()
