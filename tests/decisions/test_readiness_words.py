"""What readiness is concluded to be, in words: gates before stop signs before points."""

from collections.abc import Sequence

import pytest
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.readiness import TERM, Metric, Standing, answered_gates, criteria, metric_names, stand
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import Points, Said
from maskinrum.decisions.reports.readiness import next_step
from maskinrum.decisions.reports.readiness_words import conclusion, robustness_words, score_words, told

STOPS = {"largest_share": 0.5, "pipeline_certainty_2y": 0.4}


def standing(points: int | None, stops: Sequence[str] = (), **answers: GateAnswer) -> Standing:
    """All gates have a yes but those named; everybody gives these points; these metrics say stop."""
    given = {gate.slug: GateAnswer.YES for gate in answered_gates()} | answers
    metrics = {name: Metric(None) for name in (*metric_names(), TERM)}
    metrics |= {"projects_past_own_decision": Metric(6.0)} | {name: Metric(STOPS[name]) for name in stops}
    scores = [] if points is None else [(one.slug, points) for one in criteria()] * 2
    return stand(Said(answers=given), Points(tuple(scores), 2), metrics, seed=1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (standing(4, **{"legal-route": GateAnswer.UNSURE}), "Én port mangler et ja. Ingen point kan opveje det."),
        (standing(4, ["largest_share"]), "Alle porte har et ja, men ét faresignal siger stop."),
        (standing(4, [*STOPS]), "Alle porte har et ja, men 2 faresignaler siger stop."),
        (standing(None), "Alle porte har et ja. Der mangler point endnu."),
        (standing(3), "Alle porte har et ja, og pointene siger, at I er klar."),
        (standing(2), "Alle porte har et ja. Pointene siger, at I er på vej, men ikke fremme."),
        (standing(1), "Alle porte har et ja, men pointene siger, at I ikke er klar."),
    ],
)
def test_the_conclusion_is_what_weighs_most(found: Standing, words: str) -> None:
    assert conclusion(found) == words


def test_without_points_the_score_is_not_known_and_nothing_is_said_of_weights() -> None:
    assert (score_words(standing(None).score, is_scored=False), robustness_words(standing(None))) == (
        _("not known"),
        "",
    )


def test_the_share_of_other_levels_is_told_exactly_with_what_was_drawn() -> None:
    words = robustness_words(standing(3))
    assert "I 0 af 10.000 blev niveauet et andet: 0,00\u202f%." in words
    assert "frø 1" in words


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [("expected_teams", 3.0, "3"), ("volume_per_year", 187.4, "187 mio. kr. om året"), (TERM, 72.0, "72 måneder"),
     ("problem_share", 0.25, "25 %"), ("problem_share", 0.125, "12,5 %"), ("", 2.5, "2,5 af 4"),
     ("idle_share", None, "ikke kendt")],
)  # fmt: skip
def test_a_figure_is_told_in_its_unit(metric: str, value: float | None, words: str) -> None:
    assert told(metric, value).replace("\u202f", " ").replace("\xa0", " ") == words


@pytest.mark.parametrize(("found", "part"), [(standing(4, ["largest_share"]), "signs"), (standing(4), "criteria")])
def test_when_all_is_answered_the_next_step_leads_to_what_is_left(
    found: Standing, part: str, file: DecisionFile
) -> None:
    assert next_step(file, found, len(criteria())).address.endswith(f"#{part}")
