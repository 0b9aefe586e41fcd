"""The secretariat's pages: organisations, the log with its filter and file, and what is kept about people."""

import ast
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.organisations.actions import (
    add_member,
    change_organisation,
    create_organisation,
    erase_person,
    grant_access,
    record,
    register_person,
    remove_overdue,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Grant, Invitation, JoinRequest, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.phrases import TYPES, VERBS
from maskinrum.organisations.queries import Wanted, audit_events, kept_tables, organisations, viewer_of
from maskinrum.organisations.queries import audit as audit_queries
from maskinrum.partnerships.models import Correction, Partnership, Project
from maskinrum.shared.actions import send_later
from maskinrum.shared.privacy import Clock, clocks, declarations, start_clock
from tests.house.sources import python_files, tree_of

Browser = Callable[[Person | None], Client]
Constant = Callable[[Callable[[int], object], Callable[[], Any]], None]


@pytest.fixture
def secretariat(now: datetime, db: None) -> Person:
    """Somebody who looks after the network."""
    place = create_organisation("=Sekretariatet", kind=OrganisationKind.ASSOCIATION, viewer=OPERATOR, now=now)
    person = register_person("siv@net.example", name="Siv Holm", is_verified=True, now=now)
    add_member(person, organisation=place, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return person


@pytest.fixture
def browser(secretariat: Person, client_of: Browser) -> Client:
    """Theirs."""
    return client_of(secretariat)


def lines(browser: Client, **asked: str) -> list[str]:
    """The verbs on the page of the log."""
    answer = browser.get(reverse("secretariat:log"), asked)
    return [line["event"].verb for line in answer.context["lines"]]


def file_of(browser: Client, **asked: str) -> str:
    answer = browser.get(reverse("secretariat:log_file"), asked)
    return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_nobody_else_reads_the_log_or_the_lists(manager: Person) -> None:
    viewer = viewer_of(manager)
    assert not audit_events(viewer, Wanted()).exists()
    assert not organisations(viewer).exists()
    assert kept_tables(viewer, now=timezone.now()) == []


def test_the_log_is_filtered_by_everything_at_once(
    browser: Client, secretariat: Person, organisation: Organisation, now: datetime
) -> None:
    viewer = viewer_of(secretariat)
    for days in (0, 1, 2):
        create_organisation(f"Ny {days}", kind=OrganisationKind.FUND, viewer=viewer, now=now + timedelta(days=days))
    asked = {
        "who": secretariat.email,
        "organisation": str(viewer.organisation),
        "verb": "create_organisation",
        "object_type": "organisations.Organisation",
        "since": "2026-11-25",
        "until": "2026-11-25",
    }
    assert lines(browser, **asked) == ["create_organisation"]
    assert len(lines(browser, **{**asked, "until": "2026-11-26"})) == 2
    assert "Ny 1" in file_of(browser, **asked)
    assert "Ny 2" not in file_of(browser, **asked)


def test_what_changed_is_told_in_words(browser: Client, now: datetime) -> None:
    register_person("ny@hus.example", now=now)
    page = browser.get(reverse("secretariat:log")).content.decode()
    assert "e-mail: ændret" in page
    written = file_of(browser, verb="register_person")
    assert "e-mail: ændret" in written and '""email"": ""changed""' in written  # noqa: PT018 - one line


def test_a_day_that_was_changed_is_told_as_people_write_it_and_as_data_to_machines(
    browser: Client, secretariat: Person, organisation: Organisation, now: datetime
) -> None:
    joined = {"joined_at": [None, datetime(2026, 12, 31, 22, 30, tzinfo=UTC)]}
    record("change_organisation", organisation, viewer=viewer_of(secretariat), now=now, changes=joined)
    page, written = browser.get(reverse("secretariat:log")).content.decode(), file_of(browser)
    assert "– → 31. december 2026 23:30" in page
    assert ("– → 31. december 2026 23:30" in written, "2026-12-31T22:30:00Z" in written) == (True, True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("end", ["since", "until"])
def test_the_first_and_the_last_day_there_are_can_be_asked_for(end: str, day: str, browser: Client) -> None:
    assert (len(lines(browser, **{end: day})) > 0) == ((end, day) in {("since", "0001-01-01"), ("until", "9999-12-31")})


@pytest.mark.parametrize("who", ["ingen@her.example", "ikke et nummer"])
def test_a_filter_that_cannot_be_read_is_told_and_kept(who: str, browser: Client) -> None:
    page = browser.get(reverse("secretariat:log"), {"who": who}).content.decode()
    assert f'value="{who}"' in page and "Fejl:" in page  # noqa: PT018 - one answer


@pytest.mark.parametrize(
    "asked", [{"who": "ingen@her.example"}, {"verb": "no such"}, {"since": "2027-01-01", "until": "2026-01-01"}]
)
def test_a_filter_that_cannot_be_read_gives_no_lines_and_no_file(asked: dict[str, str], browser: Client) -> None:
    assert lines(browser, **asked) == []
    assert "hent.csv" not in browser.get(reverse("secretariat:log"), asked).content.decode()
    answer = browser.get(reverse("secretariat:log_file"), asked)
    assert (answer.status_code, answer["Location"].startswith(reverse("secretariat:log") + "?")) == (302, True)


def test_roles_and_answers_stand_in_the_language_of_the_page(browser: Client) -> None:
    page = browser.get(reverse("secretariat:log")).content.decode()
    assert "rolle: – → Sekretariat" in page


def test_the_log_is_read_page_by_page_and_no_line_is_passed_over(
    browser: Client, monkeypatch: pytest.MonkeyPatch, organisation: Organisation, now: datetime
) -> None:
    monkeypatch.setattr(audit_queries, "PAGE", 2)
    for n in range(4):
        register_person(f"{n}@hus.example", now=now)
    seen, address = [], reverse("secretariat:log")
    while address:
        answer = browser.get(address)
        seen += [line["event"].pk for line in answer.context["lines"]]
        address = reverse("secretariat:log") + "?" + answer.context["older"] if answer.context["older"] else ""
    assert seen == list(AuditEvent.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("place", ["12", "12:forkert", ""])
def test_a_place_that_we_did_not_write_begins_at_the_latest(place: str, browser: Client) -> None:
    assert lines(browser, before=place)[0] == AuditEvent.objects.all()[0].verb


def test_an_erased_person_has_a_number_and_no_name(browser: Client, member: Person, now: datetime) -> None:
    create_organisation("x", kind=OrganisationKind.FUND, viewer=OPERATOR, now=now)
    erase_person(member, viewer=viewer_of(member), now=now)
    text = file_of(browser)
    assert str(member.pk) in text and "Mette Holm" not in text  # noqa: PT018 - one line


def test_the_file_is_safe_to_open_and_holds_every_line(
    browser: Client, secretariat: Person, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(audit_queries, "CHUNK", 2)
    viewer = viewer_of(secretariat)
    for n in range(5):
        create_organisation(f"Ny {n}", kind=OrganisationKind.FUND, viewer=viewer, now=now)
    rows = file_of(browser).splitlines()
    assert len(rows) == 1 + AuditEvent.objects.count()
    assert '"\'=Sekretariatet"' in rows[1]


def test_every_verb_in_the_code_is_named_in_the_log() -> None:
    """The verbs of the register are handed on by a variable and named beside it."""
    verbs = {
        str(call.args[0].value)
        for file in python_files()
        for call in ast.walk(tree_of(file))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "record"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and "src" in file.parts
    }
    assert verbs - VERBS.keys() == set()
    assert all(str(words) for words in [*VERBS.values(), *TYPES.values()])


def test_organisations_are_found_by_name_and_number(browser: Client, organisation: Organisation) -> None:
    organisation.cvr = "98000003"
    organisation.save()
    for text in ("boligselskabet", "98 00 00 03"):
        page = browser.get(reverse("secretariat:organisations"), {"q": text})
        assert [one.name for one in page.context["page"]] == ["Boligselskabet Nord"]


@pytest.mark.telling
@pytest.mark.parametrize("text", ["ØSTERBO", "østerbo", "ÅBO", "æ"])
def test_danish_letters_are_the_same_in_every_case(text: str, browser: Client, organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(name="ÆLDRE Østerbo og Åbo")
    page = browser.get(reverse("secretariat:organisations"), {"q": text})
    assert [one.pk for one in page.context["page"]] == [organisation.pk]


def test_an_organisation_is_added_and_changed(browser: Client, organisation: Organisation) -> None:
    form = {"name": "Ny", "kind": "fund", "cvr": "DK 98000003", "group": str(organisation.pk)}
    browser.post(reverse("secretariat:new_organisation"), form)
    made = Organisation.objects.get(cvr="98000003")
    assert (made.name, made.group, made.joined_at is not None) == ("Ny", organisation, True)
    address = reverse("secretariat:edit_organisation", args=[made.slug])
    seen = {"version": browser.get(address).context["version"]}
    browser.post(address, {"name": "Nyere", "kind": "fund", "cvr": "", "group": ""} | seen)
    made.refresh_from_db()
    assert (made.name, made.cvr, made.group, made.slug) == ("Nyere", "", None, "ny")


def test_a_taken_number_and_a_circle_are_told_at_their_fields(browser: Client, organisation: Organisation) -> None:
    organisation.cvr = "98000003"
    organisation.save()
    form = {"name": "Ny", "kind": "fund", "cvr": "98000003"}
    taken = browser.post(reverse("secretariat:new_organisation"), form)
    assert "cvr" in taken.context["form"].errors
    address = reverse("secretariat:edit_organisation", args=[organisation.slug])
    seen = {"version": browser.get(address).context["version"]}
    circle = browser.post(address, {"name": "N", "kind": "fund", "group": str(organisation.pk)} | seen)
    assert "group" in circle.context["form"].errors


def test_of_two_who_change_an_organisation_the_later_one_is_told_and_keeps_what_was_typed(
    browser: Client, organisation: Organisation, now: datetime
) -> None:
    address = reverse("secretariat:edit_organisation", args=[organisation.slug])
    mine = {"name": "Mit navn", "kind": "fund", "cvr": "", "version": browser.get(address).context["version"]}
    change_organisation(organisation, name="Dit navn", kind="fund", cvr="", group=None, viewer=OPERATOR, now=now)
    answer = browser.post(address, mine)
    page = answer.content.decode()
    assert "nu står der »Dit navn · " in page
    assert 'value="Mit navn"' in page
    assert Organisation.objects.get(pk=organisation.pk).name == "Dit navn"
    browser.post(address, mine | {"version": answer.context["version"]})
    assert Organisation.objects.get(pk=organisation.pk).name == "Mit navn"


def test_only_the_secretariat_gives_its_role(browser: Client, member: Person) -> None:
    browser.post(reverse("secretariat:member", args=[member.memberships.get().pk]), {"role": "secretariat"})
    assert member.memberships.get().role == "secretariat"


def test_it_invites_into_any_organisation(browser: Client, organisation: Organisation) -> None:
    browser.post(
        reverse("secretariat:invite", args=[organisation.slug]), {"email": "ny@hus.example", "role": "manager"}
    )
    key = Invitation.objects.get(organisation=organisation, role="manager").pk
    browser.post(reverse("secretariat:invite_again", args=[key]))
    browser.post(reverse("secretariat:withdraw", args=[key]))
    assert Invitation.objects.get().withdrawn_at is not None


def overdue(organisation: Organisation, newcomer: Person, now: datetime) -> None:
    """Leave one row of each kind whose time is up, and one whose time is not."""
    for days in (31, 29):
        then = now - timedelta(days=days)
        Invitation.objects.create(
            organisation=organisation,
            email=f"{days}@hus.example",
            token_digest=str(days),
            invited_at=then,
            expires_at=then,
        )
        Grant.objects.create(
            object_type="a.B", object_id=newcomer.pk, email=f"{days}@hus.example", granted_at=then, revoked_at=then
        )
    for days in (184, 180):
        JoinRequest.objects.create(
            person=newcomer,
            name="N",
            kind="fund",
            cvr=str(days),
            asked_at=now,
            decision="declined",
            decided_at=now - timedelta(days=days),
        )
    entry = {"name": "A", "slug": "a", "type": "strategic_partnership", "added_at": now, "changed_at": now}
    partnership = Partnership.objects.create(**entry)
    for days in (31, 29):
        handled = now - timedelta(days=days)
        Correction.objects.create(
            partnership=partnership, text="x", email=f"{days}@hus.example", sent_at=now, handled_at=handled
        )


def test_what_is_overdue_goes_and_the_rest_stays(organisation: Organisation, newcomer: Person, now: datetime) -> None:
    overdue(organisation, newcomer, now)
    assert remove_overdue(now) == {
        "organisations_grant": 1,
        "organisations_invitation": 1,
        "organisations_joinrequest": 1,
        "partnerships_correction": 1,
    }
    assert remove_overdue(now) == {}
    assert (Invitation.objects.get().email, JoinRequest.objects.get().cvr) == ("29@hus.example", "180")
    assert sorted(Correction.objects.values_list("email", flat=True)) == ["", "29@hus.example"]


def test_a_table_that_fails_does_not_keep_the_others(
    organisation: Organisation, newcomer: Person, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    overdue(organisation, newcomer, now)
    right = clocks()["organisations_grant"]

    def fail(_rows: object) -> int:
        raise ZeroDivisionError

    start_clock(Clock(right.table, right.overdue, fail))
    try:
        assert "organisations_invitation" in remove_overdue(now)
    finally:
        start_clock(right)
    assert "organisations_grant could not be removed" in caplog.text


def test_every_clock_is_of_a_table_that_says_what_it_holds() -> None:
    assert clocks().keys() - declarations().keys() == set()


def test_the_report_counts_rows_and_what_is_overdue(
    secretariat: Person, organisation: Organisation, newcomer: Person, now: datetime
) -> None:
    overdue(organisation, newcomer, now)
    kept = {one.table: one for one in kept_tables(viewer_of(secretariat), now=now)}
    assert kept.keys() == {table for table, data in declarations().items() if data}
    invitations, people = kept["organisations_invitation"], kept["organisations_person"]
    assert (invitations.rows, invitations.overdue, people.rows, people.overdue) == (2, 1, 2, None)


@pytest.mark.parametrize("name", ["secretariat:organisations", "secretariat:log", "secretariat:retention"])
def test_a_list_asks_the_same_however_long(
    name: str, browser: Client, secretariat: Person, now: datetime, assert_constant_queries: Constant
) -> None:
    def make(count: int) -> None:
        for n in range(count):
            made = create_organisation(f"N {n}", kind=OrganisationKind.FUND, viewer=viewer_of(secretariat), now=now)
            person = register_person(f"{Person.objects.count()}@hus.example", now=now)
            add_member(person, organisation=made, role=Role.MEMBER, viewer=viewer_of(secretariat), now=now)

    assert_constant_queries(make, lambda: browser.get(reverse(name)))


def test_lists_are_lines_on_a_phone_with_the_heading_of_each_number_beside_it(
    browser: Client, organisation: Organisation, member: Person
) -> None:
    addresses = [reverse(name) for name in ("secretariat:organisations", "secretariat:retention", "outbox:mails")]
    send_later("a@nord.example", subject="Til jer", text="Hej.", kind="account", now=timezone.now())
    for address in (*addresses, reverse("secretariat:organisation", args=[organisation.slug])):
        page = browser.get(address).content.decode()
        assert 'class="table table-told"' in page, address
        numbers = re.findall(r'<td class="number">(.*?)</td>', page)
        assert all("cell-label" in one or "quiet" in one for one in numbers), address


def test_sharing_is_named_in_the_log(
    browser: Client, organisation: Organisation, manager: Person, now: datetime
) -> None:
    project = Project.objects.create(
        organisation=organisation, name="T", budget=1, planned_start="2027-01-01", duration=9
    )
    grant_access(project, email="a@b.example", viewer=viewer_of(manager), now=now)
    assert "åbnede noget for andre" in browser.get(reverse("secretariat:log")).content.decode()
