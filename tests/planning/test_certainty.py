"""How sure a plan is, and whose real durations count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions import lend_durations
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.queries import lasted_tasks
from maskinrum.shared.errors import DomainError
from tests.planning.making import done, planned

ClientOf = Callable[[Person | None], Client]


def test_a_plan_is_held_against_known_courses_and_other_procedures(
    plan: StartPlan, member: Person, client_of: ClientOf
) -> None:
    browser, page = client_of(member), reverse("planning:certainty", args=[plan.pk])
    shown = browser.get(page)
    assert (len(shown.context["real"]) > 2, "Domea" in shown.content.decode()) == (True, True)
    assert "alternatives" not in shown.context
    asked = browser.get(page, {"hvad-nu": "1"})
    assert (len(asked.context["alternatives"]), len(asked.context["swings"])) == (5, 10)


def test_only_durations_of_signed_plans_that_are_lent_count(
    organisation: Organisation, viewer: Viewer, manager: Person, member: Person, client_of: ClientOf, now: datetime
) -> None:
    begun = now - timedelta(days=100)
    plan = planned(organisation, viewer, begun, start=begun.date())
    done(plan, "T01", begun.date() + timedelta(days=14), viewer, now)
    with pytest.raises(DomainError, match="leder"):
        lend_durations(plan, is_lent=True, viewer=Viewer(member.pk, organisation.pk, "member"), now=now)
    page = reverse("planning:lend", args=[plan.pk])
    client_of(manager).post(page, {"lend": "1"})
    assert lasted_tasks(is_fictitious=False) == []
    StartPlan.objects.update(signed_on=now.date())
    found = lasted_tasks(is_fictitious=False)
    assert [(one.organisation, one.task, one.days) for one in found] == [(str(organisation.pk), "T01", 14)]
    PlanTask.objects.filter(key="T01").update(is_own=True)
    assert lasted_tasks(is_fictitious=False) == []
    client_of(manager).post(page, {"stop": "1"})
    assert StartPlan.objects.get().shares_durations is False


def test_invented_organisations_count_only_beside_invented_ones(
    organisation: Organisation, plan: StartPlan, viewer: Viewer, member: Person, client_of: ClientOf, now: datetime
) -> None:
    begun = now - timedelta(days=100)
    for number in range(5):
        owner = Organisation.objects.create(
            slug=f"opdigt-{number}", name=f"Opdigt {number}", kind=organisation.kind, is_fictitious=True
        )
        lent = planned(owner, replace(viewer, organisation=owner.pk), begun, start=begun.date())
        done(lent, "T01", begun.date() + timedelta(days=14), replace(viewer, organisation=owner.pk), now)
    StartPlan.objects.exclude(pk=plan.pk).update(signed_on=now.date(), shares_durations=True)
    browser, page = client_of(member), reverse("planning:certainty", args=[plan.pk])
    assert browser.get(page).context["observed"] == []
    Organisation.objects.filter(pk=organisation.pk).update(is_fictitious=True)
    assert len(browser.get(page).context["observed"]) == 1
