"""Two who add the same to the register at the very same moment: one is told, and nobody meets an error of ours."""

import threading
from collections.abc import Callable
from contextlib import suppress
from time import sleep
from typing import Any

import pytest
from django.db import connections

from maskinrum.organisations.actions import create_organisation, know_organisation, known
from maskinrum.organisations.actions import organisations as organisation_actions
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import free_slug, organisation_called
from maskinrum.partnerships.actions import add_joint_estimate, joint_estimates, register
from maskinrum.partnerships.actions.listing import set_listing
from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.facts import Words
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.partnerships.queries.joint_estimates import Announced
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.partnerships.entries import CHANGE, added, entry_facts

LONGEST = 5.0  # seconds that one waits for the other


def meeting(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same act, from which neither goes on before both have done it."""
    both = threading.Barrier(2)

    def met(*given: Any, **named: Any) -> Any:
        done = act(*given, **named)
        with suppress(threading.BrokenBarrierError):
            both.wait(LONGEST)
        return done

    return met


def at_once(act: Callable[[int], object]) -> list[str]:
    """What becomes of two who do the same, each on a connection of their own."""
    told: list[str] = []

    def one(number: int) -> None:
        try:
            act(number)
            told.append("done")
        except DomainError as error:
            told.append(error.field)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_of_two_entries_of_one_address_one_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "set_listing", meeting(set_listing))
    told = at_once(lambda number: added(entry_facts(client=f"By {number}", contractor=f"Mester {number}")))
    assert (told, Partnership.objects.count()) == (["done", "slug"], 1)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_of_two_joint_estimates_of_one_name_one_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [added(entry_facts(name=slug), slug=slug) for slug in ("nord", "syd")]
    monkeypatch.setattr(joint_estimates, "partnership_facts", meeting(partnership_facts))
    announced = Announced("nord-og-syd", "1", "2", VolumeKind.ESTIMATE, Words())  # type: ignore[arg-type]
    seen: dict[str, Any] = {"source": CHANGE, "expected_revision": 1, "viewer": OPERATOR, "now": NOW}
    told = at_once(lambda number: add_joint_estimate(rows[number], announced, is_besides=True, **seen))
    assert (told, JointEstimate.objects.count()) == (["done", "slug"], 1)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_an_organisation_that_two_name_at_once_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "free_slug", meeting(free_slug))
    kind = OrganisationKind.ENGINEER
    told = at_once(lambda _number: know_organisation("Nye Nord", kind=kind, viewer=OPERATOR, now=NOW))
    assert (told, Organisation.objects.count()) == (["done", "done"], 1)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", [1, 2])
def test_nor_are_there_two_when_the_later_goes_on_after_the_first_is_there(
    look: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked for the name and found nothing; then one is done before the other takes the next step."""
    both, is_there, seen = threading.Barrier(2), threading.Event(), threading.local()

    def looked(name: str, **words: Any) -> Organisation | None:
        found = organisation_called(name, **words)
        seen.looks = getattr(seen, "looks", 0) + 1
        if seen.looks == look and both.wait(LONGEST):
            is_there.wait(LONGEST)
        return found

    def name_it(_number: int) -> None:
        know_organisation("Nye Nord", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=NOW)
        is_there.set()

    monkeypatch.setattr(known, "organisation_called", looked)
    assert (at_once(name_it), Organisation.objects.count()) == (["done", "done"], 1)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_two_who_name_two_new_ones_in_either_order_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(name: str, **words: Any) -> Organisation:
        found = know_organisation(name, **words)
        sleep(0.2)  # so that each has named one before it names the next
        return found

    monkeypatch.setattr(register, "know_organisation", slowly)
    names = ["Alfa Nord", "Beta Syd"]

    def add(number: int) -> None:
        client, contractor = names[:: 1 - 2 * number]
        added(entry_facts(client=client, contractor=contractor), slug=f"to-{number}")

    assert (at_once(add), Organisation.objects.filter(name__in=names).count()) == (["done", "done"], 2)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_of_two_organisations_of_one_name_added_at_once_nobody_is_told_of_a_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(organisation_actions, "free_slug", lambda _name: "nord")
    kind = OrganisationKind.ENGINEER
    told = at_once(lambda _number: create_organisation("Nord", kind=kind, viewer=OPERATOR, now=NOW))
    assert (told, Organisation.objects.count()) == (["done", "name"], 1)
