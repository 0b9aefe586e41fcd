"""Whatever is added, changed or removed reaches the index, for every kind that is offered."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from maskinrum.organisations.actions import (
    add_department,
    change_department,
    change_organisation,
    create_organisation,
    merge_organisations,
)
from maskinrum.organisations.enums import OrganisationKind, Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import tie_to_departments
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import build_index, keep_up, note_change
from maskinrum.search.indexing import (
    Document,
    Question,
    ask,
    current,
    is_wanted,
    kinds,
    place,
    read,
    registry,
    want_anew,
)
from maskinrum.search.models import IndexChange
from tests.conftest import NOW
from tests.decisions.making import listed
from tests.partnerships.entries import added, entry_facts, shown_to
from tests.search.scenarios import FIRST, SCENARIOS, SECOND

Follow = Callable[[], int]


def found(viewer: Viewer, text: str, kind: str = "", language: str = "da") -> list[str]:
    """The titles of what a viewer finds on the pages of a language."""
    facets = {"kind": (kind,)} if kind else {}
    answer = ask(viewer, Question(text, facets=facets), language=language, now=NOW)
    return [one.hit.title for one in answer.found]


def test_every_kind_with_rows_has_a_scenario() -> None:
    assert {name for name, kind in kinds().items() if kind.model} == set(SCENARIOS)


@pytest.mark.parametrize("kind", SCENARIOS)
def test_what_is_made_renamed_and_removed_is_followed(
    kind: str, organisation: Organisation, manager: Person, follow: Follow
) -> None:
    viewer, scenario = viewer_of(manager), SCENARIOS[kind]
    row = scenario.make(organisation, viewer)
    follow()
    assert [found(viewer, FIRST, kind, language) for language in ("da", "en")] == [[FIRST], [FIRST]]
    scenario.rename(row, viewer)
    follow()
    assert (found(viewer, FIRST, kind), found(viewer, SECOND, kind)) == ([], [SECOND])
    if scenario.remove:
        scenario.remove(row, viewer)
        follow()
        assert found(viewer, SECOND, kind) == []


def test_a_change_of_visibility_is_followed_and_so_are_the_parties(follow: Follow) -> None:
    row = added(entry_facts(name=FIRST, contractor=SECOND))
    follow()
    assert (found(VISITOR, FIRST), found(VISITOR, SECOND, "organisation")) == ([FIRST], [SECOND])
    shown_to(row, Visibility.ORGANISATION)
    follow()
    assert count_of(FIRST) == count_of(SECOND) == 0
    shown_to(row, Visibility.OPEN)
    follow()
    assert (found(VISITOR, FIRST), found(VISITOR, SECOND, "organisation")) == ([FIRST], [SECOND])


def count_of(text: str) -> int:
    """How much the index itself lets a visitor find, before the database is asked."""
    return read(lambda index: index.search(text, readers=["open"]).total)


def test_a_project_is_found_by_its_department_also_when_that_is_renamed(
    organisation: Organisation, manager: Person, follow: Follow, now: datetime
) -> None:
    viewer = viewer_of(manager)
    department = add_department(organisation, number="7", name=FIRST, homes=None, viewer=viewer, now=now)
    project = listed(organisation, viewer, now)[0]
    tie_to_departments({project.pk: department}, viewer=viewer, now=now)
    follow()
    assert found(viewer, FIRST) == [project.name]
    change_department(department, number="7", name=SECOND, homes=None, viewer=viewer, now=now)
    follow()
    assert (found(viewer, FIRST), found(viewer, SECOND)) == ([], [project.name])


def test_a_group_is_found_where_a_company_of_it_takes_part(follow: Follow) -> None:
    group = create_organisation(SECOND, kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)
    added(entry_facts(contractor=FIRST))
    follow()
    assert found(VISITOR, SECOND, "organisation") == []
    company = Organisation.objects.get(name=FIRST)
    change_organisation(company, name=FIRST, kind=company.kind, cvr="", group=group, viewer=OPERATOR, now=NOW)
    follow()
    assert sorted(found(VISITOR, SECOND, "organisation")) == [FIRST, SECOND]


def test_a_merger_moves_what_the_organisation_had(
    organisation: Organisation, manager: Person, outsider: Person, follow: Follow
) -> None:
    viewer = viewer_of(manager)
    SCENARIOS["project"].make(organisation, viewer)
    SCENARIOS["decision_file"].make(organisation, viewer)
    follow()
    into = Organisation.objects.get(memberships__person=outsider)
    merge_organisations(organisation, into=into, viewer=OPERATOR, now=NOW)
    follow()
    assert sorted(found(viewer_of(outsider), FIRST)) == [FIRST, FIRST]


def test_what_is_rolled_back_leaves_nothing_to_follow(follow: Follow) -> None:
    with transaction.atomic():
        added()
        transaction.set_rollback(True)
    assert IndexChange.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_must_be_noted_in_the_transaction_that_makes_it() -> None:
    row = added()
    with pytest.raises(transaction.TransactionManagementError):
        note_change(row)


def test_what_nobody_offers_is_passed_over(organisation: Organisation, member: Person) -> None:
    IndexChange.objects.all().delete()
    note_change(member)
    assert IndexChange.objects.count() == 0


def test_a_change_is_forgotten_when_the_index_has_it(follow: Follow) -> None:
    added()
    assert (IndexChange.objects.count() > 0, follow() > 0, IndexChange.objects.count()) == (True, True, 0)


def test_what_cannot_be_made_keeps_nothing_else_out_and_is_tried_again(
    follow: Follow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = added(entry_facts(name=FIRST)), added(entry_facts(name=SECOND), slug="en-anden")
    offered = kinds()["partnership"]

    def documents(ids: object) -> list[Document]:
        if str(bad.pk) in ids:  # type: ignore[operator]
            raise ValueError("this one is broken")
        return list(offered.documents(ids))  # type: ignore[arg-type]

    monkeypatch.setitem(registry._KINDS, "partnership", registry.Kind(**vars(offered) | {"documents": documents}))
    follow()
    assert (found(VISITOR, FIRST, "partnership"), found(VISITOR, SECOND, "partnership")) == ([], [good.name])
    [left] = IndexChange.objects.all()
    assert (left.item, left.attempts, left.not_before > timezone.now()) == (str(bad.pk), 1, True)
    monkeypatch.undo()
    keep_up(left.not_before)
    assert (found(VISITOR, FIRST, "partnership"), IndexChange.objects.count()) == ([FIRST], 0)


def test_an_index_built_anew_has_everything_and_only_that(follow: Follow) -> None:
    added(entry_facts(name=FIRST))
    follow()
    before, count = current(), read(lambda index: index.count)
    want_anew()
    assert is_wanted()
    assert build_index() == count
    assert (current() != before, is_wanted(), found(VISITOR, FIRST, "partnership")) == (True, False, [FIRST])
    assert sorted(path.name for path in place().iterdir()) == sorted(["current", current()])


def test_what_changes_while_an_index_is_built_is_written_afterwards(
    follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = added(entry_facts(name=FIRST))
    offered = kinds()["term"]

    def documents(ids: object) -> list[Document]:
        changed_row = Partnership.objects.get(pk=row.pk)
        if changed_row.name == FIRST:
            SCENARIOS["partnership"].rename(changed_row, OPERATOR)
        return list(offered.documents(ids))  # type: ignore[arg-type]

    monkeypatch.setitem(registry._KINDS, "term", registry.Kind(**vars(offered) | {"documents": documents}))
    build_index()
    assert IndexChange.objects.count() > 0
    follow()
    assert (found(VISITOR, FIRST, "partnership"), found(VISITOR, SECOND, "partnership")) == ([], [SECOND])
