"""Who has lost a right sees nothing more at the very next request of a session that is still open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from maskinrum.organisations.actions import change_role, end_membership, erase_person, revoke_access
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Grant, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import object_of
from maskinrum.partnerships.models import Party
from tests.conftest import NOW
from tests.house.hostile import places
from tests.house.joint_stops import joint_stops
from tests.house.visits import untouched_afterwards
from tests.house.walk import Answer, Stop, World, answer_of, leaks

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # the access walk measures the same pages

NOTHING = {Answer.MISSING, Answer.LOGIN}

# What is one's own whomever one acts for: the mails one was sent, and the passkeys.
ABOUT_ONESELF = {"organisations:own_data", "organisations:own_data_file", "remove_passkey", "rename_passkey"}

# What somebody asked or takes part in stays that person's own: in another role, without the organisation, and whatever
# else the organisation was let see.
STAYS_OWN = {
    "role lowered": {"network:sparring_request /sparring/samtalen/", "network:edit /spoergsmaal/indenfor/ret/"},
    "membership ended": {"network:question /spoergsmaal/uden-navn/"},
    "grants stopped": {"network:sparring /sparring/", "network:sparring_request /sparring/samtalen/"},
    "grants run out": {"network:sparring /sparring/", "network:sparring_request /sparring/samtalen/"},
}

Places = dict[str, tuple[Stop, str]]


@pytest.fixture(scope="module")
def there(peopled: World, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Places:
    """One of each address for each set of answers, with all that its page shows; in a quick run one alone, and what
    stays one's own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SEARCH_FOLDER", tmp_path_factory.mktemp("search") / "index")
        made = places(peopled, as_every_kind=False)
    own = {f"get {one}" for kept in STAYS_OWN.values() for one in kept}
    is_quick = pytestconfig.getoption("quick")
    once: dict[tuple[str, object], tuple[Stop, str]] = {}
    for stop, address in made.values():
        if stop.name not in ABOUT_ONESELF:
            name = f"{stop} {address}"
            once.setdefault((stop.name, name if name in own else None if is_quick else stop.gets), (stop, address))
    return {f"{stop} {address}": (stop, address) for stop, address in once.values()}


def person(world: World, kind: str) -> Person:
    found = world.people[kind]
    assert found is not None
    return found


def membership_ended(world: World) -> None:
    end_membership(person(world, "member").memberships.get(), viewer=world.viewer("manager"), now=NOW)


def account_erased(world: World) -> None:
    erase_person(person(world, "member"), viewer=world.viewer("member"), now=NOW)


def account_closed(world: World) -> None:
    Person.objects.filter(pk=person(world, "member").pk).update(is_active=False)


def grants_stopped(world: World) -> None:
    Party.objects.filter(organisation=world.guest_organisation).delete()
    for grant in Grant.objects.filter(organisation=world.guest_organisation, revoked_at=None):
        revoke_access(grant, viewer=decider_about(grant), now=timezone.now())


def decider_about(grant: Grant) -> Viewer:
    """Somebody who decides for the organisation whose the opened object is."""
    return Viewer(organisation=object_of(grant).organisation_id, role=Role.MANAGER)


def grants_run_out(world: World) -> None:
    Party.objects.filter(organisation=world.guest_organisation).delete()
    ran_out = timezone.now() - timedelta(seconds=1)
    Grant.objects.update(granted_at=ran_out - timedelta(days=1), expires_at=ran_out)


def role_lowered(world: World) -> None:
    change_role(person(world, "member").memberships.get(), role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    change_role(person(world, "manager").memberships.get(), role=Role.MEMBER, viewer=OPERATOR, now=NOW)


def secretariat_left(world: World) -> None:
    person(world, "secretariat").memberships.all().delete()


LOSSES: dict[str, tuple[str, str, Callable[[World], None]]] = {
    "membership ended": ("member", "newcomer", membership_ended),
    "account erased": ("member", "visitor", account_erased),
    "account closed": ("member", "visitor", account_closed),
    "grants stopped": ("guest", "outsider", grants_stopped),
    "grants run out": ("guest", "outsider", grants_run_out),
    "role lowered": ("manager", "member", role_lowered),
    "secretariat left": ("secretariat", "newcomer", secretariat_left),
}
"""Who loses something, whose answers they get from then on, and what happens."""

TELLING = {"membership ended", "grants run out"}  # of which a quick run asks


@pytest.mark.thorough("postgresql")
@pytest.mark.parametrize(
    "loss", [first if first in TELLING else pytest.param(first, marks=pytest.mark.thorough) for first in LOSSES]
)
def test_the_next_request_after_a_loss_sees_nothing_more(loss: str, peopled: World, there: Places) -> None:
    kind, like, lose = LOSSES[loss]
    kept = {f"get {one}" for one in STAYS_OWN.get(loss, ())}
    assert kept <= there.keys()
    browser = peopled.browser(kind)
    browser.raise_request_exception = False
    seen = {}
    with untouched_afterwards():
        assert browser.get("/").status_code == 200
        lose(peopled)
        for name, (stop, address) in there.items():
            if stop.gets.to(kind) is Answer.OK and name not in kept:
                answer: Any = browser.get(address, dict(stop.data(peopled)))
                seen[name] = (answer_of(answer), stop.gets.to(like), leaks(answer, peopled.hidden_from(like)))
    assert len(seen) > 20
    assert {name: one for name, one in seen.items() if one[0] not in {one[1], *NOTHING} or one[2]} == {}


def test_a_joint_portfolio_ends_with_the_membership_too(peopled: World) -> None:
    """Its stops take away what another made, so each is made for itself."""
    asked = [stop for stop in joint_stops() if stop.method == "get" and stop.gets.to("member") is Answer.OK]
    assert len(asked) > 2
    for stop in asked:
        with untouched_afterwards():
            address, browser = stop.address(peopled), peopled.browser("member")
            assert browser.get(address).status_code == 200
            membership_ended(peopled)
            assert browser.get(address).status_code == 404
