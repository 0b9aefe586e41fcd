"""Who may call off, as it is typed in the form of an entry: by number or name of a department."""

from datetime import datetime

import pytest
from django.test import Client

from maskinrum.organisations.actions import add_department, remove_department
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import SourceLabel
from maskinrum.partnerships.facts import CallOffFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnership_facts
from tests.partnerships.entries import added, changed
from tests.partnerships.saving import Sign, add, save, stored


@pytest.fixture
def row(organisation: Organisation) -> Partnership:
    """An entry whose client is *Boligselskabet Nord*."""
    return added()


@pytest.fixture
def browser(manager: Person, client_of: Sign) -> Client:
    """Signed in as a manager of the client."""
    return client_of(manager)


RIGHT = {"call_off-TOTAL_FORMS": 1, "call_off-0-organisation": "Boligselskabet Nord", "call_off-0-label": "F"}


def test_a_department_that_is_not_there_is_told(browser: Client, row: Partnership) -> None:
    page = save(browser, row, **RIGHT, **{"call_off-0-department": "12"}).content.decode()
    assert "Boligselskabet Nord har ingen afdeling 12." in page


def test_a_department_is_found_by_number_and_by_name_in_any_case(
    browser: Client, row: Partnership, organisation: Organisation, manager: Person, now: datetime
) -> None:
    add_department(organisation, number="12", name="Østerbo", homes=None, viewer=viewer_of(manager), now=now)
    for typed in ("12", "ØSTERBO"):
        save(browser, row, **RIGHT, **{"call_off-0-department": typed})
        assert [str(right.department) for right in row.call_off_rights.all()] == ["12 Østerbo"]


def test_an_entry_is_saved_when_a_department_it_names_is_off_its_list(
    browser: Client, row: Partnership, organisation: Organisation, manager: Person, now: datetime
) -> None:
    viewer = viewer_of(manager)
    made = add_department(organisation, number="12", name="Egeparken", homes=None, viewer=viewer, now=now)
    changed(row, viewer=viewer, call_off=(CallOffFacts(organisation.name, "12", SourceLabel.FACT),))
    remove_department(made, viewer=viewer, now=now)
    assert save(browser, row, term_months="60").status_code == 302
    assert (stored(row).term_months, row.call_off_rights.get().department) == (60, made)


@pytest.mark.parametrize("number", ["12", "13"])
def test_nobody_learns_from_a_right_which_departments_others_have(
    number: str, secretary: Person, client_of: Sign, other_organisation: Organisation, now: datetime
) -> None:
    theirs = Viewer(None, other_organisation.pk, "manager")
    add_department(other_organisation, number="12", name="Egeparken", homes=None, viewer=theirs, now=now)
    right = RIGHT | {"call_off-0-organisation": other_organisation.name, "call_off-0-department": number}
    assert add(client_of(secretary), **right).status_code == 302
    told = CallOffFacts(other_organisation.name, number, SourceLabel.FACT)
    assert [partnership_facts(row).call_off for row in Partnership.objects.all()] == [(told,)]
    assert Partnership.objects.get().call_off_rights.get().department is None


def test_a_department_named_by_number_and_by_name_stands_twice(
    browser: Client, row: Partnership, organisation: Organisation, manager: Person, now: datetime
) -> None:
    add_department(organisation, number="12", name="Egeparken", homes=None, viewer=viewer_of(manager), now=now)
    other = {f"call_off-1-{name}": value for name, value in (("organisation", organisation.name), ("label", "F"))}
    typed = {"call_off-0-department": "12", "call_off-1-department": "Egeparken"}
    both = RIGHT | other | typed | {"call_off-TOTAL_FORMS": 2}
    answer = save(browser, row, **both)
    page = answer.content.decode()
    assert (answer.status_code, "står to gange" in page, 'value="Egeparken"' in page) == (200, True, True)
