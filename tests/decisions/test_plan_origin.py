"""What a start plan is told by the decision file and the projects it is made from."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import add_department
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.models import Project
from maskinrum.planning.analysis.proposing import kept_schedule
from maskinrum.planning.facts.origins import known_of
from maskinrum.planning.facts.plan import CallerFacts, FirstCallOff
from maskinrum.planning.models import StartPlan
from maskinrum.planning.queries.facts import call_offs_of, callers_of
from tests.decisions.making import TAGET, THREE, opened

ClientOf = Callable[[Person | None], Client]
CALLERS = (CallerFacts("Solbakken", Decimal("59.1")), CallerFacts("Åparken", Decimal(120)))


@pytest.fixture
def of_two(organisation: Organisation, viewer: Viewer, now: datetime) -> DecisionFile:
    """A file of three projects of two departments, with a ceiling; one more project is not eligible."""
    gone = replace(TAGET, name="Garagen", budget=Decimal(7), eligible=False)
    facts = (*THREE, gone)
    file = opened(organisation, viewer, now, *facts, assumptions=Assumptions(ceiling=260.0))
    homes = {
        name: add_department(organisation, number=str(n), name=name, homes=None, viewer=viewer, now=now)
        for n, name in enumerate(("Solbakken", "Åparken"), start=1)
    }
    for name, home in (("Taget", "Solbakken"), ("Kælderen", "Solbakken"), ("Facaden", "Åparken")):
        Project.objects.filter(name=name).update(department=homes[home])
    Project.objects.filter(name="Kælderen").update(approval=ApprovalState.ORGANISATION_BOARD)
    return file


def test_a_file_tells_values_departments_and_what_is_approved(
    of_two: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    found = known_of(viewer, of_two.pk, now=now)
    assert found is not None
    assert (found.title, found.expected_mdkk, found.maximum_mdkk) == (of_two.title, Decimal("179.1"), Decimal(260))
    assert (found.term_months, found.option_months) == (48, 24)
    assert found.callers == CALLERS
    assert found.first_call_offs == (
        FirstCallOff("Facaden", given=("department_meeting", "scheme_a")),
        FirstCallOff("Taget", given=("department_meeting", "scheme_a")),
        FirstCallOff("Kælderen", given=("department_meeting",)),
    )


def test_nobody_else_learns_what_a_file_knows(of_two: DecisionFile, outsider: Person, now: datetime) -> None:
    assert known_of(viewer_of(outsider), of_two.pk, now=now) is None
    assert known_of(viewer_of(outsider), uuid.uuid4(), now=now) is None


def test_a_plan_is_made_from_what_the_file_knows(of_two: DecisionFile, member: Person, client_of: ClientOf) -> None:
    browser, page = client_of(member), f"{reverse('planning:new')}?fra={of_two.pk}"
    form = browser.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert "Solbakken; 59,1" in typed["callers"]
    sent = {name: value for name, value in typed.items() if value not in (None, "", [])}
    assert browser.post(page, sent).status_code == 302
    plan = StartPlan.objects.get()
    assert (plan.origin, plan.expected_mdkk, plan.maximum_mdkk) == (of_two.pk, Decimal("179.1"), Decimal(260))
    assert (callers_of(plan.callers), plan.term_months) == (CALLERS, 48)
    found = kept_schedule(plan)
    assert found is not None
    missing = [(one.id, one.values["project"]) for one in found.warnings if one.id.endswith("a-missing")]
    assert missing == [("scheme-a-missing", "Kælderen")]
    assert "department-meeting-missing" not in {one.id for one in found.warnings}
    page = reverse("planning:call_offs", args=[plan.pk])
    kept = browser.get(page).context["form"]
    again = {name: kept[name].value() for name in kept.fields if kept[name].value() not in (None, "", [])}
    browser.post(page, again)
    plan.refresh_from_db()
    assert call_offs_of(plan.first_call_offs)[0].given == ("department_meeting", "scheme_a")
