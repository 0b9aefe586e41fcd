"""The pages of experiences: in which order they stand, what is said of each, and what can be done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from maskinrum.knowledge.actions import add_comment, change_experience, pass_review, record_use, send_back
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.knowledge.facts.phases import phases
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse
from maskinrum.knowledge.queries import experience_facts
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import draft, published_one, sent, told_facts
from tests.partnerships.entries import added, entry_facts

ClientOf = Callable[[Person | None], Client]
LIST = "/erfaringer/"


def address(name: str, row: Experience, **more: Any) -> str:
    return reverse(f"knowledge:{name}", kwargs={"key": row.key, **more})


def text_of(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def order_in(page: str, *titles: str) -> list[str]:
    return sorted((title for title in titles if title in page), key=page.index)


@pytest.fixture
def visitor(client_of: ClientOf, db: None) -> Client:
    return client_of(None)


def test_the_used_stand_first_and_those_overdue_last(member: Person, outsider: Person, visitor: Client) -> None:
    published_one(member, title="Nummer to", visibility="open", evidence="documented")
    used = published_one(member, title="Nummer et", visibility="open")
    late = published_one(member, title="Nummer tre", visibility="open", evidence="measured")
    record_use(used, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)
    Experience.objects.filter(pk=late.pk).update(review_on=NOW.date() - timedelta(days=400))
    page = text_of(visitor, LIST)
    assert order_in(page, "Nummer et", "Nummer to", "Nummer tre") == ["Nummer et", "Nummer to", "Nummer tre"]
    assert "Skulle være gennemgået i oktober 2025" in page
    assert "brugt af 1 organisation" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        *[({"theme": "C2"}, ["Bøger"]), ({"phase": "F4"}, ["Bøger"]), ({"q": "prøvebolig"}, ["Boligen"])],
        *[
            ({"effect": "positive"}, ["Boligen", "Bøger"]),
            ({"role": "resident"}, []),
            ({"phase": "F99"}, ["Boligen", "Bøger"]),
        ],
        *[
            ({"q": "prøvebolig", "theme": "C2"}, []),
            ({"works": "renovation", "evidence": "experienced"}, ["Boligen", "Bøger"]),
        ],
    ],
)
def test_filters_leave_what_answers(
    asked: dict[str, str], found: list[str], member: Person, client_of: ClientOf
) -> None:
    published_one(member, title="Boligen")
    published_one(member, title="Bøger", themes=("C2",), phase="F4", advice="Læs dem.", happened="Ingen læste dem.")
    answer = client_of(member).get(LIST, asked)
    assert order_in(answer.content.decode(), "Boligen", "Bøger") == found


def test_a_partnership_that_the_reader_may_not_see_is_not_named(
    member: Person, organisation: Organisation, visitor: Client
) -> None:
    hidden = added(entry_facts(client=organisation.name, name="Hemmelig aftale"), visibility="partnership")  # type: ignore[arg-type]
    row = published_one(member, visibility="open", partnership=str(hidden.pk))
    for where in (LIST, address("experience", row)):
        assert "Hemmelig aftale" not in text_of(visitor, where)


def test_a_claim_says_according_to_whom(member: Person, visitor: Client) -> None:
    row = published_one(member, visibility="open", source_url="https://www.part.example/nyt")
    assert "Ifølge part.example" in text_of(visitor, address("experience", row))


def test_the_list_asks_the_same_number_of_questions(
    member: Person, outsider: Person, client_of: ClientOf, assert_constant_queries: Any
) -> None:
    browser = client_of(outsider)

    def make(count: int) -> None:
        for _number in range(count):
            partnership = added(slug=f"aftale-{Experience.objects.count()}")
            row = published_one(member, partnership=str(partnership.pk))
            record_use(row, outcome=UseOutcome.WORKED, viewer=viewer_of(outsider), now=NOW)

    assert_constant_queries(make, lambda: browser.get(LIST))


@pytest.mark.parametrize("name", ["mine", "queue"])
def test_own_lists_ask_the_same_number_of_questions(
    name: str, member: Person, secretary: Person, client_of: ClientOf, assert_constant_queries: Any
) -> None:
    browser = client_of(member if name == "mine" else secretary)
    assert_constant_queries(
        lambda count: [sent(member) for _number in range(count)], lambda: browser.get(reverse(f"knowledge:{name}"))
    )


def test_one_experience_asks_the_same_number_of_questions(
    member: Person, outsider: Person, client_of: ClientOf, assert_constant_queries: Any
) -> None:
    row, browser = published_one(member), client_of(member)

    def make(count: int) -> None:
        for _number in range(count):
            place = f"sted {ExperienceUse.objects.count()}"
            there = added(slug=place.replace(" ", "-"))
            viewer = viewer_of(outsider)
            record_use(row, outcome=UseOutcome.WORKED, place=place, partnership=there, viewer=viewer, now=NOW)
            add_comment(row, text="Tydeligere", viewer=viewer_of(outsider), now=NOW)

    assert_constant_queries(make, lambda: browser.get(address("experience", row)))


def test_the_outsider_says_that_it_was_used(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row, browser = published_one(member), client_of(outsider)
    assert "Vi har brugt det" in text_of(browser, address("experience", row))
    wrong = browser.post(address("used", row), {"text": "Det gik."}).content.decode()
    assert [words in wrong for words in ("Vælg, hvordan det gik", "Det gik.")] == [True, True]
    browser.post(address("used", row), {"outcome": "partly", "text": "Det halve.", "place": "40 altaner"})
    page = text_of(browser, address("experience", row))
    assert [words in page for words in ("Det halve.", "40 altaner", "Det virkede delvis")] == [True] * 3
    assert Experience.objects.get().rank == 1.5


def test_telling_again_of_the_same_place_changes_how_it_went(member: Person, outsider: Person) -> None:
    row, viewer = published_one(member), viewer_of(outsider)
    for outcome in (UseOutcome.TOO_EARLY, UseOutcome.FAILED):
        record_use(row, outcome=outcome, place="altaner", viewer=viewer, now=NOW)
    assert [use.outcome for use in ExperienceUse.objects.all()] == ["failed"]


def test_whoever_told_it_did_not_use_it(member: Person, manager: Person, client_of: ClientOf) -> None:
    row = published_one(member)
    assert client_of(manager).get(address("used", row)).status_code == 404


def test_a_comment_is_written_and_taken_back(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row, browser = published_one(member), client_of(outsider)
    assert "Skriv det, der gør den tydeligere" in browser.post(address("comment", row), {"text": " "}).content.decode()
    browser.post(address("comment", row), {"text": "Det gjaldt kun tagene."})
    assert "Det gjaldt kun tagene." in text_of(client_of(member), address("experience", row))
    browser.post(address("uncomment", row, comment_id=ExperienceComment.objects.get().pk))
    assert "Det gjaldt kun tagene." not in text_of(browser, address("experience", row))


def test_what_speaks_against_it_stands_below_and_weighs(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row = published_one(member, evidence="measured")
    against = draft(outsider, title="Hos os gik det galt")
    Experience.objects.filter(pk=against.pk).update(counter_to=row, state="in_review")
    browser = client_of(member)
    assert "Hos os gik det galt" not in text_of(browser, address("experience", row))
    pass_review(against, named=[], viewer=OPERATOR, now=NOW)
    assert "Hos os gik det galt" in text_of(browser, address("experience", row))
    assert Experience.objects.get(pk=row.pk).rank == 1.0


def test_the_secretariat_lets_through_from_the_queue(member: Person, secretary: Person, client_of: ClientOf) -> None:
    row, browser = sent(member, title="Venter på læsning"), client_of(secretary)
    assert "Venter på læsning" in text_of(browser, reverse("knowledge:queue"))
    wrong = browser.post(address("review", row), {"outcome": "back"}).content.decode()
    assert "Skriv, hvad der mangler" in wrong
    assert browser.post(address("review", row), {"outcome": "pass"}).status_code == 302
    assert Experience.objects.get().state == "published"


def test_the_one_who_reads_first_is_told_what_is_missing(
    member: Person, secretary: Person, client_of: ClientOf
) -> None:
    row, browser = sent(member, themes=(), phase=""), client_of(secretary)
    assert "temaer, fase" in text_of(browser, address("review", row))
    assert "Udfyld det først" in browser.post(address("review", row), {"outcome": "pass"}).content.decode()


def test_those_named_in_the_words_are_ticked_already(
    member: Person, secretary: Person, organisation: Organisation, client_of: ClientOf
) -> None:
    there = added(entry_facts(client=organisation.name, contractor="Entreprenør Nævnt"))
    row = sent(member, partnership=str(there.pk), happened="Entreprenør Nævnt kom med en bedre løsning.")
    page = text_of(client_of(secretary), address("review", row))
    assert page.count("checked") == 1
    client_of(secretary).post(
        address("review", row),
        {"outcome": "pass", "named": [str(there.parties.get(name="Entreprenør Nævnt").organisation_id)]},
    )
    assert Experience.objects.get().state == "approval"
    assert "Entreprenør Nævnt" in text_of(client_of(secretary), reverse("knowledge:queue"))


def test_the_secretariat_writes_an_answer_down(
    member: Person, secretary: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row, browser = published_one(member, named=[other_organisation]), client_of(secretary)
    assert "Skriv ned, hvad Entreprenør Syd svarede" in text_of(browser, address("approval", row))
    wrong = browser.post(address("approval", row), {"decision": "approved"}).content.decode()
    assert "Skriv, hvem der svarede for dem" in wrong
    browser.post(address("approval", row), {"decision": "approved", "note": "Mail 3. november."})
    assert Experience.objects.get().state == "published"


@pytest.mark.parametrize(
    ("sent_on", "state"),
    [
        ({"outcome": "renew", "review_on": "2099-01-31"}, "published"),
        ({"outcome": "supersede", "by": "den-anden"}, "superseded"),
        ({"outcome": "retire", "reason": "Loven er ændret."}, "retired"),
    ],
)
def test_a_manager_says_whether_it_still_holds(
    sent_on: dict[str, str], state: str, member: Person, manager: Person, client_of: ClientOf
) -> None:
    row, other = published_one(member), published_one(member, title="Den anden")
    Experience.objects.filter(pk=other.pk).update(key="den-anden")
    browser = client_of(manager)
    assert "required" not in text_of(browser, address("keep", row))
    missing = browser.post(address("keep", row), {"outcome": sent_on["outcome"]})
    assert (missing.status_code, Experience.objects.get(pk=row.pk).state) == (200, "published")
    browser.post(address("keep", row), sent_on)
    assert Experience.objects.get(pk=row.pk).state == state
    assert browser.get(address("experience", row)).status_code == 200


def test_what_no_longer_holds_says_why_and_stands_in_no_list(
    member: Person, manager: Person, outsider: Person, client_of: ClientOf
) -> None:
    row, browser = published_one(member, visibility="open"), client_of(manager)
    given = {"outcome": "retire", "reason": "Loven er ændret."}
    for stranger in (outsider, member):
        assert client_of(stranger).post(address("keep", row), given).status_code == 404
    assert escape(row.title) in text_of(client_of(None), LIST)
    browser.post(address("keep", row), given)
    assert escape(row.title) not in text_of(client_of(None), LIST)
    page = text_of(client_of(None), address("experience", row))
    assert ("Den holder ikke længere." in page, "Loven er ændret." in page) == (True, True)
    assert browser.post(address("keep", row), given).status_code == 404


def test_versions_tell_what_went_and_what_came(member: Person, secretary: Person, client_of: ClientOf) -> None:
    row = published_one(member, visibility="open")
    changed = told_facts(visibility="open", advice="Byg to prøveboliger.", themes=("C2",), source_label="S")
    mend(row, secretary, changed)
    page = text_of(client_of(None), address("versions", row))
    assert ["<ins>to</ins>" in page, "<del>Kvalitet og mangler" in page, "Åbne bøger" in page] == [True] * 3


def mend(row: Experience, person: Person, facts: ExperienceFacts) -> None:
    fresh = Experience.objects.get(pk=row.pk)
    assert experience_facts(fresh) != facts
    change_experience(fresh, facts=facts, expected_revision=fresh.revision, viewer=viewer_of(person), now=NOW)


def test_what_came_back_says_why(member: Person, secretary: Person, client_of: ClientOf) -> None:
    row = sent(member)
    send_back(row, answer="Tag prisen ud.", viewer=viewer_of(secretary), now=NOW)
    for where in (address("edit", row), address("experience", row)):
        assert "Tag prisen ud." in text_of(client_of(member), where)


def test_a_manager_lets_another_organisation_in(
    member: Person, manager: Person, outsider: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row = pass_review(sent(member, visibility="organisation"), named=[], viewer=OPERATOR, now=NOW)
    assert client_of(outsider).get(address("experience", row)).status_code == 404
    browser = client_of(manager)
    browser.post(address("sharing", row), {"kind": "organisation", "organisation": str(other_organisation.pk)})
    assert client_of(outsider).get(address("experience", row)).status_code == 200
    assert "Entreprenør Syd" in text_of(browser, address("sharing", row))


def test_a_newcomer_reads_what_happens_in_the_phase(member: Person, visitor: Client) -> None:
    page = text_of(visitor, address("experience", published_one(member, visibility="open", phase="F3")))
    phase = phases()["F3"]
    wanted = (phase.question["da"], phase.activities[0]["da"], phase.pitfalls[0].text["da"])
    assert [one for one in wanted if escape(one) not in page] == []


def test_an_experience_without_a_phase_explains_none(member: Person, visitor: Client) -> None:
    row = published_one(member, visibility="open")
    Experience.objects.filter(pk=row.pk).update(phase="")
    assert "phase-explained" not in text_of(visitor, address("experience", row))
