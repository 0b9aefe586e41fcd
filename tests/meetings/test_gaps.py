"""Where experience is missing: the rule, the table, and the way to an agenda."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.knowledge.models import Experience
from maskinrum.meetings.enums import GapKind
from maskinrum.meetings.facts.gaps import Cell, Told, cells_of
from maskinrum.meetings.queries import gap_matrix, gap_topics
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.meetings.holding import called

ClientOf = Callable[[Person | None], Client]
TODAY = timezone.localdate(NOW)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (Cell(), GapKind.NONE),
        (Cell(2), GapKind.FEW),
        (Cell(3, late=3), GapKind.OLD),
        (Cell(5, late=5, is_disputed=True), GapKind.DISPUTED),
        (Cell(3, late=2), GapKind.ENOUGH),
    ],
)
def test_a_cell_says_what_is_missing(cell: Cell, kind: GapKind) -> None:
    assert cell.kind == kind


def test_an_experience_of_two_themes_of_a_group_counts_once_in_the_group() -> None:
    cells = cells_of([Told(("A1", "A2"), "F3", "positive", 2)])
    assert (cells["A1", "F3"].count, cells["A2", "F3"].count, cells["A", "F3"].count) == (2, 2, 2)


def test_good_and_bad_about_different_themes_do_not_disagree() -> None:
    cells = cells_of([Told(("A1",), "F3", "positive", 1), Told(("A2",), "F3", "negative", 1)])
    assert not cells["A", "F3"].is_disputed


@pytest.mark.parametrize("other", [Told(("A1",), "F3", "negative", 1), Told(("A1",), "F3", "mixed", 1, against=1)])
def test_good_and_bad_about_one_theme_disagree_and_so_does_what_was_told_against_another(other: Told) -> None:
    cells = cells_of([Told(("A1",), "F3", "positive", 1), other])
    assert cells["A1", "F3"].is_disputed
    assert cells["A", "F3"].is_disputed


def count_of(viewer: object, code: str, phase: str, group: str = "") -> Cell:
    matrix = gap_matrix(viewer, group=group, now=NOW, today=TODAY)  # type: ignore[arg-type]
    row = next(one for one in matrix.rows if one.code == code)
    return {each.value: cell for each, cell in row.cells}[phase]


def test_the_table_counts_only_what_the_viewer_may_read(member: Person, outsider: Person) -> None:
    published_one(member, visibility="organisation")
    published_one(member, visibility="network")
    found = [count_of(viewer, "F", "F5").count for viewer in (viewer_of(member), viewer_of(outsider), VISITOR)]
    assert found == [2, 1, 0]


def test_what_is_overdue_is_old(member: Person) -> None:
    row = published_one(member)
    Experience.objects.filter(pk=row.pk).update(review_on=TODAY - timedelta(days=1))
    assert count_of(viewer_of(member), "F6", "F5", group="F").kind == GapKind.OLD


def test_a_group_opens_to_its_themes_and_a_field_leads_to_experiences_and_to_an_agenda(
    member: Person, client_of: ClientOf
) -> None:
    published_one(member)
    page = client_of(member).get(reverse("meetings:gaps"), {"gruppe": "F"}).content.decode()
    assert f"{reverse('knowledge:index')}?theme=F6&amp;phase=F5" in page
    assert f"{reverse('meetings:take_up')}?tema=F6&amp;fase=F5" in page


def test_the_table_asks_the_same_number_of_questions_whatever_is_told(
    member: Person, client_of: ClientOf, assert_constant_queries: Callable[..., None]
) -> None:
    browser = client_of(member)

    def more(count: int) -> None:
        for _each in range(count):
            published_one(member)

    assert_constant_queries(more, lambda: browser.get(reverse("meetings:gaps"), {"gruppe": "F"}))


def test_a_gap_is_put_on_the_agenda_of_a_planned_meeting(member: Person, client_of: ClientOf) -> None:
    row = called(member)
    address = f"{reverse('meetings:take_up')}?tema=F6&fase=F5"
    answer = client_of(member).post(address, {"meeting": row.key})
    assert answer.status_code == 302
    item = row.items.get()
    assert (item.theme_codes, item.phase) == ("F6", "F5")


def test_a_gap_is_not_put_on_the_agenda_of_another_organisation(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = called(member)
    address = f"{reverse('meetings:take_up')}?tema=F6&fase=F5"
    assert client_of(outsider).post(address, {"meeting": row.key}).status_code == 200
    assert not row.items.exists()


def test_gaps_are_suggested_for_an_agenda_by_the_themes_of_the_meeting(member: Person) -> None:
    published_one(member, effect="positive")
    published_one(member, effect="negative")
    topics = gap_topics(viewer_of(member), ["F6"], NOW)
    assert topics[0].key == "F6-F5"
    assert {topic.themes for topic in topics} == {("F6",)}
