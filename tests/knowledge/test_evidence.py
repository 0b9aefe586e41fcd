"""The register of evidence: what ships, what the secretariat changes, and what an analysis keeps of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import load_evidence, retire_evidence, write_evidence
from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.facts.evidence import snapshot_from_json
from maskinrum.knowledge.forms.evidence import EvidenceForm, initial_of_card
from maskinrum.knowledge.models import EvidenceRow
from maskinrum.knowledge.queries import cards_for, evidence_snapshot, shipped_cards
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.errors import DomainError
from tests.bringing import bring
from tests.conftest import NOW
from tests.knowledge.evidence_rows import PROBE, written

ClientOf = Callable[[Person | None], Client]
SENT = {
    "measure_da": "Spredning i byggetid", "measure_en": "Spread of building time", "parameter": "time_deviation",
    "unit": "share", "estimate": "4,5", "n": "40", "year": "2024", "country": "DK", "strength": "B",
    "source_url": "https://example.org/tid",
}  # fmt: skip


@pytest.fixture
def loaded(db: None) -> Loaded:
    """The rows that ship."""
    return bring(load_evidence)


def page(browser: Client, name: str, *args: str, **asked: str) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def retired(row: EvidenceRow, person: Person, **more: Any) -> EvidenceRow:
    given: dict[str, Any] = {"reason": "Målt forkert.", "expected_revision": row.revision} | more
    return retire_evidence(row, **given, viewer=viewer_of(person), now=NOW)


def test_every_row_that_ships_comes_once_and_whole(loaded: Loaded) -> None:
    count = len(shipped_cards())
    assert (loaded, load_evidence(NOW)) == (Loaded(count, 0, 0), Loaded(0, 0, 0))
    assert cards_for(shipped_cards()) == dict(sorted(shipped_cards().items()))


def test_newer_data_renew_what_nobody_changed_and_leave_the_rest(loaded: Loaded, secretary: Person) -> None:
    EvidenceRow.objects.filter(key="tc-01").update(note="Gammelt.")
    mine = EvidenceRow.objects.get(key="tc-03")
    written(secretary, mine)
    assert load_evidence(NOW) == Loaded(0, 1, 1)
    assert EvidenceRow.objects.get(key="tc-03").measure_da == PROBE.measure_da


def test_a_snapshot_is_the_same_for_the_same_evidence_and_another_for_other(secretary: Person) -> None:
    row = written(secretary)
    first, again = evidence_snapshot(), evidence_snapshot()
    assert (first.ids, first.digest, first) == ((row.key,), again.digest, snapshot_from_json(first.to_json()))
    written(secretary, row, estimate=0.05)
    assert evidence_snapshot().digest != first.digest
    row.refresh_from_db()
    retired(row, secretary)
    assert evidence_snapshot().ids == ()


def test_cards_are_read_in_one_question(loaded: Loaded, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        cards_for(["tc-01"])
    with django_assert_num_queries(1):
        cards_for(["tc-01", "tc-02", "tc-03"])
    with django_assert_num_queries(1):
        evidence_snapshot()


def test_a_change_needs_a_reason_and_is_kept_with_it(secretary: Person, client_of: ClientOf) -> None:
    row = written(secretary, reason="")
    with pytest.raises(DomainError, match="hvorfor"):
        written(secretary, row, reason="", estimate=0.06)
    written(secretary, row, reason="Kilden har rettet tallet.", estimate=0.06)
    shown = page(client_of(None), "evidence:history", row.key)
    wanted = (
        "Kilden har rettet tallet.",
        "<del>4,5\N{NARROW NO-BREAK SPACE}%</del>",
        "<ins>6\N{NARROW NO-BREAK SPACE}%</ins>",
    )
    assert [one for one in wanted if one not in shown] == []
    event = AuditEvent.objects.filter(verb="write_evidence").latest("at", "id")
    assert event.changes["estimate"] == [0.045, 0.06]


def test_two_at_once_do_not_overwrite_each_other(secretary: Person) -> None:
    row = written(secretary)
    written(secretary, row, estimate=0.06)
    with pytest.raises(DomainError, match="imens"):
        written(secretary, row, estimate=0.07)
    with pytest.raises(DomainError, match="imens"):
        retired(row, secretary)


def test_a_retired_row_stays_is_marked_and_can_come_back(secretary: Person, client_of: ClientOf) -> None:
    row = retired(written(secretary), secretary)
    assert "Taget ud" in page(client_of(None), "evidence:row", row.key)
    assert PROBE.measure_da not in page(client_of(None), "evidence:index")
    assert PROBE.measure_da in page(client_of(None), "evidence:index", state="retired")
    assert cards_for([row.key]) == {}
    sent = {"reason": "Den var rigtig.", "revision": str(row.revision)}
    assert client_of(secretary).post(reverse("evidence:retire", args=[row.key]), sent).status_code == 302
    assert list(cards_for([row.key])) == [row.key]


def test_the_form_for_a_change_asks_for_a_reason_and_keeps_what_is_typed(
    secretary: Person, client_of: ClientOf
) -> None:
    row = written(secretary)
    sent = {**SENT, "note": "Kilden er læst igen.", "reason": "", "revision": str(row.revision)}
    answer = client_of(secretary).post(reverse("evidence:edit", args=[row.key]), sent).content.decode()
    assert ('href="#id_reason"' in answer, "Kilden er læst igen." in answer) == (True, True)
    assert EvidenceRow.objects.get(pk=row.pk).revision == row.revision


def test_retiring_needs_a_reason_and_twice_is_once(secretary: Person) -> None:
    row = written(secretary)
    with pytest.raises(DomainError):
        retired(row, secretary, reason="")
    row = retired(row, secretary)
    assert retired(row, secretary).revision == row.revision


def test_only_the_secretariat_writes(manager: Person, secretary: Person, client_of: ClientOf) -> None:
    row = written(secretary)
    with pytest.raises(DomainError, match="Sekretariatet passer"):
        write_evidence(None, card=PROBE, reason="", viewer=viewer_of(manager), now=NOW)
    with pytest.raises(DomainError, match="Sekretariatet passer"):
        retired(row, manager)
    pages = [reverse("evidence:new"), *(reverse(f"evidence:{name}", args=[row.key]) for name in ("edit", "retire"))]
    assert [client_of(manager).get(address).status_code for address in pages] == [404, 404, 404]


def test_a_spread_must_stand_in_another_row_of_the_same_unit(secretary: Person) -> None:
    months = written(secretary, unit="months", is_poolable=False)
    for key in ("findes-ikke", months.key):
        with pytest.raises(DomainError, match="spredning"):
            written(secretary, spread_from=key)


def test_only_what_is_in_the_unit_of_its_parameter_can_be_pooled(secretary: Person, client_of: ClientOf) -> None:
    sent = SENT | {"is_poolable": "on", "unit": "months", "applies_to": "separate", "note": "Kun i Jylland."}
    answer = client_of(secretary).post(reverse("evidence:new"), sent)
    assert list(answer.context["form"].errors) == ["is_poolable"]
    assert ("Kun i Jylland." in answer.content.decode(), EvidenceRow.objects.count()) == (True, 0)
    assert client_of(secretary).post(reverse("evidence:new"), sent | {"unit": "share"}).status_code == 302
    with pytest.raises(DomainError, match="procent"):
        written(secretary, unit="months")


def test_what_is_typed_as_per_cent_is_kept_as_a_share(secretary: Person, client_of: ClientOf) -> None:
    assert client_of(secretary).post(reverse("evidence:new"), SENT).status_code == 302
    row = EvidenceRow.objects.get()
    assert (row.estimate, row.n, row.year, row.applies_to) == (0.045, 40, 2024, "")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"low": "5"}, "low"),
        ({"standard_error": "0"}, "standard_error"),
        ({"year": "24"}, "year"),
        ({"estimate": "", "is_poolable": "on"}, "is_poolable"),
        ({"estimate": "halvtreds", "is_poolable": "on"}, "estimate"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(given: dict[str, str], field: str) -> None:
    assert list(EvidenceForm(SENT | given).errors) == [field]


def test_bad_input_keeps_what_was_typed(secretary: Person, client_of: ClientOf) -> None:
    answer = client_of(secretary).post(reverse("evidence:new"), {"note": "Kun i Jylland."})
    assert "Kun i Jylland." in answer.content.decode()
    assert EvidenceRow.objects.count() == 0


def test_the_form_gives_back_every_row_that_ships_unchanged() -> None:
    for card in shipped_cards().values():
        shown = {name: value for name, value in initial_of_card(card, 1).items() if value not in (None, False)}
        form = EvidenceForm(shown)
        assert form.is_valid(), (card.id, form.errors)
        assert replace(form.card(), id=card.id) == card


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "tilbudsgiver gennemsnit"}, {"tc-04"}),
        ({"parameter": "client_tender_cost_elasticity"}, {"tc-06"}),
        ({"country": "TR"}, {card.id for card in shipped_cards().values() if card.country == "TR"}),
        ({"strength": "D"}, {card.id for card in shipped_cards().values() if card.strength == "D"}),
        ({"period": "1900"}, {card.id for card in shipped_cards().values() if card.year and card.year < 2000}),
        ({"strength": "D", "reported": "no"}, {
            card.id for card in shipped_cards().values() if card.strength == "D" and not card.is_self_reported
        }),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(loaded: Loaded, client_of: ClientOf, asked: dict[str, str], found: set[str]) -> None:
    shown = page(client_of(None), "evidence:index", **asked)
    assert {key for key in shipped_cards() if reverse("evidence:row", args=[key]) in shown} == found


def test_nonsense_in_the_address_still_shows_a_list(loaded: Loaded, client_of: ClientOf) -> None:
    assert "134 rækker" in page(client_of(None), "evidence:index", period="x", strength="Z", side="9999")


def test_what_is_not_known_is_said(secretary: Person, client_of: ClientOf) -> None:
    bare: dict[str, Any] = {"estimate": None, "standard_error": None, "n": None, "year": None, "country": ""}
    row = written(secretary, **bare, is_poolable=False)
    shown = page(client_of(None), "evidence:row", row.key)
    assert "Kun en retning" in shown or "Kun retning" in shown
    assert shown.count("ikke kendt") >= 4


def test_the_list_asks_equally_often(secretary: Person, client: Client, assert_constant_queries: Any) -> None:
    def more(count: int) -> None:
        for _place in range(count):
            written(secretary)

    assert_constant_queries(more, lambda: client.get(reverse("evidence:index")))


def test_a_row_is_found_by_its_words_until_it_is_retired(secretary: Person, follow: Callable[[], int]) -> None:
    def found() -> list[str]:
        return [one.shown.address for one in ask(VISITOR, Question("stenbiderlog"), language="da", now=NOW).found]

    row = written(secretary, measure_da="Stenbiderlog i renovering")
    follow()
    assert found() == [reverse("evidence:row", args=[row.key])]
    retired(row, secretary)
    follow()
    assert found() == []
