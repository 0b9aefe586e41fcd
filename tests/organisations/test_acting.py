"""One organisation at a time: a form opened for one never writes for another."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import act_for, add_member, end_membership
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Department, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of

Browser = Callable[[Person | None], Client]
FORM = {"number": "7", "name": "Egeparken", "homes": "214"}


@pytest.fixture
def person(manager: Person, other_organisation: Organisation, now: datetime) -> Person:
    """A manager of one organisation who belongs to another, too, and acts for the first."""
    add_member(manager, organisation=other_organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)
    return manager


@pytest.fixture
def browser(person: Person, client_of: Browser) -> Client:
    """Theirs."""
    return client_of(person)


def opened_for(organisation: Organisation) -> dict[str, str]:
    """The form for a department as a page for that organisation holds it."""
    return FORM | {"organisation": str(organisation.pk), "acting_for": str(organisation.pk)}


def switched(browser: Client, to: Organisation) -> int:
    return browser.post(reverse("organisation:switch"), {"organisation": str(to.pk)}).status_code


def test_every_form_carries_whom_it_was_opened_for(browser: Client, organisation: Organisation) -> None:
    page = browser.get(reverse("organisation:departments")).content.decode()
    assert page.count("csrfmiddlewaretoken") == page.count(f'name="acting_for" value="{organisation.pk}"') > 0


def test_a_visitors_form_carries_nobody(client_of: Browser, db: None) -> None:
    assert 'name="acting_for"' not in client_of(None).get(reverse("decisions:trial")).content.decode()


def test_the_switch_holds_at_once(browser: Client, other_organisation: Organisation) -> None:
    assert switched(browser, other_organisation) == 302
    assert other_organisation.name in browser.get(reverse("organisation:home")).content.decode()


def test_nobody_switches_to_where_they_do_not_belong(
    client_of: Browser, member: Person, other_organisation: Organisation
) -> None:
    assert switched(client_of(member), other_organisation) == 400


def test_a_form_of_the_organisation_acted_for_is_saved(browser: Client, organisation: Organisation) -> None:
    assert browser.post(reverse("organisation:departments"), opened_for(organisation)).status_code == 302
    assert Department.objects.get().organisation == organisation


def test_a_form_of_another_organisation_writes_nothing_and_keeps_what_was_typed(
    browser: Client, organisation: Organisation, other_organisation: Organisation
) -> None:
    switched(browser, other_organisation)
    answer = browser.post(reverse("organisation:departments"), opened_for(organisation))
    assert (answer.status_code, Department.objects.count()) == (409, 0)
    assert 'name="name" value="Egeparken"' in answer.content.decode()


def test_a_part_of_a_page_is_told_why_nothing_came(
    browser: Client, organisation: Organisation, other_organisation: Organisation
) -> None:
    switched(browser, other_organisation)
    asked = {"HX-Request": "true"}
    answer = browser.post(reverse("organisation:departments"), opened_for(organisation), headers=asked)
    words = f"Siden blev åbnet for {organisation.name}, og nu handler du for en anden organisation."
    told = unquote(answer.headers["Problem-Words"])
    assert (answer.status_code, told) == (409, f"{words} Intet er gemt. Åbn siden igen.")


def test_one_button_acts_for_the_first_again_and_saves(
    browser: Client, organisation: Organisation, other_organisation: Organisation, person: Person
) -> None:
    switched(browser, other_organisation)
    sent = opened_for(organisation) | {"go_back_to": "1"}
    assert browser.post(reverse("organisation:departments"), sent).status_code == 302
    person.refresh_from_db()
    assert (Department.objects.get().organisation, viewer_of(person).organisation) == (organisation, organisation.pk)


def test_the_page_itself_sends_what_the_button_needs(
    browser: Client, organisation: Organisation, other_organisation: Organisation
) -> None:
    switched(browser, other_organisation)
    answer = browser.post(reverse("organisation:departments"), opened_for(organisation))
    fields = dict(answer.context["fields"])
    assert fields == opened_for(organisation)
    page = answer.content.decode().partition("</main>")[0]
    assert page[page.rindex('name="acting_for"') :].startswith(f'name="acting_for" value="{organisation.pk}"')


def test_whoever_was_put_out_meanwhile_can_only_copy_what_was_typed(
    browser: Client, organisation: Organisation, member: Person, person: Person, now: datetime
) -> None:
    add_member_as_manager = member.memberships.get()
    add_member_as_manager.role = Role.MANAGER
    add_member_as_manager.save()
    end_membership(person.memberships.get(organisation=organisation), viewer=OPERATOR, now=now)
    sent = opened_for(organisation) | {"go_back_to": "1"}
    answer = browser.post(reverse("organisation:departments"), sent)
    assert (answer.status_code, Department.objects.count()) == (409, 0)
    assert "Egeparken" in answer.content.decode()
    assert "go_back_to" not in answer.content.decode().replace("<code>go_back_to</code>", "")


@pytest.mark.parametrize("address", ["colour_scheme", "account_logout", "organisation:switch"])
def test_what_is_about_oneself_is_sent_whomever_one_acts_for(
    address: str,
    browser: Client,
    organisation: Organisation,
    other_organisation: Organisation,
    person: Person,
    now: datetime,
) -> None:
    act_for(person, organisation=other_organisation, viewer=viewer_of(person), now=now)
    sent = {"acting_for": str(organisation.pk), "organisation": str(organisation.pk), "scheme": "dark"}
    assert browser.post(reverse(address), sent).status_code == 302


@pytest.mark.parametrize("meant", ["", "ikke et nummer"])
def test_a_form_that_names_nobody_is_let_through(meant: str, browser: Client, organisation: Organisation) -> None:
    sent = opened_for(organisation) | {"acting_for": meant}
    assert browser.post(reverse("organisation:departments"), sent).status_code == 302


def test_the_header_offers_the_switch_to_whoever_has_a_choice(
    browser: Client, client_of: Browser, member: Person
) -> None:
    link = f'href="{reverse("organisation:switch")}"'
    assert link in browser.get("/").content.decode()
    assert link not in client_of(member).get("/").content.decode()
