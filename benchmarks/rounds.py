"""Speed of the pages of rounds: 300 invited to one that is open, 10,000 rounds stored.

Run ``python benchmarks/rounds.py`` from the repository: it makes a database of its own in a temporary folder. Printed
are, for each page, the server's CPU time (median and most of several visits) and its queries; and how long
200 answers take one after the other, from a sheet that is read to a count that is stored, and closing the round.
It fails when a page takes more than 60 ms, or the answers more than ten seconds.
"""

import os
import tempfile
import time
from datetime import date, timedelta
from statistics import median
from typing import Any

RUNS = 15
STORED, PARTNERSHIPS, INVITED, ANSWERS = 10_000, 200, 300, 200
LIMIT = 60  # ms
MOST_SECONDS = 10  # for all the answers
READ = ("development", "maturity", "findings", "yearly", "figures", "learning", "comparison")


def main() -> int:
    """Make the database, visit every page, answer."""
    with tempfile.TemporaryDirectory(prefix="maskinrum-rounds-") as folder:
        os.environ["MASKINRUM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "maskinrum.config.settings"

        import django  # noqa: PLC0415 - the folder must be named first

        django.setup()
        slug, key, person = prepare()
        slow = visit_all(slug, key, person)
        is_late = answer_all(key)
        close(key)
    return 1 if slow or is_late else 0


def prepare() -> tuple[str, str, Any]:
    """Ten thousand closed rounds with results, and one that asks three hundred."""
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.config.serving import collect_static, measure_tables, prepare_database  # noqa: PLC0415
    from maskinrum.evaluation.actions import begin_model, invite_people, open_round, plan_round  # noqa: PLC0415
    from maskinrum.evaluation.actions.proposing import keep_reading  # noqa: PLC0415
    from maskinrum.evaluation.enums import EvaluationPart, RoundRole  # noqa: PLC0415
    from maskinrum.evaluation.facts.planning import Invited  # noqa: PLC0415
    from maskinrum.evaluation.models import Round  # noqa: PLC0415
    from maskinrum.organisations.actions import add_member, create_organisation, register_person  # noqa: PLC0415
    from maskinrum.organisations.enums import Role  # noqa: PLC0415
    from maskinrum.organisations.permissions import OPERATOR  # noqa: PLC0415
    from maskinrum.partnerships.models import Partnership, Party  # noqa: PLC0415

    prepare_database()
    collect_static()
    now, today = timezone.now(), timezone.localdate()
    kind: Any = "housing_organisation"
    parties = [create_organisation(f"Part {place}", kind=kind, viewer=OPERATOR, now=now) for place in range(5)]
    person = register_person("leder@part.example", is_verified=True, now=now)
    add_member(person, organisation=parties[0], role=Role.MANAGER, viewer=OPERATOR, now=now)
    own = []
    for place in range(PARTNERSHIPS):
        row = Partnership.objects.create(
            slug=f"maalt-{place}",
            name=f"Partnerskab {place}",
            organisation=parties[0],
            type="strategic_partnership",
            client_kind="housing",
            status="active",
            added_at=now,
            changed_at=now,
        )
        for number, party in enumerate(parties):
            Party.objects.create(partnership=row, organisation=party, name=party.name, position=number)
        store(row, begin_model(row, viewer=OPERATOR, now=now), today, parties)
        own.append(row)
    store_maturity(own[0], parties, today)
    keep_reading(Round.objects.get(key=LAST.format(own[0].slug)), now)
    pulse, days = EvaluationPart.PULSE, {"opens_on": today, "closes_on": today + timedelta(days=14)}
    open_one = plan_round(own[0], part=pulse, **days, viewer=OPERATOR, now=now)
    roles = list(RoundRole)
    people = [
        Invited(f"nr{number}@part.example", parties[number % 5].pk, roles[number % 7]) for number in range(INVITED)
    ]
    invite_people(open_one, people, viewer=OPERATOR, now=now)
    open_round(open_one, viewer=OPERATOR, now=now)
    measure_tables()
    return own[0].slug, open_one.key, person


LAST = f"{{}}-{STORED // PARTNERSHIPS}"  # the key of the latest closed pulse of a partnership


def store(row: Any, model: Any, today: date, parties: list[Any]) -> None:
    """Fifty closed rounds of one partnership, each with results of the whole; the latest by party and role too."""
    from maskinrum.evaluation.actions.tallying import asked_by  # noqa: PLC0415
    from maskinrum.evaluation.enums import RoundRole  # noqa: PLC0415
    from maskinrum.evaluation.models import Result, Round  # noqa: PLC0415

    count = STORED // PARTNERSHIPS
    made = Round.objects.bulk_create(
        Round(
            key=f"{row.slug}-{number}",
            partnership=row,
            organisation_id=row.organisation_id,
            model=model,
            part="pulse",
            number=number,
            state="closed",
            opens_on=today - timedelta(days=60 * (count + 1 - number)),
            closes_on=today - timedelta(days=60 * (count + 1 - number) - 14),
            invited=40,
            answered=30,
            created_at=row.added_at,
        )
        for number in range(1, count + 1)
    )
    asked = asked_by(model)
    Result.objects.bulk_create(
        (
            Result(round=one, wording_id=wording, aspect=aspect, way="personal", view="all", levels=[2, 4, 8, 10, 6])
            for one in made
            for wording, aspect in asked
        ),
        batch_size=2_000,
    )
    Result.objects.bulk_create(
        Result(round=made[-1], wording_id=wording, aspect=aspect, way="personal", unknown=1, **view)
        for wording, aspect in asked
        for view in (
            *(
                {"view": "party", "party": one, "levels": [1, 1, 2, 2, number + 1]}
                for number, one in enumerate(parties)
            ),
            *({"view": "role", "role": role, "levels": [1, 2, 2, 2, 1]} for role in RoundRole.values),
        )
    )


def store_maturity(row: Any, parties: list[Any], today: date) -> None:
    """Two closed maturities of one partnership, answered by all its parties."""
    from maskinrum.evaluation.enums import EvaluationPart  # noqa: PLC0415
    from maskinrum.evaluation.models import MaturityAnswer, Round  # noqa: PLC0415
    from maskinrum.evaluation.queries import current_model, model_items  # noqa: PLC0415

    model: Any = current_model(row)
    for number in (1, 2):
        day = today - timedelta(days=365 * (3 - number))
        made = Round.objects.create(
            key=f"{row.slug}-m{number}",
            partnership=row,
            organisation_id=row.organisation_id,
            model=model,
            part="maturity",
            number=number,
            state="closed",
            opens_on=day,
            closes_on=day + timedelta(days=14),
            answered=len(parties),
            created_at=row.added_at,
        )
        MaturityAnswer.objects.bulk_create(
            MaturityAnswer(round=made, party=party, wording=item.wording, level=1 + place % 5, at=row.added_at)
            for place, party in enumerate(parties)
            for item in model_items(model, EvaluationPart.MATURITY)
        )


def visit_all(slug: str, key: str, person: Any) -> bool:
    """Print what each page costs, and say whether one is too slow."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from maskinrum.evaluation.actions.letters import token_of  # noqa: PLC0415
    from maskinrum.evaluation.models import Invitation, ModelItem  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    token = token_of(Invitation.objects.filter(round__key=key)[0])
    asked = ModelItem.objects.filter(model__rounds__key=key, wording__question__part="pulse").order_by("position")[0]
    pages = {
        **{name: reverse(f"evaluation:{name}", args=[slug]) for name in ("rounds", "model", "plan", "change_model")},
        **{name: reverse(f"evaluation:{name}", args=[key]) for name in ("round", "invite", "open", "close", "days")},
        **{name: reverse(f"evaluation:{name}", args=[slug]) for name in READ},
        "results": reverse("evaluation:results", args=[LAST.format(slug)]),
        "question": reverse("evaluation:question", args=[slug, asked.wording.question_id]),
        "index": reverse("evaluation:index"),
        "answer": reverse("evaluation:answer", args=[token]),
    }
    print(f"{STORED} rounds, {INVITED} invited{'':10}median    most  queries")
    taken = {name: measured(client, address) for name, address in pages.items()}
    for name, (middle, most, queries) in taken.items():
        print(f"{name:34}{middle:8.1f}{most:8.1f}{queries:9}")
    return any(middle > LIMIT for middle, _most, _queries in taken.values())


def measured(client: Any, address: str) -> tuple[float, float, int]:
    """Milliseconds of CPU, median and most, and the queries of one visit."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    times = []
    client.get(address)
    for _turn in range(RUNS):
        begin = time.process_time()
        client.get(address)
        times.append(1000 * (time.process_time() - begin))
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return median(times), max(times), len(asked)


def answer_all(key: str) -> bool:
    """Send two hundred sheets, and say whether that took too long or lost one."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from maskinrum.evaluation.actions.letters import token_of  # noqa: PLC0415
    from maskinrum.evaluation.actions.tallying import asked_by  # noqa: PLC0415
    from maskinrum.evaluation.models import Invitation, Round  # noqa: PLC0415

    row = Round.objects.get(key=key)
    data = {f"a_{wording.hex}": "4" for wording, _aspect in asked_by(row.model)}
    tokens = [token_of(one) for one in Invitation.objects.filter(round=row)[:ANSWERS]]
    begin, begun = time.perf_counter(), time.process_time()
    sent = [
        Client(SERVER_NAME="localhost").post(reverse("evaluation:answer", args=[token]), data).status_code
        for token in tokens
    ]
    seconds, own = time.perf_counter() - begin, time.process_time() - begun
    row.refresh_from_db()
    print(f"{len(sent)} answers in {seconds:.1f} s ({own:.1f} s CPU), {row.answered} counted")
    return seconds > MOST_SECONDS or row.answered != len(sent)


def close(key: str) -> None:
    """Close the round with all that follows: what may be shown, what it says beside fifty earlier ones, findings."""
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.evaluation.actions import close_round  # noqa: PLC0415
    from maskinrum.evaluation.models import Round  # noqa: PLC0415
    from maskinrum.organisations.permissions import OPERATOR  # noqa: PLC0415

    row = Round.objects.select_related("partnership").get(key=key)
    begin = time.process_time()
    close_round(row, viewer=OPERATOR, now=timezone.now())
    print(f"closed in {time.process_time() - begin:.2f} s CPU")


if __name__ == "__main__":
    raise SystemExit(main())
