"""A decision file is opened to other organisations by name, until a day or until it is stopped."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.test import Client
from django.utils.translation import gettext as _

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import create_organisation
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from tests.decisions.making import address, told

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]


def test_an_organisation_is_let_in_by_name_until_a_day(
    file: DecisionFile, other_organisation: Organisation, browser: Client
) -> None:
    form = {"organisation": str(other_organisation.pk), "until": "2099-05-31"}
    answer = browser.post(address("sharing", file), form, follow=True)
    grant = Grant.objects.get()
    assert (grant.organisation, f"{grant.expires_at:%Y-%m-%d %H}") == (other_organisation, "2099-05-31 21")
    assert told(answer) == [_("%(name)s can read the file now.") % {"name": "Entreprenør Syd"}]


def test_sharing_without_a_day_lasts_until_it_is_stopped(
    file: DecisionFile, other_organisation: Organisation, browser: Client
) -> None:
    browser.post(address("sharing", file), {"organisation": str(other_organisation.pk)}, follow=True)
    assert Grant.objects.get().expires_at is None
    answer = browser.post(address("stop_sharing", file, Grant.objects.get().pk), follow=True)
    assert (Grant.objects.get().revoked_at is not None, list(answer.context["grants"])) == (True, [])
    assert told(answer) == [_("%(name)s can no longer read the file.") % {"name": "Entreprenør Syd"}]


def test_a_day_that_has_passed_is_told(file: DecisionFile, other_organisation: Organisation, browser: Client) -> None:
    form = {"organisation": str(other_organisation.pk), "until": "2020-01-01"}
    assert list(browser.post(address("sharing", file), form).context["form"].errors) == ["until"]
    assert not Grant.objects.exists()


def test_an_organisation_that_already_reads_is_told(
    file: DecisionFile, other_organisation: Organisation, browser: Client
) -> None:
    form = {"organisation": str(other_organisation.pk)}
    browser.post(address("sharing", file), form)
    answer = browser.post(address("sharing", file), form)
    assert (list(answer.context["form"].errors), Grant.objects.count()) == (["organisation"], 1)


def test_the_own_organisation_is_no_choice(file: DecisionFile, organisation: Organisation, browser: Client) -> None:
    answer = browser.post(address("sharing", file), {"organisation": str(organisation.pk)})
    assert (list(answer.context["form"].errors), Grant.objects.count()) == (["organisation"], 0)


def test_a_member_is_not_offered_to_share(file: DecisionFile, member: Person, client_of: Browser) -> None:
    page = client_of(member).get(address("file", file)).content.decode()
    assert (address("sharing", file) in page, address("edit", file) in page) == (False, True)


def test_sharing_asks_as_much_for_three_grants_as_for_one(
    file: DecisionFile, browser: Client, now: datetime, assert_constant_queries: Constant
) -> None:
    def grants(count: int) -> None:
        for _number in range(count):
            name = f"Bygherre {Grant.objects.count()}"
            made = create_organisation(name, kind=OrganisationKind.OTHER, viewer=OPERATOR, now=now)
            browser.post(address("sharing", file), {"organisation": str(made.pk)})

    assert_constant_queries(grants, lambda: browser.get(address("sharing", file)))  # type: ignore[arg-type,return-value]
