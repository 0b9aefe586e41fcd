"""What is opened to others by name and names somebody is read by nobody new before those named have said yes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import answer_for_partner, pass_review, retire_experience
from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.knowledge.queries import published
from maskinrum.organisations.actions import add_member, create_organisation, grant_access, register_person
from maskinrum.organisations.enums import Decision, OrganisationKind, Role
from maskinrum.organisations.models import Grant, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import changed, draft, fresh, published_one, sent, state_of

pytestmark = [pytest.mark.django_db]
ClientOf = Callable[[Person | None], Client]
TOLD: dict[str, Any] = {"context": "Fyns Bys mester kom for sent hver dag.", "visibility": "organisation"}


@pytest.fixture
def named() -> Organisation:
    """An organisation that the words name."""
    return create_organisation("Fyns By", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)


@pytest.fixture
def speaker(named: Organisation) -> Person:
    """Who decides for it."""
    person = register_person("fyn@fynsby.example", name="Fyn", is_verified=True, now=NOW)
    add_member(person, organisation=named, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def inside(member: Person, named: Organisation) -> Experience:
    """One that stays in the first organisation, is published there, and names somebody who never heard of it."""
    return published_one(member, **TOLD)


def opened(row: Experience, to: Organisation, by: Person) -> Grant:
    """The same row, opened by name."""
    return grant_access(fresh(row), organisation=to, viewer=viewer_of(by), now=NOW)


def reads(person: Person, row: Experience) -> bool:
    return published(viewer_of(person), now=NOW).filter(pk=row.pk).exists()


def let_on(row: Experience, by: Person, *asked: Organisation) -> str:
    pass_review(fresh(row), named=asked, viewer=viewer_of(by), now=NOW)
    return state_of(row)


def say_yes(row: Experience, by: Person) -> None:
    answer = NamedPartner.objects.get(experience=row)
    answer_for_partner(answer, decision=Decision.APPROVED, viewer=viewer_of(by), now=NOW)


def test_whoever_is_let_in_reads_it_when_those_it_names_have_said_yes(
    inside: Experience,
    named: Organisation,
    speaker: Person,
    manager: Person,
    outsider: Person,
    other_organisation: Organisation,
) -> None:
    opened(inside, other_organisation, manager)
    assert (state_of(inside), reads(outsider, inside)) == ("in_review", False)
    with pytest.raises(DomainError, match="Fyns By skal spørges") as error:
        let_on(inside, manager)
    assert error.value.field == "named"
    assert (let_on(inside, manager, named), reads(outsider, inside)) == ("approval", False)
    assert OutboxMail.objects.filter(to=speaker.email, kind="experience_named").count() == 1
    say_yes(inside, speaker)
    assert (state_of(inside), reads(outsider, inside)) == ("published", True)


def test_a_yes_was_said_to_fewer_readers(
    inside: Experience,
    named: Organisation,
    speaker: Person,
    manager: Person,
    outsider: Person,
    other_organisation: Organisation,
) -> None:
    opened(inside, other_organisation, manager)
    let_on(inside, manager, named)
    third = create_organisation("Syd", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)
    read = fresh(inside).revision
    opened(inside, third, manager)
    answer = NamedPartner.objects.get()
    with pytest.raises(DomainError, match="rettet"):
        answer_for_partner(
            answer, decision=Decision.APPROVED, expected_revision=read, viewer=viewer_of(speaker), now=NOW
        )
    say_yes(inside, speaker)
    Grant.objects.filter(organisation=third).delete()
    opened(inside, third, manager)
    assert (state_of(inside), NamedPartner.objects.get().decision) == ("approval", Decision.WAITING)


def test_who_is_named_may_be_let_in_to_what_names_nobody_else(
    inside: Experience, named: Organisation, speaker: Person, manager: Person
) -> None:
    opened(inside, named, manager)
    assert (state_of(inside), reads(speaker, inside)) == ("published", True)


def test_a_draft_that_was_opened_is_asked_about_when_it_is_let_through(
    named: Organisation, member: Person, manager: Person, other_organisation: Organisation
) -> None:
    row = sent(member, **TOLD)
    opened(row, other_organisation, manager)
    with pytest.raises(DomainError, match="skal spørges"):
        let_on(row, manager)
    assert let_on(row, manager, named) == "approval"


def test_a_name_that_is_written_in_afterwards_is_asked_about(
    named: Organisation, member: Person, manager: Person, outsider: Person, other_organisation: Organisation
) -> None:
    row = published_one(member, visibility="organisation")
    opened(row, other_organisation, manager)
    assert reads(outsider, row)
    changed(row, manager, title_en="Fyns By came too late")
    assert (state_of(row), reads(outsider, row)) == ("in_review", False)


def test_what_is_no_longer_valid_is_opened_to_nobody_who_would_read_of_others(
    inside: Experience, named: Organisation, manager: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    changed(inside, manager, happened=f"{other_organisation.name} kom slet ikke.")
    Experience.objects.update(state="published")
    retire_experience(inside, reason="Forældet.", viewer=viewer_of(manager), now=NOW)
    page = client_of(manager).get(reverse("knowledge:sharing", args=[inside.key])).content.decode()
    assert "ingen nye kan lukkes ind til at læse om andre" in page, "the one it names reads of the other"
    for one in (named, other_organisation):
        with pytest.raises(DomainError, match="gælder ikke længere"):
            opened(inside, one, manager)
    assert (state_of(inside), Grant.objects.count()) == ("retired", 0)


def test_what_the_network_reads_and_what_names_nobody_stays_as_it_is(
    named: Organisation, member: Person, manager: Person, other_organisation: Organisation
) -> None:
    given: list[dict[str, Any]] = [{**TOLD, "visibility": "network"}, {"visibility": "organisation"}]
    for words in given:
        row = published_one(member, **words)
        opened(row, other_organisation, manager)
        assert state_of(row) == "published"


def test_the_pages_say_so_before_and_show_the_next_step(
    inside: Experience,
    named: Organisation,
    speaker: Person,
    manager: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
) -> None:
    browser, page = client_of(manager), reverse("knowledge:sharing", args=[inside.key])
    assert "Den nævner Fyns By. Andre, der lukkes ind" in browser.get(page).content.decode()
    typed = {"kind": "organisation", "organisation": str(other_organisation.pk)}
    answer: Any = browser.post(page, typed, follow=True).content.decode()
    review = reverse("knowledge:review", args=[inside.key])
    assert "kan læse den, når den er offentliggjort." in answer
    assert f'href="{review}"' in answer
    assert other_organisation.name in browser.get(review).content.decode()
    told = {"outcome": "pass", "named": [str(named.pk)], "revision": fresh(inside).revision}
    assert "Fyns By skal sige ja" in browser.post(review, told, follow=True).content.decode()
    asked = client_of(speaker).get(reverse("knowledge:approval", args=[inside.key])).content.decode()
    assert other_organisation.name in asked


def test_of_a_draft_nobody_is_said_to_be_asked_before_anybody_is_let_in(
    named: Organisation, member: Person, manager: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row = draft(member, **TOLD)
    browser, page = client_of(manager), reverse("knowledge:sharing", args=[row.key])
    assert "Når I lukker en anden ind" in browser.get(page).content.decode()
    opened(row, other_organisation, manager)
    assert "De nævnte bliver spurgt, før andre læser den." in browser.get(page).content.decode()


def test_an_address_that_was_let_in_is_told_to_nobody(
    named: Organisation, speaker: Person, member: Person, manager: Person, client_of: ClientOf
) -> None:
    row = draft(member, **TOLD)
    Experience.objects.filter(pk=row.pk).update(state="in_review")
    grant_access(fresh(row), email="hos@syd.example", viewer=viewer_of(manager), now=NOW)
    assert let_on(row, manager, named) == "approval"
    page = client_of(speaker).get(reverse("knowledge:approval", args=[row.key])).content.decode()
    assert ("én person via e-mailadresse" in page, "hos@syd.example" in page) == (True, False)


def test_where_nobody_can_answer_for_whom_it_names_the_pages_say_so_and_what_can_be_done(
    inside: Experience,
    named: Organisation,
    speaker: Person,
    manager: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
) -> None:
    browser, words = client_of(manager), "Ingen i netværket kan svare for Fyns By"
    pages = [reverse(f"knowledge:{name}", args=[inside.key]) for name in ("sharing", "experience")]
    opened(inside, other_organisation, manager)
    assert let_on(inside, manager, named) == "approval"
    assert [words in browser.get(page).content.decode() for page in pages] == [False, False]
    Membership.objects.filter(person=speaker).delete()
    told = [browser.get(page).content.decode() for page in pages]
    assert [words in page and reverse("knowledge:edit", args=[inside.key]) in page for page in told] == [True, True]
    NamedPartner.objects.update(decision=Decision.APPROVED)
    assert [words in browser.get(page).content.decode() for page in pages] == [False, False]
