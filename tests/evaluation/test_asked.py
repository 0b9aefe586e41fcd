"""A statement that is taken out is the same question when it comes back, and themes are changed as statements are."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.evaluation.actions import AskedFacts, change_model, close_round, give_answer, open_round
from maskinrum.evaluation.actions.maturity import answer_maturity
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart
from maskinrum.evaluation.models import EvaluationModel, EvaluationQuestion, Round, Wording
from maskinrum.evaluation.queries import model_items
from maskinrum.evaluation.queries.reading import maturity_rounds, pulse_series
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.evaluation.rounding import FEW, invited, opened_round, planned_round, sheet_of

ClientOf = Callable[[Person | None], Client]
OUT = "shared_goals"


def words(wordings: Iterable[Wording]) -> dict[uuid.UUID, tuple[str, str]]:
    return {one.question_id: (one.text_da, one.text_en) for one in wordings}


def asked_now(partnership: Partnership, part: EvaluationPart = EvaluationPart.PULSE) -> list[Wording]:
    model = EvaluationModel.objects.filter(partnership=partnership).latest("version")
    return [item.wording for item in model_items(model, part)]


def answered_round(partnership: Partnership) -> Round:
    """A round that everybody answers, not all alike, and that is closed; six weeks after the one before."""
    then = NOW - timedelta(weeks=20 - 6 * Round.objects.count())
    row = opened_round(partnership, now=then)
    for place, one in enumerate(invited(row)):
        give_answer(one, sheet_of(row.model, 1 + place % 5), now=then)
    return close_round(row, viewer=OPERATOR, now=then)


def sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody has touched."""
    return {one.html_name: one.value() for one in form if one.value()}


def test_a_statement_that_comes_back_goes_on_in_its_series_with_a_gap(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    answered_round(partnership)
    browser = client_of(manager)
    address = reverse("evaluation:change_model", args=[partnership.slug])
    out = EvaluationQuestion.objects.get(slug=OUT)
    data = sent(browser.get(address).context["form"])
    browser.post(address, {name: value for name, value in data.items() if name != f"keep_{out.pk.hex}"})
    assert out.pk not in {one.question_id for one in asked_now(partnership)}
    answered_round(partnership)
    page = browser.get(address)
    assert "Udsagn, der ikke spørges om nu" in page.content.decode()
    data = sent(page.context["form"])
    assert f"keep_{out.pk.hex}" not in data
    browser.post(address, data | {f"keep_{out.pk.hex}": "on"})
    assert [one.series for one in asked_now(partnership) if one.question_id == out.pk] == [1]
    answered_round(partnership)
    (series,) = pulse_series(viewer_of(manager), partnership, AnswerWay.PERSONAL, now=NOW, question=out.pk)
    assert [one.levels is None for one in series.rounds] == [False, True, False]
    assert series.begins == []


def test_an_own_statement_written_again_in_the_same_words_is_the_same_question(partnership: Partnership) -> None:
    planned_round(partnership)
    kept = words(asked_now(partnership))
    change: dict[str, Any] = {"viewer": OPERATOR, "now": NOW}
    change_model(partnership, AskedFacts(kept=kept, added=[("Vi spiser sammen.", "We eat together.")]), **change)
    own = EvaluationQuestion.objects.get(partnership=partnership)
    change_model(partnership, AskedFacts(kept=kept), **change)
    change_model(partnership, AskedFacts(kept=kept, added=[(" Vi spiser sammen. ", "")]), **change)
    assert EvaluationQuestion.objects.filter(partnership=partnership).count() == 1
    assert own.pk in {one.question_id for one in asked_now(partnership)}


def test_what_is_asked_already_is_not_asked_twice(partnership: Partnership) -> None:
    planned_round(partnership)
    kept = words(asked_now(partnership))
    twice = next(iter(kept.values()))
    with pytest.raises(DomainError):
        change_model(partnership, AskedFacts(kept=kept, added=[twice]), viewer=OPERATOR, now=NOW)


def test_own_statements_that_come_back_count_among_the_four(partnership: Partnership) -> None:
    planned_round(partnership)
    kept = words(asked_now(partnership))
    four = [(f"Eget {number}.", "") for number in range(4)]
    change_model(partnership, AskedFacts(kept=kept, added=four), viewer=OPERATOR, now=NOW)
    whole = words(asked_now(partnership))
    change_model(partnership, AskedFacts(kept=kept), viewer=OPERATOR, now=NOW)
    with pytest.raises(DomainError):
        change_model(partnership, AskedFacts(kept=whole, added=[("Femte.", "")]), viewer=OPERATOR, now=NOW)


def matured(partnership: Partnership, viewer: Any) -> Round:
    """A maturity that the client has answered, closed."""
    row = opened_round(partnership, part=EvaluationPart.MATURITY)
    themes = asked_now(partnership, EvaluationPart.MATURITY)
    answer_maturity(row, {one.pk: (3, "") for one in themes}, viewer=viewer, now=NOW)
    return close_round(row, viewer=OPERATOR, now=NOW)


def test_a_theme_gets_other_words_of_a_level_and_is_not_compared_with_the_year_before(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    viewer, browser = viewer_of(manager), client_of(manager)
    matured(partnership, viewer)
    before = asked_now(partnership, EvaluationPart.MATURITY)
    address = reverse("evaluation:change_themes", args=[partnership.slug])
    data = sent(browser.get(address).context["form"])
    changed, left_out = before[0].question_id, before[1].question_id
    data |= {f"l3da_{changed.hex}": "Vi mødes hver måned.", "note": "Klarere"}
    del data[f"keep_{left_out.hex}"]
    assert browser.post(address, data).status_code == 302
    after = asked_now(partnership, EvaluationPart.MATURITY)
    assert [one.series for one in after] == [2] + [1] * 8
    assert after[0].levels["3"]["da"] == "Vi mødes hver måned."
    assert after[0].levels["4"] == before[0].levels["4"]
    assert len(asked_now(partnership)) == 8  # the pulse is as it was
    matured(partnership, viewer)
    latest, first = maturity_rounds(viewer, partnership, now=NOW)
    client = partnership.organisation_id
    assert (after[0].pk, client) in latest.levels
    assert (after[0].pk, client) not in first.levels
    page = browser.get(reverse("evaluation:model", args=[partnership.slug])).content.decode()
    assert "ny ordlyd: serie 2" in page


def test_a_level_without_words_is_refused_and_nothing_typed_is_lost(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    planned_round(partnership, FEW)
    address = reverse("evaluation:change_themes", args=[partnership.slug])
    browser = client_of(manager)
    data = sent(browser.get(address).context["form"])
    code = asked_now(partnership, EvaluationPart.MATURITY)[0].question_id.hex
    answer = browser.post(address, data | {f"l2da_{code}": "", f"l3da_{code}": "Noget helt andet"})
    page = answer.content.decode()
    assert ("Skriv hvert trin på dansk" in page, "Noget helt andet" in page) == (True, True)
    assert {one.series for one in asked_now(partnership, EvaluationPart.MATURITY)} == {1}


def test_changing_the_maturity_leaves_an_open_pulse_as_it_is(partnership: Partnership) -> None:
    row = open_round(planned_round(partnership, FEW), viewer=OPERATOR, now=NOW)
    kept = words(asked_now(partnership, EvaluationPart.MATURITY)[1:])
    change_model(partnership, AskedFacts(kept=kept, part=EvaluationPart.MATURITY), viewer=OPERATOR, now=NOW)
    assert give_answer(invited(row)[0], sheet_of(row.model), now=NOW) is True
    assert len(asked_now(partnership, EvaluationPart.MATURITY)) == 9


def test_what_somebody_added_meanwhile_is_taken_away_by_no_page_that_was_open_before(
    partnership: Partnership, manager: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(manager), reverse("evaluation:change_model", args=[partnership.slug])
    answered_round(partnership)
    page = browser.get(address)
    data = sent(page.context["form"]) | {"seen": page.context["seen"]}
    kept = words(asked_now(partnership))
    change_model(partnership, AskedFacts(kept=kept, added=[("Vi spiser sammen.", "")]), viewer=OPERATOR, now=NOW)
    slip = browser.post(address, data | {"new_en_0": "We take walks."})
    assert slip.context["seen"] == page.context["seen"], "nobody has told of the other yet"
    answer = browser.post(address, data | {"new_da_0": "Vi går ture."})
    assert ("Nogen har ændret" in (told := answer.content.decode()), "Vi går ture." in told) == (True, True)
    assert "Vi spiser sammen." in {one.text_da for one in asked_now(partnership)}
    assert answer.context["seen"] != page.context["seen"], "saved again, it is what they want"
    for _twice in range(2):
        browser.post(address, data | {"new_da_0": "Vi går ture.", "seen": answer.context["seen"]})
    assert {"Vi går ture."} == {one.text_da for one in asked_now(partnership)} - {one[0] for one in kept.values()}
