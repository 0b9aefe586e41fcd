"""From a signal to a finding, what is done, whether it helped, and the experience it becomes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.evaluation.actions.finding_reminders import remind_of_finding_actions
from maskinrum.evaluation.actions.findings import (
    FindingWords,
    add_finding_action,
    close_finding,
    put_finding_aside,
    take_up_finding,
    tell_finding,
    tick_finding_action,
    write_finding,
)
from maskinrum.evaluation.actions.proposing import offer_proposals, propose_findings, read_closed_round
from maskinrum.evaluation.enums import Aspect, FindingState
from maskinrum.evaluation.facts.signals import ActionFacts, Proposal
from maskinrum.evaluation.forms.findings import AsideForm, FindingActionForm, FindingForm, OutcomeForm
from maskinrum.evaluation.models import Finding
from maskinrum.evaluation.queries import party_organisations
from maskinrum.evaluation.reports.words import after_sentence
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.evaluation.closed_rounds import (
    GOOD,
    POOR,
    add_result,
    closed_round,
    maturity_round,
    pulse_rounds,
    question_called,
    running_partnership,
)

ClientOf = Callable[[Person | None], Client]
NEARLY = ((0, 1, 4, 9, 6), (0, 2, 3, 9, 6), (0, 1, 3, 10, 6))
WORDS = FindingWords("Roller er uklare.", "Der kom nye folk til.")


@pytest.fixture
def laid(organisation: Organisation, other_organisation: Organisation) -> Partnership:
    """A partnership of two parties."""
    return running_partnership(organisation, other_organisation)


@pytest.fixture
def proposed(laid: Partnership) -> Finding:
    """What a change proposes."""
    return propose_findings(pulse_rounds(laid, [GOOD, POOR])[1], viewer=OPERATOR, now=NOW)[0]


def taken_up(row: Finding, manager: Person, days_ago: int = 0) -> Finding:
    return take_up_finding(row, WORDS, viewer=viewer_of(manager), now=NOW - timedelta(days=days_ago))


def test_a_change_proposes_a_finding_once(laid: Partnership) -> None:
    row = pulse_rounds(laid, [GOOD, POOR])[1]
    read_closed_round(row, viewer=OPERATOR, now=NOW)
    read_closed_round(row, viewer=OPERATOR, now=NOW)
    found = Finding.objects.get()
    assert (found.signal, found.state, found.title, found.from_round) == ("change", "proposed", "", row)
    assert found.value_before == pytest.approx(1.786, abs=0.001)


def test_a_rule_of_the_chart_comes_before_a_change_and_is_not_proposed_again_after_it_is_put_aside(
    laid: Partnership, manager: Person
) -> None:
    rows = pulse_rounds(laid, [*(NEARLY[place % 3] for place in range(12)), POOR])
    found = propose_findings(rows[-1], viewer=OPERATOR, now=NOW)
    assert [(one.signal, one.saw["rounds"]) for one in found] == [("beyond", [13])]
    put_finding_aside(found[0], because="Kendt", viewer=viewer_of(manager), now=NOW)
    assert [one.signal for one in propose_findings(rows[-1], viewer=OPERATOR, now=NOW)] == ["change"]


def test_a_wide_spread_of_the_maturity_and_a_wide_gap_propose_findings(
    laid: Partnership, organisation: Organisation, other_organisation: Organisation
) -> None:
    apart = maturity_round(laid, 1, {"learning": {organisation: 4, other_organisation: 2}, "data": {organisation: 1}})
    gap = closed_round(laid, 1, {"reuse": POOR})
    add_result(gap, "reuse", (0, 0, 0, 4, 16), aspect=Aspect.IMPORTANCE)
    found = [*propose_findings(apart, viewer=OPERATOR, now=NOW), *propose_findings(gap, viewer=OPERATOR, now=NOW)]
    assert [(one.signal, one.question and one.question.slug) for one in found] == [
        ("spread", "learning"),
        ("gap", "reuse"),
    ]


def test_nothing_is_proposed_of_what_luck_can_explain_or_may_not_be_shown(laid: Partnership) -> None:
    for row in pulse_rounds(laid, [GOOD, NEARLY[0], None]):
        assert propose_findings(row, viewer=OPERATOR, now=NOW) == []


def test_others_may_propose_too_once(laid: Partnership) -> None:
    sign = Proposal("gap_days", "gap_days:2026-4", 40.0, indicator="continuity_gap_days", saw={"days": 40})
    offer_proposals("test", lambda _partnership, _now: [sign])
    try:
        row = closed_round(laid, 1, {})
        made = [propose_findings(row, viewer=OPERATOR, now=NOW) for _time in range(2)]
    finally:
        offer_proposals("test", lambda _partnership, _now: [])
    assert [len(one) for one in made] == [1, 0]
    assert (made[0][0].indicator, made[0][0].value_before) == ("continuity_gap_days", 40.0)


def test_the_first_round_that_opens_afterwards_says_whether_it_helped(
    laid: Partnership, proposed: Finding, manager: Person
) -> None:
    opens = NOW.date() + timedelta(days=30)
    found = taken_up(proposed, manager)
    early = closed_round(laid, 3, {"clear_roles": GOOD})
    read_closed_round(early, viewer=OPERATOR, now=NOW)
    found.refresh_from_db()
    assert found.measured_again_id is None
    later = closed_round(laid, 4, {"clear_roles": GOOD}, opens_on=opens, closes_on=opens)
    read_closed_round(later, viewer=OPERATOR, now=NOW)
    found.refresh_from_db()
    assert str(found.measured_again_id) == str(later.pk)
    assert found.value_after == pytest.approx(4.1)
    said = after_sentence(found)
    assert said.startswith("Før: 1,8 (20 svar). I måling 4: 4,1 (20 svar). Forskel: +2,3 (+")
    assert said.endswith("Det er højere end før. Om det skyldes det, I gjorde, kan målingen ikke sige.")


@pytest.mark.parametrize(
    ("levels", "said"),
    [(POOR, "Forskellen kan være tilfældig."), (None, "kan ikke sammenlignes: den ene af de to vises ikke.")],
)
def test_what_has_not_changed_or_is_withheld_is_said_so(
    laid: Partnership, proposed: Finding, manager: Person, levels: Any, said: str
) -> None:
    opens = NOW.date() + timedelta(days=30)
    taken_up(proposed, manager)
    later = closed_round(laid, 3, {"clear_roles": levels}, opens_on=opens, closes_on=opens)
    read_closed_round(later, viewer=OPERATOR, now=NOW)
    assert after_sentence(Finding.objects.get(pk=proposed.pk)).endswith(said)


def test_only_those_who_run_the_evaluation_take_a_finding_further(proposed: Finding, outsider: Person) -> None:
    viewer = viewer_of(outsider)
    with pytest.raises(DomainError):
        take_up_finding(proposed, WORDS, viewer=viewer, now=NOW)
    with pytest.raises(DomainError):
        put_finding_aside(proposed, because="x", viewer=viewer, now=NOW)


def test_a_finding_is_not_put_aside_without_a_reason(proposed: Finding, manager: Person) -> None:
    with pytest.raises(DomainError):
        put_finding_aside(proposed, because="", viewer=viewer_of(manager), now=NOW)
    proposed.refresh_from_db()
    assert proposed.state == FindingState.PROPOSED


def test_who_does_something_is_reminded_once(proposed: Finding, manager: Person, member: Person) -> None:
    found = taken_up(proposed, manager)
    facts = ActionFacts("Skriv rollerne ned", owner=str(member.pk), due_on=NOW.date() + timedelta(days=5))
    action = add_finding_action(found, facts, viewer=viewer_of(manager), now=NOW)
    assert (action.owner, action.owner_name) == (member.pk, "Mette Holm")
    assert [remind_of_finding_actions(NOW) for _time in range(2)] == [1, 0]
    mail = OutboxMail.objects.get()
    assert (mail.to, "Skriv rollerne ned" in mail.text) == (member.email, True)


def test_who_went_from_the_client_to_another_party_is_not_reminded_of_what_the_client_alone_reads(
    proposed: Finding, manager: Person, member: Person
) -> None:
    found = taken_up(proposed, manager)
    facts = ActionFacts("Skriv rollerne ned", owner=str(member.pk), due_on=NOW.date() + timedelta(days=5))
    add_finding_action(found, facts, viewer=viewer_of(manager), now=NOW)
    other = next(one for one in party_organisations(found.partnership) if one.pk != found.organisation_id)
    Membership.objects.filter(person=member).update(organisation=other)
    Finding.objects.update(visibility="organisation")
    assert remind_of_finding_actions(NOW) == 0


def test_a_stranger_cannot_be_made_an_owner_by_key(proposed: Finding, manager: Person, outsider: Person) -> None:
    found = taken_up(proposed, manager)
    facts = ActionFacts("Skriv", owner=str(outsider.pk), due_on=NOW.date())
    with pytest.raises(DomainError):
        add_finding_action(found, facts, viewer=viewer_of(manager), now=NOW)


def test_a_finding_that_is_done_becomes_a_draft_experience_once(
    proposed: Finding, manager: Person, member: Person
) -> None:
    viewer = viewer_of(manager)
    found = taken_up(proposed, manager)
    facts = ActionFacts("Skriv rollerne ned", owner_name="Tegnestuen", due_on=NOW.date())
    action = add_finding_action(found, facts, viewer=viewer, now=NOW)
    tick_finding_action(action, is_done=True, viewer=viewer, now=NOW)
    with pytest.raises(DomainError):
        tell_finding(found, measured="", viewer=viewer, now=NOW)
    close_finding(found, outcome="Nu ved alle det.", viewer=viewer, now=NOW)
    draft = tell_finding(found, measured="Målt.", viewer=viewer, now=NOW)
    assert (draft.title, draft.context, draft.happened) == (WORDS.title, WORDS.text, "Skriv rollerne ned")
    assert (draft.effect_text, draft.visibility, draft.state) == ("Nu ved alle det.\n\nMålt.", "partnership", "draft")
    assert draft.theme_codes == "D1"
    with pytest.raises(DomainError):
        tell_finding(found, measured="", viewer=viewer, now=NOW)


def test_a_finding_and_what_is_done_about_it_that_are_sent_twice_stand_once(
    laid: Partnership, member: Person, manager: Person
) -> None:
    told: dict[str, Any] = {"question": None, "from_round": None, "viewer": viewer_of(member), "now": NOW}
    row, again = (write_finding(laid, WORDS, **told) for _press in range(2))
    assert (row, Finding.objects.count()) == (again, 1)
    found = taken_up(row, manager)
    facts = ActionFacts("Skriv rollerne ned", owner_name="Tegnestuen", due_on=NOW.date() + timedelta(days=5))
    for _press in range(2):
        add_finding_action(found, facts, viewer=viewer_of(manager), now=NOW)
    assert found.actions.count() == 1


def test_the_log_keeps_no_word_of_a_finding(laid: Partnership, member: Person) -> None:
    write_finding(laid, WORDS, question=None, from_round=None, viewer=viewer_of(member), now=NOW)
    told = str(list(AuditEvent.objects.filter(verb="write_finding").values_list("changes", flat=True)))
    assert WORDS.title not in told


def test_what_was_typed_is_kept_when_a_rule_is_broken(proposed: Finding, manager: Person, client_of: ClientOf) -> None:
    found, client = taken_up(proposed, manager), client_of(manager)
    address = reverse("evaluation:add_finding_action", args=[found.key])
    answer = client.post(address, {"text": "Skriv rollerne ned", "owner_name": "Tegnestuen", "due_on": "2020-01-01"})
    page = answer.content.decode()
    assert ("Skriv en dag, der ikke er gået." in page, 'value="Skriv rollerne ned"' in page) == (True, True)
    assert (page.count('id="id_text"'), page.count('id="action_text"')) == (1, 1)
    assert found.actions.count() == 0


def test_a_party_walks_from_writing_to_the_experience(laid: Partnership, manager: Person, client_of: ClientOf) -> None:
    pulse_rounds(laid, [GOOD])
    client, question = client_of(manager), str(question_called("clear_roles").pk)
    client.post(
        reverse("evaluation:new_finding", args=[laid.slug]), {"title": "Uklart", "text": "", "question": question}
    )
    row = Finding.objects.get()
    assert row.value_before == pytest.approx(4.1)
    steps: list[tuple[str, dict[str, str]]] = [
        ("take_up_finding", {"title": "Uklart", "text": "Nye folk"}),
        ("change_finding", {"title": "Uklare roller", "text": "Nye folk"}),
        ("add_finding_action", {"text": "Skriv ned", "owner_name": "Tegnestuen", "due_on": "2099-01-01"}),
        ("close_finding", {"outcome": "Det hjalp."}),
        ("tell_finding", {}),
    ]
    for name, data in steps:
        assert client.post(reverse(f"evaluation:{name}", args=[row.key]), data).status_code == 302, name
    row.refresh_from_db()
    assert (row.state, row.title, row.experience is not None) == ("closed", "Uklare roller", True)
    page = client.get(reverse("evaluation:finding", args=[row.key])).content.decode()
    assert f"/erfaringer/{row.experience.key}/" in page if row.experience else False


def test_the_list_asks_as_often_for_one_finding_as_for_three(
    laid: Partnership,
    member: Person,
    client_of: ClientOf,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    client, viewer = client_of(member), viewer_of(member)

    def more(count: int) -> None:
        for _place in range(count):
            write_finding(laid, WORDS, question=None, from_round=None, viewer=viewer, now=NOW)

    assert_constant_queries(more, lambda: client.get(reverse("evaluation:findings", args=[laid.slug])))


def test_what_a_finding_needs_is_not_called_optional() -> None:
    forms = (FindingForm(), AsideForm(), FindingActionForm(people={}), OutcomeForm())
    needed = {name for form in forms for name, field in form.fields.items() if field.required}
    assert needed == {"title", "because", "text", "due_on", "outcome"}
