"""What people wrote in a round is read by whom they chose, when it is closed, and by nobody for long."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.evaluation.actions import close_round, give_answer, give_wall_answer, open_round, put_up_wall
from maskinrum.evaluation.enums import TextFor
from maskinrum.evaluation.models import Round, VoluntaryTexts
from maskinrum.evaluation.queries.reading import own_words
from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.actions.retention import remove_overdue
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW
from tests.evaluation.rounding import invited, opened_round, organisation_called, planned_round, sheet_of

ClientOf = Callable[[Person | None], Client]
EVERYBODY, RUNNER = "Hold <b>møde</b> hver uge", "Chefen hører ikke efter"


def acting_for(organisation: Organisation, role: Role, name: str) -> Person:
    person = register_person(
        f"{name}@eget.example", name=name, password="en lang adgangskode", is_verified=True, now=NOW
    )
    add_member(person, organisation=organisation, role=role, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def people(
    partnership: Partnership, manager: Person, member: Person, outsider: Person, secretary: Person
) -> dict[str, Person | None]:
    """Somebody of each kind: those of the parties first, then those of none."""
    helper = organisation_called("Hjælper", OrganisationKind.FACILITATOR)
    Party.objects.create(
        partnership=partnership,
        organisation=helper,
        name="Hjælper",
        discipline=Discipline.FACILITATOR,
        label="F",
        position=2,
    )
    return {
        "manager": manager,
        "member": member,
        "contractor": outsider,
        "facilitator": acting_for(helper, Role.FACILITATOR, "facilitator"),
        "secretariat": secretary,
        "another": acting_for(organisation_called("En anden"), Role.MANAGER, "anden"),
        "visitor": None,
    }


def written(row: Round, count: int = 16) -> None:
    """So many answer; the first two write, one for everybody and one for who runs the round."""
    texts = [(EVERYBODY, TextFor.ALL), (RUNNER, TextFor.FACILITATOR)] + [("", TextFor.NOBODY)] * 14
    for place, (one, (text, chosen)) in enumerate(zip(invited(row)[:count], texts, strict=False)):
        give_answer(one, sheet_of(row.model, 1 + place % 5, text=text, text_for=chosen), now=NOW)


def told(row: Round, people: dict[str, Person | None], client_of: ClientOf, text: str) -> set[str]:
    address = reverse("evaluation:results", args=[row.key])
    return {who for who, one in people.items() if text in client_of(one).get(address).content.decode()}


def test_each_reads_what_was_meant_for_them_and_others_nothing(
    partnership: Partnership, people: dict[str, Person | None], client_of: ClientOf
) -> None:
    row = opened_round(partnership)
    written(row)
    close_round(row, viewer=OPERATOR, now=NOW)
    parties = {"manager", "member", "contractor", "facilitator"}
    assert told(row, people, client_of, "Hold &lt;b&gt;møde&lt;/b&gt; hver uge") == parties
    assert told(row, people, client_of, EVERYBODY) == set()
    assert told(row, people, client_of, RUNNER) == {"manager", "facilitator"}


def test_nobody_reads_anything_of_an_open_round(
    partnership: Partnership, people: dict[str, Person | None], client_of: ClientOf
) -> None:
    row = opened_round(partnership)
    written(row)
    assert told(row, people, client_of, "møde") | told(row, people, client_of, RUNNER) == set()
    viewers = [viewer_of(one) if one else VISITOR for one in people.values()]
    assert [own_words(viewer, row, now=NOW) for viewer in viewers] == [None] * len(viewers)


def test_of_fewer_than_five_answers_nothing_is_kept_and_the_page_says_so(
    partnership: Partnership, people: dict[str, Person | None], client_of: ClientOf
) -> None:
    row = opened_round(partnership)
    written(row, 4)
    close_round(row, viewer=OPERATOR, now=NOW)
    assert not VoluntaryTexts.objects.exists()
    assert told(row, people, client_of, RUNNER) | told(row, people, client_of, "hver uge") == set()
    assert told(row, people, client_of, "Færre end fem har svaret") == {
        "manager",
        "member",
        "contractor",
        "facilitator",
    }


def test_answers_from_the_wall_do_not_make_four_into_five(partnership: Partnership, manager: Person) -> None:
    row = planned_round(partnership, {(0, "project"): 6})
    put_up_wall(row, viewer=OPERATOR, now=NOW)
    row = open_round(row, viewer=OPERATOR, now=NOW)
    written(row, 4)
    give_wall_answer(row, sheet_of(row.model), now=NOW)
    row = close_round(row, viewer=OPERATOR, now=NOW)
    assert not VoluntaryTexts.objects.exists()
    VoluntaryTexts.objects.create(round=row, for_all=[EVERYBODY])  # as an earlier version kept it
    found = own_words(viewer_of(manager), row, now=NOW)
    assert found is not None
    assert (found.has_enough, found.for_all) == (False, ())


def test_whatever_order_they_were_stored_in_they_are_read_in_that_of_the_alphabet(
    partnership: Partnership, manager: Person
) -> None:
    row = opened_round(partnership)
    written(row)
    row = close_round(row, viewer=OPERATOR, now=NOW)
    VoluntaryTexts.objects.update(for_all=["tavlen", "Afløb", "Bad"], for_facilitator=["Å", "a"])
    found = own_words(viewer_of(manager), row, now=NOW)
    assert found is not None
    assert (found.for_all, found.for_runner) == (("Afløb", "Bad", "tavlen"), ("a", "Å"))


def test_they_are_forgotten_thirteen_months_after_the_round_was_closed(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    row = opened_round(partnership)
    written(row)
    remove_overdue(NOW + timedelta(days=800))  # an open round keeps them
    row = close_round(row, viewer=OPERATOR, now=NOW)
    kept = [remove_overdue(NOW + timedelta(days=days)).get("evaluation_voluntarytexts", 0) for days in (390, 400)]
    assert (kept, VoluntaryTexts.objects.count()) == ([0, 1], 0)
    assert (
        "Med deres egne ord"
        not in client_of(manager).get(reverse("evaluation:results", args=[row.key])).content.decode()
    )


def test_the_yearly_report_has_none_of_them(partnership: Partnership, manager: Person, client_of: ClientOf) -> None:
    row = opened_round(partnership, now=timezone.now())
    written_now(row, timezone.now())
    close_round(row, viewer=OPERATOR, now=timezone.now())
    page = client_of(manager).get(reverse("evaluation:yearly", args=[partnership.slug])).content.decode()
    assert "hver uge" not in page
    assert RUNNER not in page


def written_now(row: Round, now: datetime) -> None:
    for place, one in enumerate(invited(row)):
        text = EVERYBODY if not place else ""
        chosen = TextFor.ALL if text else TextFor.NOBODY
        give_answer(one, sheet_of(row.model, 1 + place % 5, text=text, text_for=chosen), now=now)
