"""What was told for fewer is not shown to more: older versions of tools, uses and comments; former words are kept."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import (
    add_comment,
    add_to_booklet,
    begin_booklet,
    merge_experiences,
    record_tool_use,
    record_use,
)
from maskinrum.knowledge.actions.booklets import BookletFacts
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse, Tool, ToolUse, ToolVersion
from maskinrum.knowledge.queries.use import comments, former_words, tool_uses, uses
from maskinrum.knowledge.queries.versions import tool_versions
from maskinrum.organisations.actions import grant_access, register_person, revoke_access
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import changed, fresh, published_one
from tests.knowledge.tooling import a_file, brought, shipped_tool

ClientOf = Callable[[Person | None], Client]
INSIDE, OUTSIDE = "Hansen fik skylden.", "Elleve fejl færre."


@pytest.fixture
def narrow_tool(manager: Person) -> Tool:
    """A variant that only its organisation could see, and then everybody of the network."""
    own = brought(shipped_tool(), manager, visibility="organisation", note=INSIDE, files=[a_file("Kun for os")])
    return brought(own, manager, visibility="network", note="For alle.")


def file_of(row: Tool, number: int) -> str:
    version = row.versions.get(number=number)
    return reverse("tools:file", args=[row.key, version.files.all()[0].pk])


def test_an_older_version_is_shown_to_those_who_might_see_it_then(
    narrow_tool: Tool, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    address = reverse("tools:tool", args=[narrow_tool.key])
    pages = [client_of(one).get(address).content.decode() for one in (member, outsider)]
    assert ["Ældre udgaver" in page for page in pages] == [True, False]
    for number, answers in ((1, [200, 404]), (2, [200, 200])):
        fetched = [client_of(one).get(file_of(narrow_tool, number)).status_code for one in (member, outsider)]
        assert fetched == answers


def test_an_older_version_that_everybody_might_see_stays_so(
    manager: Person, outsider: Person, client_of: ClientOf
) -> None:
    own = brought(shipped_tool(), manager)
    row = brought(own, manager, note="Ny.")
    assert client_of(outsider).get(file_of(row, 1)).status_code == 200
    shipped = shipped_tool("1.1")
    assert client_of(None).get(file_of(shipped, 1)).status_code == 200


@pytest.fixture
def widened(manager: Person, outsider: Person, other_organisation: Organisation) -> Experience:
    """Told inside, where a colleague and somebody let in by name added to it, and opened to the network then."""
    row = published_one(manager, visibility="organisation")
    grant_access(row, organisation=other_organisation, expires_at=None, viewer=viewer_of(manager), now=NOW)
    add_comment(row, text=INSIDE, viewer=viewer_of(manager), now=NOW)
    record_use(row, outcome=UseOutcome.WORKED, text=OUTSIDE, viewer=viewer_of(outsider), now=NOW)
    changed(row, manager, visibility="network")
    Experience.objects.filter(pk=row.pk).update(state="published")
    return fresh(row)


def test_what_was_added_inside_is_not_shown_to_those_who_were_let_in_later(
    widened: Experience, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    address = reverse("knowledge:experience", args=[widened.key])
    people = (member, outsider, secretary)
    pages = [client_of(one).get(address).content.decode() for one in people]
    assert [INSIDE in page for page in pages] == [True, False, False]
    assert [OUTSIDE in page for page in pages] == [True, True, False]
    said = ("Ingen har endnu fortalt, hvordan det gik.", "Andre har fortalt, hvordan det gik, til færre end dig.")
    assert [words in pages[2] for words in said] == [False, True]


def test_neither_is_it_counted_in_the_list(
    widened: Experience, narrow_tool: Tool, outsider: Person, member: Person, secretary: Person, client_of: ClientOf
) -> None:
    record_tool_use(narrow_tool, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    ToolUse.objects.update(readers={"visibility": "organisation", "partnership": ""})
    for address in (reverse("knowledge:index"), reverse("tools:index")):
        pages = [client_of(one).get(address).content.decode() for one in (member, outsider, secretary)]
        assert ["brugt af 1 organisation" in page for page in pages] == [True, True, False]


def test_neither_is_it_said_in_a_booklet(
    widened: Experience, manager: Person, secretary: Person, client_of: ClientOf
) -> None:
    viewer = viewer_of(manager)
    row = begin_booklet(BookletFacts("Hæfte", visibility="network"), viewer=viewer, now=NOW)
    add_to_booklet(row, widened, viewer=viewer, now=NOW)
    address = reverse("booklets:booklet", args=[row.key])
    pages = [client_of(one).get(address).content.decode() for one in (manager, secretary)]
    assert ["Det virkede" in page for page in pages] == [True, False]


def test_nobody_takes_away_a_comment_that_was_not_told_for_them(
    widened: Experience, secretary: Person, manager: Person, client_of: ClientOf
) -> None:
    comment = widened.comments.get()
    address = reverse("knowledge:uncomment", args=[widened.key, comment.pk])
    assert client_of(secretary).post(address).status_code == 404
    client_of(manager).post(address)
    comment.refresh_from_db()
    assert comment.removed_at


def test_a_comment_that_is_sent_twice_in_a_row_stands_once(member: Person, outsider: Person) -> None:
    row = published_one(member)
    for minute, (person, text) in enumerate(
        ((member, OUTSIDE), (member, OUTSIDE), (outsider, OUTSIDE), (member, OUTSIDE))
    ):
        add_comment(row, text=text, viewer=viewer_of(person), now=NOW + timedelta(minutes=minute))
    assert ExperienceComment.objects.count() == 3


def test_what_was_told_inside_can_be_told_to_all_in_the_same_words(
    widened: Experience, manager: Person, secretary: Person
) -> None:
    add_comment(widened, text=INSIDE, viewer=viewer_of(manager), now=NOW + timedelta(days=1))
    assert [one.text for one in comments(viewer_of(secretary), widened)] == [INSIDE]


@pytest.mark.parametrize("kind", ["experience", "tool"])
def test_whoever_is_let_in_by_name_reads_what_was_told_since(
    kind: str, manager: Person, outsider: Person, newcomer: Person, other_organisation: Organisation
) -> None:
    """Before, nobody could know that they would read it."""
    closed: dict[str, Any] = {"visibility": "organisation"}
    viewer = viewer_of(manager)
    row: Any = published_one(manager, **closed) if kind == "experience" else brought(shipped_tool(), manager, **closed)
    tell = record_use if kind == "experience" else record_tool_use
    grant_access(row, organisation=other_organisation, viewer=viewer, now=NOW)
    tell(row, outcome=UseOutcome.WORKED, text=OUTSIDE, viewer=viewer_of(outsider), now=NOW + timedelta(days=1))
    grant_access(row, email=newcomer.email, viewer=viewer, now=NOW + timedelta(days=2))
    read = uses if kind == "experience" else tool_uses
    assert [len(read(viewer_of(one), row)) for one in (manager, outsider, newcomer)] == [1, 1, 0]
    tell(row, outcome=UseOutcome.PARTLY, text=INSIDE, viewer=viewer_of(outsider), now=NOW + timedelta(days=3))
    (told,) = read(viewer_of(newcomer), row)
    former = [former_words(viewer_of(one), row, [told]).get(told.pk, []) for one in (manager, newcomer)]
    assert (told.text, [len(one) for one in former]) == (INSIDE, [1, 0])


@pytest.mark.parametrize("visibility", ["network", "open"])
def test_somebody_from_outside_reads_what_the_network_told_since(
    visibility: str, manager: Person, outsider: Person
) -> None:
    """What is told for the network is not told for whoever is let in to one experience by an address."""
    guest = register_person("gaest@ude.example", name="Gæst", is_verified=True, now=NOW)
    row, viewer = published_one(manager, visibility=visibility), viewer_of(manager)
    add_comment(row, text=OUTSIDE, viewer=viewer_of(outsider), now=NOW)
    grant_access(row, email=guest.email, viewer=viewer, now=NOW + timedelta(days=1))
    add_comment(row, text="Siden da", viewer=viewer_of(outsider), now=NOW + timedelta(days=2))
    read = [one.text for one in comments(viewer_of(guest), row)]
    assert read == (["Siden da"] if visibility == "network" else [OUTSIDE, "Siden da"])


def test_whoever_is_let_in_a_second_way_reads_on_what_was_read_before(
    manager: Person, outsider: Person, other_organisation: Organisation
) -> None:
    row, viewer = published_one(manager, visibility="organisation"), viewer_of(manager)
    read, until = [], NOW + timedelta(days=3)
    grant_access(row, organisation=other_organisation, viewer=viewer, now=NOW, expires_at=until)
    add_comment(row, text=INSIDE, viewer=viewer, now=NOW + timedelta(days=1))
    for days in (2, 4):
        grant_access(row, email=outsider.email, viewer=viewer, now=NOW + timedelta(days=days))
        read.append(len(comments(viewer_of(outsider), row)))
        revoke_access(Grant.objects.get(email=outsider.email, revoked_at=None), viewer=viewer, now=NOW)
    assert read == [1, 0], "the second time there was a day between"


def test_what_was_told_inside_stays_inside_when_two_become_one(
    widened: Experience, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    record_use(widened, outcome=UseOutcome.WORKED, text="For alle.", viewer=viewer_of(secretary), now=NOW)
    stays = published_one(outsider, title="Den anden")
    merge_experiences(widened, into=stays, viewer=viewer_of(secretary), now=NOW)
    address = reverse("knowledge:experience", args=[stays.key])
    pages = [client_of(one).get(address).content.decode() for one in (member, outsider)]
    assert [[words in page for words in (INSIDE, "For alle.")] for page in pages] == [[True, True], [False, True]]


@pytest.mark.parametrize("kind", ["experience", "tool"])
def test_former_words_of_a_use_are_kept_and_shown(
    kind: str, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row: Any = published_one(member) if kind == "experience" else shipped_tool()
    tell = record_use if kind == "experience" else record_tool_use
    for outcome, text in ((UseOutcome.TOO_EARLY, "Vi er lige begyndt."), (UseOutcome.WORKED, "Ti fejl færre.")):
        use = tell(row, outcome=outcome, text=text, viewer=viewer_of(outsider), now=NOW)
        tell(
            row, outcome=outcome, text=text, viewer=viewer_of(outsider), now=NOW
        )  # the same again is not told otherwise
    use.refresh_from_db()
    assert [(one["outcome"], one["text"]) for one in use.former] == [("too_early", "Vi er lige begyndt.")]
    address = reverse("knowledge:experience" if kind == "experience" else "tools:tool", args=[row.key])
    page = client_of(member).get(address).content.decode()
    assert [words in page for words in ("Fortalt anderledes før", "Vi er lige begyndt.", "Ti fejl færre.")] == [
        True
    ] * 3


def test_former_words_told_inside_stay_inside(
    widened: Experience, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    record_use(widened, outcome=UseOutcome.PARTLY, text="Nu for alle.", viewer=viewer_of(outsider), now=NOW)
    address = reverse("knowledge:experience", args=[widened.key])
    pages = [client_of(one).get(address).content.decode() for one in (outsider, secretary)]
    assert [[words in page for words in ("Nu for alle.", OUTSIDE)] for page in pages] == [[True, True], [True, False]]


def test_what_was_stored_before_is_told_for_those_who_could_read_then(
    widened: Experience, narrow_tool: Tool, outsider: Person
) -> None:
    record_tool_use(narrow_tool, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    ToolVersion.objects.update(visibility="organisation")
    for model in (ExperienceUse, ExperienceComment, ToolUse):
        model.objects.update(readers={})
    step = import_module("maskinrum.knowledge.migrations.0015_told_for")
    for fill in (step.of_versions, step.of_tool_uses, step.of_experiences):
        fill(apps, None)
    assert [one.visibility for one in narrow_tool.versions.all()] == ["network", "organisation"]
    assert ToolUse.objects.get().readers["visibility"] == "network"
    assert [one.readers["visibility"] for one in (widened.uses.get(), widened.comments.get())] == ["organisation"] * 2


def test_the_operator_and_the_own_organisation_see_all_versions(narrow_tool: Tool, member: Person) -> None:
    assert [tool_versions(one, narrow_tool).count() for one in (OPERATOR, viewer_of(member))] == [2, 2]


def test_a_guest_asks_as_often_for_one_use_as_for_more(
    manager: Person,
    outsider: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
    assert_constant_queries: Any,
) -> None:
    row = published_one(manager, visibility="organisation")
    grant_access(row, organisation=other_organisation, viewer=viewer_of(manager), now=NOW)
    browser, address = client_of(outsider), reverse("knowledge:experience", args=[row.key])

    def more(count: int) -> None:
        ExperienceUse.objects.all().delete()
        for number in range(count):
            for outcome in (UseOutcome.WORKED, UseOutcome.PARTLY):
                record_use(row, outcome=outcome, place=str(number), viewer=viewer_of(outsider), now=NOW)

    assert_constant_queries(more, lambda: browser.get(address))


@pytest.mark.parametrize("kind", ["experience", "tool"])
def test_a_guest_asks_as_often_for_a_list_of_one_as_for_one_of_more(
    kind: str,
    manager: Person,
    outsider: Person,
    secretary: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
    assert_constant_queries: Any,
) -> None:
    closed: dict[str, Any] = {"visibility": "organisation"}
    browser, address = client_of(outsider), reverse("knowledge:index" if kind == "experience" else "tools:index")
    tell = record_use if kind == "experience" else record_tool_use

    def more(count: int) -> None:
        for _number in range(count):
            row: Any = (
                published_one(manager, **closed) if kind == "experience" else brought(shipped_tool(), manager, **closed)
            )
            for one in (other_organisation, secretary.memberships.get().organisation):
                grant_access(row, organisation=one, viewer=viewer_of(manager), now=NOW)
            tell(row, outcome=UseOutcome.WORKED, viewer=viewer_of(secretary), now=NOW)

    assert_constant_queries(more, lambda: browser.get(address))
