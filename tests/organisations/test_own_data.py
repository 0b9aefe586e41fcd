"""Everything held about a person, to take along: nothing is forgotten, and nothing secret is told."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.models import Invitation, JoinRequest, Membership, Organisation, Person
from maskinrum.organisations.phrases import TABLES
from maskinrum.organisations.queries import WITHHELD, own_data, viewer_of
from maskinrum.organisations.queries.own_data import OwnTable, leading_tables
from maskinrum.organisations.reports import readable
from maskinrum.organisations.reports.own_columns import LABELS
from maskinrum.organisations.reports.own_data import OWN_NUMBER
from tests.decisions.making import TAGET, opened
from tests.house.test_privacy import EMAIL, NAME, holding, person, rows_of
from tests.organisations.factors import SECRET, add_recovery_codes

pytestmark = pytest.mark.django_db

__all__ = ["person"]  # the fixture of somebody who has left a trace in every declared field

SCHEMA = json.loads(files("maskinrum.organisations").joinpath("own_data.schema.json").read_text(encoding="utf-8"))


def taken_along(browser: Client, kind: str = "json") -> str:
    """The file as it is downloaded."""
    answer = browser.get(reverse("organisations:own_data_file", kwargs={"kind": kind}))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="maskinrum-mine-data.{kind}"'
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.fixture
def browser(person: Person, client_of: Callable[[Person], Client]) -> Client:
    """A browser of the person who has left traces."""
    return client_of(person)


def test_every_declared_table_with_a_link_to_the_person_appears(browser: Client) -> None:
    tables = {each["table"] for each in json.loads(taken_along(browser))["tables"]}
    with_link = {table for table, data in holding().items() if data.erased_by}
    assert with_link - tables == set(), "say in queries/own_data.py how rows of this table lead to a person"


def test_every_table_that_can_lead_to_a_person_has_a_title_in_words() -> None:
    words = "name it to whoever reads the own data: organisations.phrases.name_tables"
    assert leading_tables() - TABLES.keys() == set(), words


def test_every_column_that_can_be_told_has_words() -> None:
    told = {
        model: model._meta.concrete_fields for model in apps.get_models() if model._meta.db_table in leading_tables()
    }
    nameless = {
        f"{model._meta.db_table}.{field.attname}"
        for model, fields in told.items()
        for field in fields
        if field.attname not in LABELS.keys() | OWN_NUMBER
    }
    assert nameless == set(), "name it to whoever reads the own data: organisations.reports.name_columns"


def test_every_declared_field_with_a_trace_is_in_the_file_or_withheld(browser: Client) -> None:
    tables = {each["table"]: each for each in json.loads(taken_along(browser))["tables"]}
    missing = [
        (table, column)
        for table, data in holding().items()
        if data.erased_by
        for row in tables[table]["rows"][:1]
        for column in data.fields
        if column not in row and f"{column}_id" not in row and column not in tables[table]["withheld"]
    ]
    assert missing == []


def test_file_is_as_the_schema_says(browser: Client) -> None:
    jsonschema.validate(json.loads(taken_along(browser)), SCHEMA)


def test_what_the_person_did_is_in_the_file(
    manager: Person, organisation: Organisation, now: datetime, client_of: Callable[[Person], Client]
) -> None:
    opened(organisation, viewer_of(manager), now, TAGET, title="Partnerskab 2028?")
    tables = {each["table"]: each for each in json.loads(taken_along(client_of(manager)))["tables"]}
    assert "open_decision_file" in {row["verb"] for row in tables["organisations_auditevent"]["rows"]}


@pytest.mark.parametrize("kind", ["json", "html"])
def test_nothing_in_the_file_lets_a_reader_sign_in(kind: str, browser: Client, person: Person) -> None:
    codes = add_recovery_codes(person)
    keys = [row["session_key"] for row in rows_of("django_session") if "session_key" in row]
    secret = [person.password, SECRET, *codes, *keys, "genkendelig-noegle", "aftryk"]
    text = taken_along(browser, kind)
    assert [found for found in secret if found in text] == []


def test_withheld_columns_are_there(db: None) -> None:
    columns = {(table, column) for table in {table for table, _ in WITHHELD} for column in _columns_of(table)}
    assert WITHHELD - columns == set()


def test_no_key_of_an_invitation_or_a_calendar_is_told() -> None:
    tables = {model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in leading_tables()}
    keys = {(name, field.column) for name, table in tables.items() for field in table._meta.concrete_fields}
    assert {(name, column) for name, column in keys if column == "token_digest"} - WITHHELD == set()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("organisations_membership.role", "manager", "Leder"),
        ("organisations_auditevent.verb", "open_decision_file", "startede et beslutningsgrundlag"),
        ("organisations_auditevent.object_type", "decisions.DecisionFile", "beslutningsgrundlag"),
        ("organisations_person.language", "da", "Dansk"),
        ("shared_outboxmail.kind", "new_browser", "Log ind fra en ny browser"),
        ("knowledge_experience.theme_codes", "A5 ZZ", "Modenhed i egen organisation, ZZ"),
        ("decisions_readinessscore.criterion", "process", "Klare arbejdsgange"),
        ("knowledge_experience.review_on", date(2027, 11, 26), "26. november 2027"),
        ("knowledge_experienceversion.content", [{"title": "Tag", "is_x": True, "empty": ""}], "Titel: Tag; is_x: Ja"),
        ("planning_planchange.moved", [{"before": "2026-12-21"}], "hvad der var før: 21. december 2026"),
        ("organisations_auditevent.changes", {"at": ["2026-11-24T23:30:00Z"]}, "hvornår: 25. november 2026 00:30"),
        ("meetings_note.text", "2026-12-21", "2026-12-21"),
        ("organisations_auditevent.verb", "what_nobody_has_named", "what_nobody_has_named"),
    ],
)
def test_a_value_is_told_in_words(column: str, value: Any, words: str) -> None:
    table, name = column.split(".")
    with translation.override("da"):
        [told] = readable([OwnTable(table, None, ({name: value},))], names={})
    assert [field.value for field in told.rows[0]] == [words]


def test_a_column_may_be_called_otherwise_in_one_table() -> None:
    with translation.override("da"):
        tables = readable([OwnTable(name, None, ({"digest": "x"},)) for name in ("meetings_salon", "y")], names={})
    assert [table.rows[0][0].label for table in tables] == ["Det blev sagt", "kontrolsum"]


def _columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_nothing_about_others_is_in_the_file(browser: Client, manager: Person, outsider: Person) -> None:
    text = taken_along(browser)
    assert [found for found in (manager.email, manager.name, outsider.email, str(outsider.pk)) if found in text] == []


def test_who_has_left_takes_nothing_of_the_organisation_along(
    manager: Person, organisation: Organisation, now: datetime, client_of: Callable[[Person], Client]
) -> None:
    facts = replace(TAGET, name="HemmeligtTag")
    opened(organisation, viewer_of(manager), now, facts, title="HemmeligTitel", note="HemmeligNote")
    Membership.objects.filter(person=manager).delete()
    texts = [taken_along(client_of(manager), kind) for kind in ("json", "html")]
    assert [secret in text for text in texts for secret in ("HemmeligtTag", "HemmeligTitel", "HemmeligNote")] == [
        False
    ] * 6
    tables = {each["table"]: each["rows"] for each in json.loads(texts[0])["tables"]}
    [file] = tables["decisions_decisionfile"]
    assert str(manager.pk) in file.values()


def test_others_whom_somebody_invited_or_decided_about_are_not_in_the_file(
    manager: Person, outsider: Person, organisation: Organisation, now: datetime, client_of: Callable[[Person], Client]
) -> None:
    asked = {"organisation": organisation, "invited_at": now, "expires_at": now, "invited_by": manager.pk}
    Invitation.objects.create(email="gaest@andre.example", token_digest="x", **asked)
    words = {"message": "En andens ord", "decided_by": manager.pk, "decided_at": now}
    JoinRequest.objects.create(person=outsider, name="Syd", kind="engineer", cvr="10000000", asked_at=now, **words)
    text = taken_along(client_of(manager))
    tables = {each["table"]: each["rows"] for each in json.loads(text)["tables"]}
    assert [len(tables[f"organisations_{name}"]) for name in ("invitation", "joinrequest")] == [1, 1]
    assert [found in text for found in ("gaest@andre.example", "En andens ord", str(outsider.pk))] == [False] * 3


def test_page_and_file_say_the_same(browser: Client) -> None:
    page = browser.get(reverse("organisations:own_data")).content.decode()
    file = taken_along(browser, "html")
    told = [re.findall(r"<dd><bdi translate=\"no\">(.*?)</bdi></dd>", text) for text in (page, file)]
    assert told[0][:8] == told[1][:8]
    assert [word in page and word in file for word in (EMAIL, NAME, "gemt, vises ikke")] == [True] * 3


def test_of_a_long_table_the_page_shows_the_first_rows_and_the_file_all(
    member: Person, organisation: Organisation, now: datetime, client_of: Callable[[Person], Client]
) -> None:
    told = {"organisation": organisation, "invited_by": member.pk, "invited_at": now, "expires_at": now}
    Invitation.objects.bulk_create(
        Invitation(email=f"p{number}@andre.example", token_digest=str(number), **told) for number in range(28)
    )
    browser = client_of(member)
    page = browser.get(reverse("organisations:own_data")).content.decode()
    [part] = [text for text in page.split("<section") if 'id="table-organisations_invitation"' in text]
    [whole] = [text for text in taken_along(browser, "html").split("<section") if "organisations_invitation" in text]
    assert [text.count("<dl") for text in (part, whole)] == [25, 28]
    assert "3 rækker mere står i den side, du kan gemme." in part


def test_file_to_read_needs_nothing_from_elsewhere(browser: Client) -> None:
    assert re.findall(r"(?:src|href)=|<script|<link|style=", taken_along(browser, "html")) == []


def test_hostile_name_is_only_a_name(member: Person, client_of: Callable[[Person], Client]) -> None:
    Person.objects.filter(pk=member.pk).update(name="</bdi><script>alert(1)</script>")
    browser = client_of(member)
    texts = [browser.get(reverse("organisations:own_data")).content.decode(), taken_along(browser, "html")]
    assert ["<script>alert" in text for text in texts] == [False, False]


def test_rows_lead_to_the_person_by_key_number_address_and_through_each_other(person: Person) -> None:
    found: dict[str, Any] = {each.table: each.rows for each in own_data(person)}
    ways = ["membership", "auditevent", "invitation"]
    assert [len(found[f"organisations_{table}"]) > 0 for table in ways] == [True] * 3
    assert len(found["account_emailconfirmation"]) == 1


def test_what_was_typed_before_signing_in_is_taken_along_by_whoever_typed_it(
    member: Person, outsider: Person, client: Client, client_of: Callable[[Person], Client]
) -> None:
    typed = {"title": "Vinduerne kom for sent", "happened": "Fire uger.", "advice": "", "writer": str(member.pk)}
    client.post(reverse("knowledge:tell"), typed)
    tables = {each["table"]: each for each in json.loads(taken_along(client_of(member)))["tables"]}
    (kept,) = (row for row in tables["django_session"]["rows"] if "typed" in row)
    assert kept["typed"] == {"title": "Vinduerne kom for sent", "happened": "Fire uger."}
    assert (kept["session_data"], kept["session_key"]) == (None, None)
    assert "Hvad skete der?: Fire uger." in taken_along(client_of(member), "html")
    assert [kind for kind in ("json", "html") if "Fire uger." in taken_along(client_of(outsider), kind)] == []


def test_what_somebody_else_typed_in_the_same_browser_is_not_taken_along(
    member: Person, outsider: Person, client: Client
) -> None:
    client.post(reverse("knowledge:tell"), {"title": "Kun for en anden", "writer": str(member.pk)})
    client.force_login(outsider)
    assert "Kun for en anden" not in taken_along(client)
